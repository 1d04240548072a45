// Brazilian fields: data-mask = cpf, cnpj, document (CPF or CNPJ), cep, phone, boleto, money, date. Formats while typing and
// on paste, keeps the caret after the same character, and never refuses a key: what does not fit is left for the
// server to explain. "money" and "date" are only tidied on leaving the field, so that nobody fights the mask.
(() => {
  "use strict";
  const digits = (text) => text.replace(/\D/g, "");
  const alnum = (text) => text.replace(/[^0-9a-z]/gi, "").toUpperCase();
  const cut = (text, pattern) => {                    // "###.###" : # takes one character, the rest is written between
    let out = "", at = 0;
    for (const mark of pattern) {
      if (at >= text.length) break;
      if (mark === "#") out += text[at++]; else out += mark;
    }
    return out + text.slice(at);                      // too long stays visible, the server says what is wrong
  };
  const CNPJ = "##.###.###/####-##", CPF = "###.###.###-##";

  const figures = (text, pattern) => (/^[\d\s.\-/()+]*$/.test(text) ? cut(digits(text), pattern) : text);
  const coded = (text, pattern) => (/^[0-9a-z\s.\-/]*$/i.test(text) ? cut(alnum(text), pattern) : text);

  const typed = {
    cpf: (text) => figures(text, CPF),
    cnpj: (text) => coded(text, CNPJ),
    document: (text) => (alnum(text).length <= 11 && !/[a-z]/i.test(text) ? figures(text, CPF) : coded(text, CNPJ)),
    cep: (text) => figures(text, "#####-###"),
    phone: (text) => {
      const clean = digits(text);
      const home = clean.startsWith("55") && clean.length > 11 ? clean.slice(2) : clean;       // +55 is ours
      const local = home.startsWith("0") && home.length > 10 ? home.slice(1) : home;           // 041: the zero is dialled, not part of it
      if (!/^[\d\s.\-/()+]*$/.test(text)) return text;
      return cut(local, local.length > 10 ? "(##) #####-####" : "(##) ####-####");
    },
    // The line of a boleto has 47 digits; that of a utility or a tax (it begins with 8) has 48, in four blocks.
    boleto: (text) => figures(text, digits(text).startsWith("8")
      ? "###########-# ###########-# ###########-# ###########-#"
      : "#####.##### #####.###### #####.###### # ##############"),
  };

  // "1.234,56", "1234.56", "R$ 1 234,5" -> "1.234,56". What the server would refuse stays as it was typed, so that it can say
  // so: "12,345" may be twelve and a bit or twelve thousand (core/forms.py has the same expression).
  const AMOUNT = /^-?(?:(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?|(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,2})$/;
  const money = (text) => {
    const clean = text.replace(/[R$\s\u00a0]/gi, "").replace(/\u2212/g, "-");
    if (!AMOUNT.test(clean)) return text;
    const decimal = clean.match(/[.,](\d{1,2})$/);
    const whole = digits(decimal ? clean.slice(0, decimal.index) : clean) || "0";
    const cents = (decimal ? decimal[1] : "").padEnd(2, "0");
    const grouped = whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");
    return `${clean.startsWith("-") ? "-" : ""}${grouped},${cents}`;
  };

  // "hoje", "ontem", "amanhã", "+3", "-1", "24/11", "241126" -> "24/11/2026".
  const date = (text, today = new Date()) => {
    const word = text.trim().toLowerCase();
    const write = (day) => [day.getDate(), day.getMonth() + 1].map((part) => String(part).padStart(2, "0")).join("/") + `/${day.getFullYear()}`;
    const shifted = (days) => write(new Date(today.getFullYear(), today.getMonth(), today.getDate() + days));
    const named = { hoje: 0, h: 0, ontem: -1, "amanhã": 1, amanha: 1 };
    if (word in named) return shifted(named[word]);
    if (/^[+-]\d{1,3}$/.test(word)) return shifted(Number(word));
    const parts = word.match(/^(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{2}|\d{4}))?$/) || word.match(/^(\d{2})(\d{2})(\d{2}|\d{4})?$/);
    if (!parts) return text;
    const [, day, month, year] = parts;
    const full = year ? (year.length === 2 ? 2000 + Number(year) : Number(year)) : today.getFullYear();
    const real = new Date(full, Number(month) - 1, Number(day));
    return real.getMonth() === Number(month) - 1 && real.getDate() === Number(day) ? write(real) : text;
  };
  const left = { money, date };

  const isMark = (char) => /[^0-9a-z]/i.test(char);
  const mask = (field) => {
    const before = field.value;
    const after = typed[field.dataset.mask](before);
    if (after === before) return;
    const kept = [...before.slice(0, field.selectionStart)].filter((char) => !isMark(char)).length;
    field.value = after;
    let caret = 0;
    for (let seen = 0; caret < after.length && seen < kept; caret++) if (!isMark(after[caret])) seen++;
    if (kept === [...before].filter((char) => !isMark(char)).length) caret = after.length;
    if (document.activeElement === field) field.setSelectionRange(caret, caret);
  };

  if (typeof document === "undefined") { module.exports = { typed, money, date }; return; }

  // What the server kept clean is shown as people write it; it counts as untouched, so leaving the page asks nothing.
  const show = (root) => {
    for (const field of root.querySelectorAll("input[data-mask]")) {
      if (!(field.dataset.mask in typed) || !field.value || field.value !== field.defaultValue) continue;
      field.defaultValue = typed[field.dataset.mask](field.value);
    }
  };
  show(document);
  document.addEventListener("htmx:load", (event) => show(event.target));

  document.addEventListener("input", (event) => {
    const kind = event.target.dataset?.mask;
    if (kind in typed && event.inputType !== "deleteContentBackward" && event.inputType !== "deleteContentForward") mask(event.target);
  });
  document.addEventListener("focusout", (event) => {
    const kind = event.target.dataset?.mask;
    if (!event.target.value) return;
    if (kind in typed) mask(event.target);
    if (kind in left) {
      const tidy = left[kind](event.target.value);
      if (tidy !== event.target.value) { event.target.value = tidy; event.target.dispatchEvent(new Event("change", { bubbles: true })); }
    }
  });

  // CEP fills the address and leaves it editable: data-cep-url="/enderecos/__cep__" on the CEP field, and
  // data-cep-part="street|district|city|state" on the others. Empty or already filled fields by hand are respected.
  document.addEventListener("change", async (event) => {
    const url = event.target.dataset?.cepUrl;
    const cep = url && digits(event.target.value);
    if (!cep || cep.length !== 8) return;
    try {
      const answer = await fetch(url.replace("__cep__", cep), { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) return;
      const address = await answer.json();
      for (const field of event.target.form.querySelectorAll("[data-cep-part]")) {
        const value = address[field.dataset.cepPart];
        if (value && !field.value) field.value = value;
      }
    } catch { /* without the service the address is typed, as always */ }
  });
})();
