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
