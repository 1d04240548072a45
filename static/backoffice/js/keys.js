// The keyboard contract of every screen (docs/mechanisms/screens.md): off while typing, and single letters can be
// turned off. A page only writes data attributes: data-key="e" on a link or button, data-go="p" on a menu item,
// <tbody data-rows> for J and K, data-search on its search field.
(() => {
  "use strict";
  const typing = (node) => node instanceof HTMLElement && (node.isContentEditable || node.matches("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])"));
  const off = () => document.documentElement.dataset.keys === "off";
  const shown = (node) => node && node.offsetParent !== null && !node.disabled && node.getAttribute("aria-disabled") !== "true";
  const scope = () => document.querySelector("dialog[open]") || document;

  const act = (node) => {
    if (node.matches("input:not([type=checkbox]), textarea, select")) { node.focus(); return; }
    // What opens has the focus, so that the next Tab goes into it.
    if (node.matches("summary")) node.focus();
    node.click();
  };
  const keyed = (key) => [...scope().querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);

  // J, K, X, Enter on the rows of the page's list; with no list, J and K walk the queue of a detail page.
  let at = -1;
  let marked = -1;
  const rows = () => [...document.querySelectorAll("[data-rows] > tr")].filter((row) => row.offsetParent !== null);
  const stand = (next) => {
    const all = rows();
    if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, next));
    for (const row of all) row.removeAttribute("data-row-on");
    all[at].setAttribute("data-row-on", "");
    all[at].scrollIntoView({ block: "nearest" });
    all[at].querySelector("a[href]")?.focus({ preventScroll: true });
  };
  const mark = (range) => {
    const all = rows();
    if (at < 0) return;
    const from = range && marked >= 0 ? Math.min(marked, at) : at;
    const to = range && marked >= 0 ? Math.max(marked, at) : at;
    for (let index = from; index <= to; index++) {
      const box = all[index].querySelector(".rg-check");
      if (!box) continue;
      box.checked = range ? true : !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    marked = at;
  };

  let going = 0;
  document.addEventListener("keydown", (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.isComposing || event.repeat && key !== "j" && key !== "k") return;

    if ((event.ctrlKey || event.metaKey) && key === "k") { event.preventDefault(); document.querySelector("[data-palette]")?.click(); return; }
    if ((event.ctrlKey || event.metaKey) && key === "Enter") {
      const form = event.target.closest?.("form") || document.querySelector("form[data-main-form]");
      if (form) { event.preventDefault(); (form.querySelector("[data-main-submit]") || { click: () => form.requestSubmit() }).click(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape" && typing(event.target) && !event.target.closest("dialog")) { event.target.blur(); return; }
    if (typing(event.target) || off()) return;

    const open = document.querySelector("dialog[open]");
    if (!open && going && Date.now() - going < 1500) {
      going = 0;
      const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (place) { event.preventDefault(); place.click(); return; }
    }
    if (!open) {
      if (key === "g") { going = Date.now(); return; }
      if (key === "/") { const search = document.querySelector("[data-search]"); if (search) { event.preventDefault(); search.focus(); search.select?.(); } return; }
      if (key === "?") { event.preventDefault(); document.querySelector('[data-dialog="rg-keys"]')?.click(); return; }
      if (rows().length) {
        if (key === "j") { stand(at + 1); return; }
        if (key === "k") { stand(at - 1); return; }
        if (key === "x") { mark(event.shiftKey); return; }
        if (key === "Enter" && at >= 0 && event.target.closest?.("a, button, summary") === null) { rows()[at].querySelector("a[href]")?.click(); return; }
      }
    }
    const target = key.length === 1 && keyed(key);
    if (target) { event.preventDefault(); act(target); }
  });

  // The list behind "?" names only what this page answers to.
  const help = document.getElementById("rg-keys");
  help?.addEventListener("rg:open", () => {
    for (const row of help.querySelectorAll("[data-if]")) row.hidden = !document.querySelector(row.dataset.if);
  });
})();
