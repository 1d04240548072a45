// Opening balances: sums and difference follow what is typed. In cents, so that nothing is lost; the server decides.
(() => {
  "use strict";
  const form = document.querySelector("[data-opening]");
  if (!form) return;
  const shown = Object.fromEntries([...form.querySelectorAll("[data-sum]")].map((node) => [node.dataset.sum, node]));
  const ties = shown.difference.dataset.zero;

  const cents = (text) => {                            // "1.234,56", "1234.56", "R$ 10" -> 123456; what it cannot read counts nothing
    const clean = text.replace(/[R$\s\u00a0]/gi, "").replace(/\u2212/g, "-");
    if (!/^-?[\d.,]+$/.test(clean)) return 0n;
    const decimal = clean.match(/[.,](\d{1,2})$/);
    const whole = (decimal ? clean.slice(0, decimal.index) : clean).replace(/\D/g, "") || "0";
    const value = BigInt(whole) * 100n + BigInt((decimal ? decimal[1] : "").padEnd(2, "0"));
    return clean.startsWith("-") ? -value : value;
  };
  const written = (value) => {
    const size = value < 0n ? -value : value;
    const whole = String(size / 100n).replace(/\B(?=(\d{3})+$)/g, ".");
    return `${value < 0n ? "\u2212" : ""}R$\u00a0${whole},${String(size % 100n).padStart(2, "0")}`;
  };
  const sum = (side) => [...form.querySelectorAll(`[data-side="${side}"]`)].reduce((total, field) => total + cents(field.value), 0n);
  const show = () => {
    const debit = sum("debit"), credit = sum("credit"), difference = debit - credit;
    shown.debit.textContent = written(debit);
    shown.credit.textContent = written(credit);
    shown.difference.textContent = difference === 0n && debit !== 0n ? ties : written(difference);
    shown.difference.toggleAttribute("data-ties", difference === 0n);
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
})();
