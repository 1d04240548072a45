// Says what a read meant: green and quiet, or red until the right item is read or the person has seen it.
(() => {
  "use strict";
  const { reads, right, wrong } = window.retaguarda;
  if (!reads) return;
  const ok = document.querySelector("[data-said-ok]");
  const no = document.querySelector("[data-said-no]");
  const undo = document.querySelector("[data-undo]");
  const fill = (text, data) => text.replace(/\{(\w+)\}/g, (_all, name) => data[name] ?? "");
  const write = (box, name, data) => {
    const [title, text] = reads.words[name] || reads.words.invalid;
    box.querySelector("[data-said-title]").textContent = fill(title, data);
    box.querySelector("[data-said-text]").textContent = fill(text, data);
  };
  const calm = () => { document.documentElement.classList.remove("rg-wrong"); no.hidden = true; };
  // What "Undo" would take back: the last read of this page that had an effect.
  let last = null;
  const good = (name, data, undoable) => {
    calm();
    write(ok, name, data);
    ok.hidden = false;
    last = undoable || null;
    undo.hidden = !last;
    right();
  };
  const taken = () => { const read = last; last = null; undo.hidden = true; return read; };
  const bad = (name, data) => {
    ok.hidden = true;
    no.hidden = true;                                // hidden and shown again: told again
    write(no, name, { ...data, why: reads.words.out[data.reason] || reads.words.out_other });
    document.documentElement.classList.add("rg-wrong");
    no.hidden = false;
    wrong();
  };
  // The server knows the item that the device did not: other words, no second alarm.
  const correct = (name, data) => { if (!no.hidden) write(no, name, data); };
  document.querySelector("[data-seen]").addEventListener("click", calm);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !document.querySelector("dialog[open]")) calm(); });
  const plain = (code) => { const text = code.trim().toUpperCase(); return /^\d+$/.test(text) ? text.replace(/^0+/, "") : text; };
  const fits = (line, code) => { const read = plain(code); return read !== "" && (read === plain(line.sku) || read === plain(line.ean)); };
  window.retaguarda.verdicts = { good, bad, correct, taken, fits };
})();
