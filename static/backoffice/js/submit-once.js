// A double click has one effect: a form that was sent does not go twice, and its button says so. The server is still
// the one that guards (idempotency keys); this only spares the second request. Leaving with changes asks first.
// Without network a form stays where it is instead of giving way to the browser's own error page (data-away: what it says).
(() => {
  "use strict";
  const away = document.currentScript.dataset.away;
  const dirty = new Set();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.method === "get") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (away && !navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();              // nor does its draft count as sent
      stay(form);
      return;
    }
    form.dataset.sent = "1";
    dirty.delete(form);
    const button = event.submitter || form.querySelector("[type=submit]");
    button?.setAttribute("aria-busy", "true");
    // A download does not leave the page, and a lost network must not lock the form for ever.
    setTimeout(() => release(form), 10000);
  });

  // At the top of the page, or in the form where a dialog covers the page or the page has no such place.
  const stay = (form) => {
    const bar = form.closest("dialog") ? null : document.querySelector("[data-offline]");
    if (bar) { bar.hidden = false; bar.focus(); return; }
    const note = form.querySelector("[data-away-note]") || document.createElement("p");
    Object.assign(note, { className: "rg-alert rg-gap", textContent: away });
    note.dataset.awayNote = "";
    note.setAttribute("role", "alert");
    form.prepend(note);
  };
  addEventListener("online", () => { for (const note of document.querySelectorAll("[data-away-note]")) note.remove(); });

  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  };
  // Back from the next page, out of the browser's memory: the form may be sent again.
  addEventListener("pageshow", (event) => { if (event.persisted) for (const form of document.forms) release(form); });

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (form) dirty.add(form);
  });
  addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });
})();
