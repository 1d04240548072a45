// A running job in the side bar or on a page: polls data-job-url, which answers
// {"status", "done", "total", "message", "links": [{"url", "label", "bad"}]}, and stops at the end.
(() => {
  "use strict";
  const ENDS = ["done", "failed", "cancelled"];
  const count = new Intl.NumberFormat("pt-BR");

  const draw = (box, state) => {
    const bar = box.querySelector("progress");
    const number = box.querySelector("[data-job-count]");
    const words = box.querySelector("[data-job-message]");
    const links = box.querySelector("[data-job-links]");
    if (state.total > 0) { bar.max = state.total; bar.value = state.done; } else if (ENDS.includes(state.status)) { bar.max = 1; bar.value = 1; } else bar.removeAttribute("value");
    if (number) number.textContent = state.total > 0 ? box.dataset.jobOf.replace("{done}", count.format(state.done)).replace("{total}", count.format(state.total)) : "";
    if (words && words.textContent !== (state.message || "")) words.textContent = state.message || "";
    if (links) links.replaceChildren(...(state.links || []).map((link) => {
      const node = document.createElement("a");
      node.href = link.url;
      node.textContent = link.label;
      node.className = link.bad ? "rg-ink-bad rg-open" : "rg-link";
      return node;
    }));
    box.dataset.jobStatus = state.status;
    const icon = box.querySelector("[data-job-icon]");
    if (icon) {
      icon.textContent = { done: "task_alt", failed: "error", cancelled: "do_not_disturb_on" }[state.status] || "sync";
      icon.classList.toggle("rg-ink-done", state.status === "done");
      icon.classList.toggle("rg-ink-bad", state.status === "failed");
      icon.classList.toggle("rg-ink-go", !ENDS.includes(state.status));
    }
  };

  const watch = (box) => {
    let wait = 1000;
    let asked = 0;
    const ask = async () => {
      if (!box.isConnected) return;
      if (document.hidden) { setTimeout(ask, 3000); return; }
      try {
        const answer = await fetch(box.dataset.jobUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" });
        if (answer.status === 404 || answer.redirected) return;     // gone, or signed out: nothing to tell
        if (!answer.ok) throw new Error(String(answer.status));
        const state = await answer.json();
        draw(box, state);
        if (ENDS.includes(state.status)) {
          window.retaguarda?.say(`${box.dataset.jobTitle}: ${state.message || ""}`);
          box.dispatchEvent(new CustomEvent("rg:job-end", { bubbles: true, detail: state }));
          if (box.hasAttribute("data-job-reload")) location.reload();
          return;
        }
        wait = 1000;
      } catch {
        wait = Math.min(wait * 2, 15000);            // the server is busy or away: ask less often, keep the last figures
      }
      asked += 1;
      setTimeout(ask, Math.max(wait, Math.min(asked * 100, 5000)));
    };
    ask();
  };

  const start = (root) => {
    for (const box of root.querySelectorAll("[data-job-url]:not([data-job-watched])")) {
      box.dataset.jobWatched = "1";
      if (!ENDS.includes(box.dataset.jobStatus)) watch(box);
    }
  };
  start(document);
  document.body.addEventListener("htmx:afterSettle", () => start(document));
})();
