// On registers unfold keeps light and dark in a state of its own: our switch tells it, so that the two never differ.
(() => {
  "use strict";
  document.addEventListener("rg:theme", () => {
    const state = window.Alpine?.$data(document.documentElement);
    let chosen = "auto";
    try { chosen = JSON.parse(localStorage.getItem("adminTheme") || '"auto"'); } catch { /* as the system */ }
    if (state && "adminTheme" in state) state.adminTheme = chosen;
  });
})();
