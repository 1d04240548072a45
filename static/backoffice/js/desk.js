// Desks (forms with lines, form.rg-desk) with htmx: where the cursor goes after a part was swapped, and what is said when
// the server did not answer. The forms settle at once (settle:0ms): in the 20 ms that htmx waits otherwise, a reader has typed
// its first digits into the field that the cursor is about to leave.
(() => {
  "use strict";
  const form = () => document.querySelector("form.rg-desk");
  const isDesk = (elt) => Boolean(elt?.matches?.("form.rg-desk"));
  let asked = "";

  // Refusals (422, 409) come with the form, what was typed in it and the reasons: show them.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!requestConfig.elt?.closest?.("form.rg-desk")) return;
    if (xhr.status === 422 || xhr.status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isDesk(event.detail.elt)) asked = event.detail.requestConfig.parameters?.do || "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!isDesk(event.detail.elt)) return;
    const fresh = form();
    // What came back is the draft from now on, also that of a refused form.
    if (fresh.dataset.draft) fresh.dispatchEvent(new Event("input", { bubbles: true }));
    const first = fresh.querySelector("[data-first]");
    if (first) { first.focus(); document.title = document.title.startsWith("Erro") ? document.title : `Erro: ${document.title}`; return; }
    const next = fresh.querySelector("[data-next]");
    if (next) { next.focus(); next.select?.(); }
    else if (asked.startsWith("add") || asked === "refresh" || asked.startsWith("remove")) fresh.querySelector("#find")?.focus();
    if (asked.startsWith("customer")) (fresh.querySelector("#id_document")?.value ? fresh.querySelector("#find") : fresh.querySelector("#id_document"))?.focus();
    if (asked === "forget") fresh.querySelector("#who")?.focus();
  });
  for (const name of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      if (!isDesk(event.detail.elt)) return;
      let note = form().querySelector("[data-failed-note]");
      if (!note) { note = document.createElement("div"); note.className = "rg-errors"; note.dataset.failedNote = ""; note.setAttribute("role", "alert"); form().prepend(note); }
      note.textContent = form().dataset.failed;
    });
  }
})();
