// The consequences in a dialog follow what is typed: <form data-effects-url="…"> asks the server what the act would do with
// the form as it stands and shows the answer in its [data-effects]. Without this script they are those of the start.
(() => {
  "use strict";
  const waiting = new WeakMap();

  const ask = async (form) => {
    const query = new URLSearchParams(new FormData(form));
    query.delete("csrfmiddlewaretoken");
    query.set("effects", "1");
    try {
      const answer = await fetch(`${form.dataset.effectsUrl}?${query}`, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const place = form.querySelector("[data-effects]");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (place.textContent.trim() !== page.body.textContent.trim()) place.replaceChildren(...page.body.childNodes);
    } catch { /* what is shown was true when the dialog opened; the server decides when it is sent */ }
  };

  const soon = (event) => {
    const form = event.target.closest?.("form[data-effects-url]");
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => ask(form), 350));
  };
  document.addEventListener("input", soon);
  document.addEventListener("change", soon);
})();
