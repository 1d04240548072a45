// What was typed survives a lost session, a closed tab, a crash: <form data-draft="name"> is kept in this browser while it
// is typed, and put back when the form is opened empty again. Gone once the form was sent and the server took it.
// Passwords, tokens and files are never kept; nor is anything older than a day. A restored form says so and can be cleared.
(() => {
  "use strict";
  const told = { ...document.currentScript.dataset };
  const DAY = 24 * 60 * 60 * 1000;
  const PREFIX = "rg-draft:";
  const person = document.body.dataset.person || "";
  const keyOf = (form) => `${PREFIX}${person}:${form.dataset.draft}`;
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: nothing is promised */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
  };
  const SECRET = /^(csrfmiddlewaretoken|do|who|find)$|password|token/;
  const entries = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SECRET.test(name));
  const said = (form) => form.querySelector("[data-first], .rg-errors, [role=alert]");

  const restore = (form, kept) => {
    const groups = new Map();
    for (const [name, value] of kept) groups.set(name, [...(groups.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || SECRET.test(field.name) || field.type === "file") continue;
      const values = groups.get(field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = Boolean(values?.includes(field.value));
      else if (values?.length) field.value = values.shift();
    }
    // Lines that were added while typing: the server draws them once it sees their names.
    let added = false;
    for (const [name, values] of groups) {
      for (const value of form.elements[name] ? [] : values) {
        const input = document.createElement("input");
        Object.assign(input, { type: "hidden", name, value });
        form.append(input);
        added = true;
      }
    }
    return added;
  };

  const announce = (form) => {
    const note = document.createElement("p");
    note.className = "rg-alert rg-alert-go rg-gap";
    note.dataset.draftNote = "";
    note.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = told.back;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "rg-btn rg-btn-s", textContent: told.discard });
    button.addEventListener("click", () => { store.drop(keyOf(form)); location.assign(location.pathname); });
    note.append(words, button);
    form.prepend(note);
  };

  const open = (form) => {
    const key = keyOf(form);
    const kept = store.get(key);
    if (!kept || Date.now() - kept.at > DAY) { store.drop(key); return; }
    if (said(form)) { kept.sent = false; store.set(key, kept); return; }       // the server brought it back itself
    if (kept.sent && !kept.lost) { store.drop(key); return; }                  // it was taken
    if (JSON.stringify(entries(form)) === JSON.stringify(kept.fields)) return;
    const added = restore(form, kept.fields);
    announce(form);
    form.dispatchEvent(new CustomEvent("rg:draft-restored", { bubbles: true }));
    if (added) form.querySelector("[name=do][value=refresh]")?.click();
  };

  const waiting = new WeakMap();
  const keep = (form) => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => { if (form.isConnected) store.set(keyOf(form), { at: Date.now(), fields: entries(form), sent: false }); }, 300));
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (!form) return;
    clearTimeout(waiting.get(form));
    store.set(keyOf(form), { at: Date.now(), fields: entries(form), sent: true });
  });

  const forms = [...document.querySelectorAll("form[data-draft]")];
  for (const form of forms) open(form);
  // Sent, and the next page is neither the form nor the sign-in: it was taken.
  const signedOut = !document.querySelector(".rg-shell");
  const here = new Set(forms.map(keyOf));
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && !here.has(name))) {
    const kept = store.get(key);
    if (!kept || Date.now() - kept.at > DAY) store.drop(key);
    else if (kept.sent && signedOut) store.set(key, { ...kept, lost: true });
    else if (kept.sent && !kept.lost) store.drop(key);
  }
})();
