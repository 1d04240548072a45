// Orders for a new wave: mark all, and the button says how many.
(() => {
  "use strict";
  const button = document.querySelector("[data-make]");
  const all = document.querySelector("[data-mark-all]");
  const boxes = [...document.querySelectorAll("[name=orders]")];
  if (!button) return;
  const draw = () => {
    const marked = boxes.filter((box) => box.checked).length;
    button.querySelector("[data-make-word]").textContent = marked === 1 ? button.dataset.one : button.dataset.many.replace("{n}", marked);
    button.setAttribute("aria-disabled", String(!marked));
    // As in every list: some marked, one click marks all, one more none.
    all.checked = marked === boxes.length;
    all.indeterminate = marked > 0 && marked < boxes.length;
  };
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; draw(); });
  for (const box of boxes) box.addEventListener("change", draw);
  draw();
})();
