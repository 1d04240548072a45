// Change a small field where it stands: <div data-inline> holds it, a link [data-inline-open] in it leads to its form.
// Click or Enter opens, Enter saves, Esc restores; the outcome is announced. Without this script the link is followed.
(() => {
  "use strict";
  const before = new WeakMap();                       // holder -> what stood there
  const headers = { "X-Requested-With": "fetch" };

  const parse = (text) => new DOMParser().parseFromString(text, "text/html").body;

  const restore = (holder) => {
    const nodes = before.get(holder);
    if (!nodes) return;
    holder.replaceChildren(...nodes);
    before.delete(holder);
    holder.querySelector("[data-inline-open]")?.focus();
  };

  const show = (holder, form) => {
    holder.replaceChildren(form);
    const first = form.querySelector("[data-first]") || form.querySelector(".rg-field-bad :is(input, textarea, select)") || form.querySelector(":is(input:not([type=hidden]), textarea, select)");
    first?.focus();
    if (first?.select && !form.querySelector(".rg-field-bad, [data-first]")) first.select();
  };

  // The change is part of the record's story, and of what its head says.
  const refresh = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const page = parse(await answer.text());
      for (const place of ["#timeline-rows", ".rg-steps", ".rg-head h1"]) {
        const fresh = page.querySelector(place), old = document.querySelector(place);
        if (fresh && old && fresh.innerHTML !== old.innerHTML) old.replaceChildren(...fresh.childNodes);
      }
    } catch { /* it is there when the page is opened again */ }
  };

  document.addEventListener("click", async (event) => {
    const cancel = event.target.closest("[data-inline-cancel]");
    const holder = event.target.closest("[data-inline]");
    if (cancel && holder && before.has(holder)) { event.preventDefault(); restore(holder); return; }
    const link = event.target.closest("[data-inline-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers, credentials: "same-origin" });
      const form = answer.ok && !answer.redirected && parse(await answer.text()).querySelector("form[data-inline-form]");
      if (!form) { location.assign(link.href); return; }
      before.set(holder, [...holder.childNodes]);
      show(holder, form);
    } catch { location.assign(link.href); }
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-inline-form]");
    const holder = form?.closest("[data-inline]");
    if (!holder || !before.has(holder)) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopImmediatePropagation(); restore(holder); }
    if (event.key === "Enter" && event.target.matches("textarea") && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
  }, true);

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const holder = form.matches?.("form[data-inline-form]") && form.closest("[data-inline]");
    if (!holder || !before.has(holder)) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), headers, credentials: "same-origin" });
      if (answer.redirected) { form.submit(); return; }             // signed out meanwhile: the whole page goes on
      const part = parse(await answer.text());
      const again = part.querySelector("form[data-inline-form]");
      if (again) { show(holder, again); return; }
      const fresh = part.querySelector("[data-inline]");
      if (!answer.ok || !fresh) throw new Error(String(answer.status));
      before.delete(holder);
      holder.replaceChildren(...fresh.childNodes);
      holder.querySelector("[data-inline-open]")?.focus();
      window.retaguarda?.say(decodeURIComponent(answer.headers.get("X-Said") || ""));
      refresh();
    } catch {
      delete form.dataset.sent;
      window.retaguarda?.say(form.dataset.failed || "");
      let note = form.querySelector("[data-failed-note]");
      if (!note) { note = document.createElement("p"); note.className = "rg-error"; note.dataset.failedNote = ""; note.setAttribute("role", "alert"); form.prepend(note); }
      note.textContent = form.dataset.failed || "";
    }
  }, true);
})();
