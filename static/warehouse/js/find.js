// Pages that look a box up by its label: a read opens it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-find]");
  if (document.querySelector("[data-wrong]")) addEventListener("pointerdown", () => window.retaguarda?.wrong?.(), { once: true });
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("rg:read", (event) => {
    location.assign(`?${new URLSearchParams({ ler: event.detail.code })}`);
  });
})();
