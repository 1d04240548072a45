// Says when there is no network, keeps a form from being sent into nothing, brings a refusal into sight.
(() => {
  "use strict";
  const note = document.querySelector("[data-offline]");
  const tell = () => { if (note) note.hidden = navigator.onLine; };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();

  document.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    tell();
    note?.scrollIntoView({ block: "center" });
  }, true);

  document.querySelector(".rg-errors, [role=alert][tabindex]")?.focus();
})();

// Questions that belong to one answer stand there only with it: <div data-when="field" data-is="answer answer">.
(() => {
  "use strict";
  const parts = [...document.querySelectorAll("[data-when]")];
  const show = () => {
    for (const part of parts) {
      const form = part.closest("form");
      const given = form.elements[part.dataset.when]?.value || "";
      part.hidden = !part.dataset.is.split(" ").includes(given);
    }
  };
  document.addEventListener("change", show);
  show();
})();
