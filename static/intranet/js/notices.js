// The bell: asks once a minute while the page is seen whether something new came; silent otherwise.
(() => {
  "use strict";
  const bell = document.querySelector("[data-bell]");
  if (!bell) return;
  const EVERY = 60000;
  let tag = "";
  let newest = null;
  let timer = 0;
  let last = Date.now();
  const count = parseInt(bell.querySelector("b").textContent || "0", 10);

  const ask = async () => {
    last = Date.now();
    try {
      const headers = { Accept: "application/json", "X-Requested-With": "poll" };
      if (tag) headers["If-None-Match"] = tag;
      const answer = await fetch(bell.dataset.bell, { headers, credentials: "same-origin", cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect") return;         // signed out: nothing more to ask
      if (answer.ok) {
        tag = answer.headers.get("ETag") || "";
        draw(await answer.json());
      }
    } catch { /* no network: the next minute may have one */ }
    plan();
  };
  const draw = (state) => {
    const badge = bell.querySelector("b");
    badge.textContent = state.shown;
    badge.hidden = state.count === 0;
    bell.setAttribute("aria-label", state.label);
    // The first answer has only the number that the page came with to compare with.
    if (newest === null ? state.count > count : state.newest > newest) window.retaguarda?.say(state.told);
    newest = Math.max(newest ?? 0, state.newest);
  };
  const plan = (wait = EVERY) => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer); else plan(Math.max(0, EVERY - (Date.now() - last)));
  });
  plan();
})();
