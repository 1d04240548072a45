// The review of a paper: arrows walk its pages, a ready sentence goes into the field, where it can be changed.
(() => {
  "use strict";
  const pages = [...document.querySelectorAll("[data-pages] > li")];
  const typing = (node) => node.matches?.("input, textarea, select") || document.querySelector("dialog[open]");
  let at = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.documentElement.dataset.keys === "off") return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || pages.length < 2) return;
    event.preventDefault();
    at = Math.max(0, Math.min(pages.length - 1, at + step));
    pages[at].scrollIntoView({ block: "start" });
    pages[at].focus({ preventScroll: true });
  });

  document.addEventListener("change", (event) => {
    const field = event.target.dataset?.fill && document.querySelector(event.target.dataset.fill);
    if (field) field.value = event.target.value;
  });
})();
