// Light or dark, and row height, before the first paint. Loaded in <head> without defer, so nothing flashes.
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
  root.classList.toggle("rg-compact", read("rg-compact") === "1");
  system.addEventListener("change", apply);

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const next = root.classList.contains("dark") ? "light" : "dark";
    write("adminTheme", JSON.stringify(next));
    root.classList.toggle("dark", next === "dark");
    document.dispatchEvent(new CustomEvent("rg:theme"));
  });
})();
