// A file beyond the limit is named before it travels; the server refuses it too.
(() => {
  "use strict";
  const input = document.querySelector("input[type=file][data-max-bytes]");
  if (!input) return;
  const box = document.getElementById("file-error");
  const words = box.querySelector("[data-file-error]");
  const frame = input.closest("[data-file-field]");

  const check = () => {
    const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.maxBytes));
    words.textContent = tooLarge ? input.dataset.tooLarge : "";
    box.hidden = !tooLarge;
    frame.classList.toggle("rg-field-bad", tooLarge);
    return !tooLarge;
  };
  input.addEventListener("change", check);
  // Before submit-once.js: a form that does not go must not be locked.
  input.form.addEventListener("submit", (event) => { if (!check()) { event.preventDefault(); input.focus(); } });
})();
