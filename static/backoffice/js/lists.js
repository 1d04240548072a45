// A work list: marks that outlive the page, acts on them, the order of columns, counts of saved views.
(() => {
  "use strict";
  const say = (text) => window.retaguarda?.say(text);
  const number = new Intl.NumberFormat("pt-BR");
  const form = document.querySelector("form[data-bulk]");
  const table = document.querySelector("table[data-select]");

  // Marks: kept per list for this tab of the browser, dropped when the filter changes. "all" means every row of the
  // filter up to the newest that existed then; the server reads the filter again, so no list of ids is kept for it.
  const place = form && `rg-marks-${form.dataset.list}`;
  const blank = () => ({ query: form.elements.query.value, ids: [], all: false, until: "" });
  const load = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(place));
      if (kept && kept.query === form.elements.query.value) return kept;
    } catch { /* nothing kept, or no storage */ }
    return blank();
  };
  const keep = (marks) => { try { sessionStorage.setItem(place, JSON.stringify(marks)); } catch { /* lasts for this page */ } };
  const forget = () => { try { sessionStorage.removeItem(place); } catch { /* no storage */ } };

  if (form && table) {
    let marks = load();
    const head = table.querySelector("[data-select-all]");
    const boxes = [...table.querySelectorAll("tbody .rg-check")];
    const bar = document.querySelector(table.dataset.select);
    const count = bar.querySelector("[data-count]");
    const whole = bar.querySelector("[data-select-filter]");
    let last = null;

    const draw = () => {
      const known = new Set(marks.ids);
      for (const box of boxes) {
        box.checked = marks.all || known.has(box.value);
        box.closest("tr").toggleAttribute("data-on", box.checked);
      }
      const here = boxes.filter((box) => box.checked).length;
      head.checked = here === boxes.length && here > 0;
      head.indeterminate = here > 0 && !head.checked;
      const size = marks.ids.length;
      bar.hidden = !marks.all && size === 0;
      if (whole) whole.hidden = marks.all;
      count.textContent = marks.all ? count.dataset.all : (size === 1 ? count.dataset.one : count.dataset.many).replace("{n}", number.format(size));
    };
    const set = (changed, on) => {
      const known = new Set(marks.all ? boxes.map((box) => box.value) : marks.ids);
      for (const box of changed) if (on) known.add(box.value); else known.delete(box.value);
      marks = { ...blank(), ids: [...known] };
      keep(marks);
      draw();
      say(count.textContent);
    };
    table.addEventListener("change", (event) => {
      if (event.target === head) set(boxes, head.checked);
      else if (boxes.includes(event.target)) set([event.target], event.target.checked);
    });
    // Shift and a click mark everything between this box and the one before.
    table.addEventListener("click", (event) => {
      const box = event.target;
      if (!boxes.includes(box)) return;
      if (event.shiftKey && last && last !== box) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((one, other) => one - other);
        set(boxes.slice(from, to + 1), box.checked);
      }
      last = box;
    });
    whole?.addEventListener("click", () => {
      marks = { ...blank(), all: true, until: form.elements.until.value };
      keep(marks);
      draw();
      say(count.textContent);
    });
    bar.querySelector("[data-select-clear]").addEventListener("click", () => { marks = blank(); forget(); draw(); head.focus(); });
    // Back brings the page as it was, the marks are read anew.
    addEventListener("pageshow", () => { marks = load(); draw(); });
    draw();

    // What is marked on other pages goes along; the answer is the dialog with the consequences.
    const body = () => {
      const data = new FormData(form);
      data.delete("id");
      if (marks.all) { data.set("all", "1"); data.set("until", marks.until); } else for (const id of marks.ids) data.append("id", id);
      return data;
    };
    document.addEventListener("submit", async (event) => {
      if (event.target !== form || !event.submitter) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      button.closest("details")?.removeAttribute("open");
      if (button.getAttribute("aria-busy")) return;
      button.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(button.getAttribute("formaction"), { method: "POST", body: body(), credentials: "same-origin" });
        if (answer.redirected || !window.retaguarda.showAnswer(await answer.text(), button)) location.assign(answer.url);
      } catch {
        say(document.querySelector("[data-offline]")?.textContent.trim() || "");
      } finally {
        button.removeAttribute("aria-busy");
      }
    }, true);
  }

  // A form in a dialog: a refusal comes back as the same dialog with its reasons, nothing typed is lost; success goes on.
  document.addEventListener("submit", async (event) => {
    const sent = event.target;
    if (sent.matches("form[data-download]")) { setTimeout(() => sent.closest("dialog")?.close(), 300); return; }
    if (!sent.matches("dialog[data-answers] form")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (sent.dataset.sent) return;
    sent.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    const data = new FormData(sent, event.submitter);
    try {
      const answer = await fetch(sent.getAttribute("action"), { method: "POST", body: data, credentials: "same-origin" });
      if (answer.redirected) {
        if (sent.hasAttribute("data-selected") && place) forget();
        location.assign(answer.url);
        return;
      }
      sent.closest("dialog").close();
      if (!window.retaguarda.showAnswer(await answer.text(), null)) location.reload();
      document.querySelector("dialog[open] [aria-invalid], dialog[open] .rg-field-bad :is(input, textarea)")?.focus();
    } catch {
      delete sent.dataset.sent;
      event.submitter?.removeAttribute("aria-busy");
      say(document.querySelector("[data-offline]")?.textContent.trim() || "");
    }
  }, true);

  // Columns: the boxes are moved up and down; their order is what is sent.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-columns] [data-move]");
    if (!button) return;
    const item = button.closest("li");
    const list = item.parentElement;
    const other = button.dataset.move === "-1" ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (button.dataset.move === "-1") other.before(item); else other.after(item);
    button.focus();
    const name = item.querySelector("label").textContent.trim();
    say(list.dataset.moved.replace("{name}", () => name).replace("{n}", String([...list.children].indexOf(item) + 2)));
  });

  // Saved views are counted when the page is there: a slow one must not hold up the rows.
  const views = document.querySelector("[data-counts-url]");
  if (views) {
    fetch(views.dataset.countsUrl, { credentials: "same-origin" }).then((answer) => (answer.ok ? answer.json() : {})).then((counts) => {
      for (const tab of views.querySelectorAll("[data-saved-count]")) tab.textContent = counts[tab.dataset.savedCount] || "";
    }).catch(() => { /* the tabs do without */ });
  }

  // Turning a page of a long list: grey rows of the right shape after a second.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".rg-foot a, .rg-views a, .rg-chip a, .rg-table th a, .rg-filters .rg-menu a");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    document.documentElement.classList.add("rg-loading");
    const wait = setTimeout(() => document.querySelector(".rg-list")?.classList.add("rg-list-slow"), 1000);
    addEventListener("pageshow", () => { clearTimeout(wait); document.documentElement.classList.remove("rg-loading"); document.querySelector(".rg-list")?.classList.remove("rg-list-slow"); }, { once: true });
  });
})();
