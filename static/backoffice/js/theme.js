// Light or dark, before the first paint. Loaded in <head> without defer, so nothing flashes.
// "adminTheme" is the key unfold uses (a JSON string), so that the register admin and the work screens agree.
(() => {
  "use strict";
  const root = document.documentElement;
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window: lasts for this page */ } };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => (read("adminTheme") || "auto").replaceAll('"', "");
  const apply = () => root.classList.toggle("dark", chosen() === "dark" || (chosen() === "auto" && system.matches));

  apply();
  system.addEventListener("change", apply);

  const choose = (next) => {
    write("adminTheme", JSON.stringify(next));
    apply();
    document.dispatchEvent(new CustomEvent("rg:theme"));
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) choose(root.classList.contains("dark") ? "light" : "dark");
  });
  // The account page names all three: <input type="radio" data-theme-choice value="light|dark|auto">.
  document.addEventListener("change", (event) => { if (event.target.matches("[data-theme-choice]")) choose(event.target.value); });
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-theme-choice]")) box.checked = box.value === chosen();
  });
  // Another window of this browser chose.
  addEventListener("storage", (event) => { if (event.key === "adminTheme") { apply(); document.dispatchEvent(new CustomEvent("rg:theme")); } });
})();
