// The device keeps every read until the server has answered it: lost network, a reload, a dead battery lose nothing, and the
// read's own id lets nothing count twice (docs/mechanisms/picking.md).
(() => {
  "use strict";
  // Of this person: what one picker kept without network does not go out under the name of the next one on this device.
  const KEY = `rg-reads-${document.querySelector("main").dataset.person}`;
  const BATCH = 50;
  const json = (id) => JSON.parse(document.getElementById(id)?.textContent || "null");
  const addresses = json("wave-addresses");
  const words = json("wave-words");
  const drawn = json("wave-state");
  if (!addresses || !drawn) return;

  const load = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; } };
  let memory = load();                              // holds the reads where the browser keeps nothing (private mode)
  const all = () => { const kept = load(); return kept.length || !memory.length ? kept : memory; };
  const save = (reads) => { memory = reads; try { localStorage.setItem(KEY, JSON.stringify(reads)); } catch { /* this page only */ } };
  const uuid = () => crypto.randomUUID?.() || "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

  // The newest state of the wave that this device knows: the page's, or the server's last answer (a page out of the cache is old).
  const place = `rg-wave-${drawn.wave}-${document.querySelector("[data-checks]") ? `box-${drawn.lines[0]?.box}` : "walk"}`;
  let known = drawn;
  try {
    const kept = JSON.parse(localStorage.getItem(place));
    if (kept && kept.at > drawn.at) known = kept;
  } catch { /* nothing kept */ }
  const remember = (state) => {
    known = state;
    try { localStorage.setItem(place, JSON.stringify(state)); } catch { /* the page still shows it */ }
    document.dispatchEvent(new CustomEvent("rg:wave", { detail: { state } }));
  };

  const show = (node, on) => { if (node) node.hidden = !on; };
  const trouble = document.querySelector("[data-net-trouble]");
  const tell = (text, login) => {
    show(trouble, Boolean(text));
    if (!trouble || !text) return;
    trouble.querySelector("span:not(.material-symbols-outlined)").textContent = text;
    show(trouble.querySelector("[data-net-login]"), Boolean(login));
  };
  let isAway = !navigator.onLine;
  const paint = () => {
    const kept = all().length;
    const shown = isAway || (kept && failed > 0);
    show(document.querySelector("[data-net-on]"), !shown);
    show(document.querySelector("[data-net-kept]"), shown);
    const count = document.querySelector("[data-net-count]");
    if (count) count.textContent = kept === 1 ? words.kept_one : words.kept.replace("{n}", kept);
    show(document.querySelector("[data-net-text]"), shown);
  };

  // One sender at a time in this page, and in this browser where it has locks; a second one would only repeat.
  let sending = false;
  let failed = 0;
  let timer = 0;
  const again = () => { clearTimeout(timer); timer = setTimeout(send, Math.min(1000 * 2 ** failed, 30000)); };
  const token = () => document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/)?.[1] || "";

  const post = (wave, reads) => fetch(addresses.reads.replace("/0/", `/${wave}/`), {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    keepalive: true,                                // also when the person is already on the way to another page
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    body: JSON.stringify({ scans: reads.map(({ wave: _wave, told: _told, sees: _sees, ...read }) => read), box: reads[0].box }),
    signal: AbortSignal.timeout?.(15000),
  });

  const settle = (wave, reads, answer) => {
    const answered = new Map(answer.verdicts.map((verdict) => [verdict.id, verdict]));
    save(all().filter((read) => !answered.has(read.id)));
    for (const read of reads) {
      const verdict = answered.get(read.id);
      if (verdict) document.dispatchEvent(new CustomEvent("rg:verdict", { detail: { read, verdict } }));
    }
    if (wave === drawn.wave && answer.state) remember(answer.state);
  };

  const round = async () => {
    const waiting = all();
    if (!waiting.length) return false;
    const { wave, box } = waiting[0];
    const reads = waiting.filter((read) => read.wave === wave && read.box === box).slice(0, BATCH);
    const answer = await post(wave, reads);
    if (answer.type === "opaqueredirect" || answer.status === 401) { tell(words.signed_out, true); return false; }
    if (answer.status === 403 || answer.status === 400) { tell(words.refused, false); return false; }
    if (answer.status === 404) { save(all().filter((read) => read.wave !== wave)); tell(words.gone, false); return true; }
    if (!answer.ok) throw new Error(String(answer.status));
    settle(wave, reads, await answer.json());
    tell("", false);
    return true;
  };

  const drain = async () => {
    try {
      while (await round()) failed = 0;
      isAway = false;
      failed = 0;
    } catch {                                         // no network, a busy server: later, each time a little later
      failed += 1;
      isAway = isAway || !navigator.onLine || failed > 0;
      again();
    }
    paint();
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      if (navigator.locks) await navigator.locks.request(KEY, { ifAvailable: true }, async (lock) => { if (lock) await drain(); else again(); });
      else await drain();
    } finally { sending = false; }
    if (all().length && !failed && trouble?.hidden !== false) again();
  };

  const add = (read) => {
    const kept = { id: uuid(), wave: drawn.wave, read_at: new Date().toISOString(), ...read };
    save([...all(), kept]);
    paint();
    send();
    return kept;
  };
  addEventListener("online", () => { isAway = false; failed = 0; paint(); send(); });
  addEventListener("offline", () => { isAway = true; paint(); });
  addEventListener("storage", (event) => { if (event.key === KEY) { memory = load(); document.dispatchEvent(new CustomEvent("rg:wave", { detail: { state: known } })); } });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send(); });

  window.retaguarda = Object.assign(window.retaguarda || {}, {
    reads: { add, known: () => known, waiting: () => all().filter((read) => read.wave === drawn.wave), words },
  });
  paint();
  if (all().length) send();

  // The page itself stays readable without network (worker.js); a browser without workers only lacks that.
  const main = document.querySelector("[data-worker]");
  if (main && navigator.serviceWorker) {
    navigator.serviceWorker.register(main.dataset.worker, { scope: main.dataset.scope }).then(() => navigator.serviceWorker.ready).then((worker) => {
      const assets = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.startsWith(location.origin) && /\.(css|js|woff2|svg)(\?|$)/.test(name));
      worker.active?.postMessage({ keep: [location.href, ...assets] });
    }).catch(() => { /* reads are kept all the same */ });
  }
})();
