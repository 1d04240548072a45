// The timeline of a record: a comment appears in place, its refusal too; @ offers the people who may see the record.
// Without this script the form is posted and the filters are links.
(() => {
  "use strict";
  const say = (text) => window.retaguarda?.say(text);

  // htmx leaves refusals out; ours come with the form, what was typed in it and the reason.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, requestConfig } = event.detail;
    if (!target || (target.id !== "timeline" && target.id !== "timeline-rows")) return;
    const asked = new URL(requestConfig.path, location.href).pathname;
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
      // The session is over and the answer is the sign-in page: come back here after it.
      event.detail.shouldSwap = false;
      location.assign(`${new URL(xhr.responseURL).pathname}?next=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    if (xhr.status === 422 || xhr.status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:afterSettle", () => {
    const panel = document.getElementById("timeline");
    if (!panel || panel.dataset.seen) return;
    panel.dataset.seen = "1";
    const error = document.getElementById("talk-error");
    if (panel.dataset.told) say(panel.dataset.told);
    if (panel.dataset.told || error) document.getElementById("talk-text")?.focus();
  });
  for (const name of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      const form = event.detail.elt?.closest?.(".rg-talk");
      if (!form) return;
      // Nothing typed is lost: the field still has it, and the same form sent again is one comment.
      let line = form.querySelector(".rg-error");
      if (!line) { line = document.createElement("p"); line.className = "rg-error"; line.setAttribute("role", "alert"); form.prepend(line); }
      line.textContent = form.dataset.failed;
    });
  }
  const first = document.getElementById("timeline");
  if (first) first.dataset.seen = "1";

  // Calling people. The field keeps the focus; the list beneath is walked with the arrows.
  let asked = 0;
  let timer = 0;
  let chosen = -1;
  const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
  const close = (field) => {
    const list = listOf(field);
    if (list) list.hidden = true;
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
    asked += 1;
    clearTimeout(timer);
  };
  const called = (field) => {
    const before = field.value.slice(0, field.selectionStart);
    const match = /(?:^|[^\p{L}\p{N}_.@+-])@([\p{L}\p{N}_.+-]{0,40})$/u.exec(before);
    return match ? { text: match[1], start: before.length - match[1].length - 1 } : null;
  };
  const point = (field, next) => {
    const options = [...listOf(field).querySelectorAll("[role=option]")];
    if (!options.length) return;
    chosen = (next + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    field.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (field, username) => {
    const call = called(field);
    if (!call) return;
    field.setRangeText(`@${username} `, call.start, field.selectionStart, "end");
    close(field);
    field.focus();
  };
  const draw = (field, answer) => {
    const list = listOf(field);
    list.replaceChildren(...answer.people.map((person, index) => {
      const option = document.createElement("li");
      option.id = `talk-person-${index}`;
      option.setAttribute("role", "option");
      option.dataset.username = person.username;
      const name = document.createElement("b");
      name.textContent = person.name;
      const small = document.createElement("small");
      small.textContent = `@${person.username} · ${person.roles}`;
      option.append(name, small);
      return option;
    }));
    list.hidden = !answer.people.length;
    say(answer.told);
    if (answer.people.length) point(field, 0); else field.removeAttribute("aria-activedescendant");
  };
  const ask = async (field, text) => {
    const turn = ++asked;
    try {
      const url = `${field.form.dataset.peopleUrl}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error" });
      if (answer.ok && turn === asked) draw(field, await answer.json());
    } catch { /* no network: a name can be typed as well */ }
  };
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches?.(".rg-talk textarea")) return;
    const call = called(field);
    if (!call) { close(field); return; }
    clearTimeout(timer);
    timer = setTimeout(() => ask(field, call.text), 150);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.(".rg-talk textarea") || listOf(field).hidden || event.isComposing) return;
    const options = [...listOf(field).querySelectorAll("[role=option]")];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); point(field, chosen + (event.key === "ArrowDown" ? 1 : -1)); }
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey && !event.shiftKey && options[chosen]) { event.preventDefault(); take(field, options[chosen].dataset.username); }
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(field); }
  }, true);
  // Before the field loses the focus.
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest(".rg-talk-people [role=option]");
    if (!option) return;
    event.preventDefault();
    take(document.querySelector(`[aria-controls="${option.parentElement.id}"]`), option.dataset.username);
  });
  document.addEventListener("focusout", (event) => { if (event.target.matches?.(".rg-talk textarea")) close(event.target); });
})();
