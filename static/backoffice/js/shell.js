// The frame: drawer on narrow windows, the person's switches, copied codes, lost network.
(() => {
  "use strict";
  const root = document.documentElement;
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* lasts for this page */ } },
  };

  // Others speak through here: window.retaguarda.say("12 pedidos marcados").
  const say = (text) => { const place = document.getElementById("rg-said"); if (place) place.textContent = text; };
  window.retaguarda = Object.assign(window.retaguarda || {}, { say, store });

  // Drawer. Without this script the menu link still works: #rg-side:target shows it.
  const opener = document.querySelector("[data-drawer-open]");
  document.querySelector(".rg-side [aria-current]")?.scrollIntoView({ block: "nearest" });
  const side = document.getElementById("rg-side");
  const drawer = (open) => {
    root.classList.toggle("rg-drawer", open);
    opener?.setAttribute("aria-expanded", String(open));
    if (open) side.querySelector("a, button").focus(); else opener?.focus();
  };
  opener?.addEventListener("click", (event) => { event.preventDefault(); drawer(true); });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-drawer-close]")) drawer(false); });
  document.addEventListener("keydown", (event) => {
    if (!root.classList.contains("rg-drawer")) return;
    if (event.key === "Escape") { event.preventDefault(); drawer(false); }
    if (event.key === "Tab") {                       // stay inside while it is open
      const stops = [...side.querySelectorAll("a[href], button, input")].filter((stop) => stop.offsetParent);
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement === edge) { event.preventDefault(); (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus(); }
    }
  });

  // Switches of the person: they work at once, and the server keeps them for every other browser.
  const kept = document.querySelector("form[data-prefs]");
  for (const box of document.querySelectorAll("[data-pref]")) {
    box.addEventListener("change", () => {
      const name = box.dataset.pref;
      if (name === "compact") root.classList.toggle("rg-compact", box.checked);
      if (name === "keys") root.dataset.keys = box.checked ? "on" : "off";
      if (!kept) return;
      const body = new FormData();
      body.set("csrfmiddlewaretoken", kept.elements.csrfmiddlewaretoken.value);
      body.set(name, box.checked ? "1" : "0");
      fetch(kept.getAttribute("action"), { method: "POST", body }).catch(() => { /* holds for this page */ });
    });
  }

  // Menus made of <details>: one open at a time, Esc and a click elsewhere close it.
  const menus = () => document.querySelectorAll("details.rg-more[open]");
  document.addEventListener("click", (event) => { for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) { menu.open = false; menu.querySelector("summary").focus(); event.preventDefault(); }
  });

  // Codes to copy (request id, access key): <button data-copy="7F3K-92QD" data-copied="Copiado">.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
    const word = button.querySelector("[data-copy-word]") || button;
    word.textContent = button.dataset.copied;
    say(button.dataset.copied);
  });

  // Errors of a form: the summary takes the focus, the title already begins with the word.
  document.querySelector(".rg-errors")?.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".rg-errors a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    (place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea") || place).focus();
  });

  // Lost network is said once, at the top, and taken back when it returns.
  const offline = document.querySelector("[data-offline]");
  const network = () => { if (offline) offline.hidden = navigator.onLine; };
  addEventListener("online", network); addEventListener("offline", network); network();

  // Thin bar while htmx asks: CSS waits 300 ms before showing it.
  document.body.addEventListener("htmx:beforeRequest", () => root.classList.add("rg-loading"));
  document.body.addEventListener("htmx:afterRequest", () => root.classList.remove("rg-loading"));
})();
