// The rules are asked while somebody types, without sending the paper: this only says whether one is chosen.
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.form) return;
    let flag = input.form.querySelector("input[name=has_paper]");
    if (!flag) {
      flag = document.createElement("input");
      flag.type = "hidden";
      flag.name = "has_paper";
      input.form.append(flag);
    }
    flag.value = input.files.length ? "1" : "";
  }, true);
})();
