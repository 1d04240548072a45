// Ctrl+K: screens, by their name or by what is done there (data-words), and keyed acts of this page at once; records from
// the server while somebody types. A combobox whose list has groups; the server marks what was looked for and names what was meant exactly.
(() => {
  "use strict";
  const palette = document.getElementById("rg-palette");
  if (!palette) return;
  const field = palette.querySelector("input[role=combobox]");
  const form = palette.querySelector("form");
  const list = palette.querySelector(".rg-hits");
  const note = palette.querySelector("[data-palette-note]");
  const said = palette.querySelector("[data-palette-said]");
  const words = form.dataset;
  const PAUSE = 150, SLOW = 300, MIN = 2, OWN = 8;
  const answers = new Map();                          // of this opening: text -> answer, so that going back asks nobody
  let answer = null, asking = null, timer = 0, slow = 0, options = [], chosen = 0;

  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const typed = () => field.value.trim().replace(/\s+/g, " ");
  const shown = (node) => node.offsetParent !== null && !node.disabled && node.getAttribute("aria-disabled") !== "true";
  const named = (node) => {
    const copy = node.cloneNode(true);
    for (const part of copy.querySelectorAll(".material-symbols-outlined, kbd, .rg-num, small, ul")) part.remove();
    return copy.textContent.trim() || node.getAttribute("aria-label") || "";
  };
  const act = (node) => { if (node.matches("input:not([type=checkbox]), textarea, select")) node.focus(); else node.click(); };

  // The words of a screen that were meant, null where a typed word is not among them; as navigation.find_places.
  const meant = (choice, wanted) => {
    const typedWords = wanted.split(" ");
    const asked = typedWords.filter((word) => word.length >= (typedWords.length === 1 ? 2 : 3));
    const isAmong = (word, text) => bare(text).split(/[\s,]+/).some((known) => known.startsWith(word) || `${known}s` === word);
    if (!asked.length || !asked.every((word) => isAmong(word, `${choice.text}, ${choice.words}`))) return null;
    return choice.words.split(", ").filter((term) => asked.some((word) => isAmong(word, term))).join(", ");
  };
  // What the page itself knows: screens and acts of this name, and screens where it is done; each {label, options: [{parts, detail, key, url or node}]}.
  const own = () => {
    const wanted = bare(typed());
    const seen = new Set();
    const first = (choice) => choice.text && !seen.has(choice.id) && seen.add(choice.id);
    const fits = (choice) => bare(choice.text).includes(wanted);
    const menu = [...document.querySelectorAll(".rg-nav a"), ...palette.querySelectorAll("[data-places] a")]
      .map((node) => ({ node, id: node.href, text: named(node), words: node.dataset.words || "", key: node.dataset.go ? `G ${node.dataset.go.toUpperCase()}` : "" }))
      .filter(first);
    const others = menu.filter((choice) => !fits(choice)).map((choice) => ({ ...choice, why: meant(choice, wanted) })).filter((choice) => choice.why !== null);
    const acts = [...document.querySelectorAll("main [data-key]")].filter(shown)
      .map((node) => ({ node, id: node, text: named(node), key: node.dataset.key.toUpperCase() })).filter(first);
    const group = (label, choices) => ({
      label,
      options: choices.slice(0, OWN).map((choice) => ({ parts: [[choice.text, false]], detail: choice.why ? [[choice.why, false]] : [], key: choice.key, node: choice.node, isGuess: Boolean(choice.why) })),
    });
    return { named: [group(words.goText, menu.filter(fits)), group(words.actText, acts.filter(fits))], meant: group(words.doneText, others) };
  };
  const inLists = () => ({
    label: words.inText,
    options: (typed() ? [...document.querySelectorAll(".rg-nav a[data-finds]")] : []).map((link) => ({
      parts: [[words.findText.replace("{what}", () => typed()).replace("{where}", () => named(link)), false]],
      url: `${link.getAttribute("href")}?q=${encodeURIComponent(typed())}`,
    })),
  });
  const found = () => (answer?.groups || []).map((group) => ({
    label: group.label,
    icon: group.icon,
    options: [
      ...group.hits.map((hit) => ({ parts: hit.label, detail: hit.detail, url: hit.url })),
      ...(group.more_url ? [{ parts: [[group.more_label, false]], url: group.more_url }] : []),
    ],
  }));

  const pieces = (parts) => parts.map(([text, isHit]) => {
    if (!isHit) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
  const line = (option, id, icon) => {
    const link = document.createElement("a");
    link.id = id;
    link.href = option.url || option.node.href || "#";
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.tabIndex = -1;
    if (icon) {
      const sign = document.createElement("span");
      sign.className = "material-symbols-outlined rg-i16";
      sign.setAttribute("aria-hidden", "true");
      sign.textContent = icon;
      link.append(sign);
    }
    const text = document.createElement("span");
    text.append(...pieces(option.parts));
    link.append(text);
    if (option.detail?.length) { const small = document.createElement("small"); small.append(...pieces(option.detail)); link.append(small); }
    if (option.key) { const key = document.createElement("kbd"); key.textContent = option.key; link.append(key); }
    if (option.node) link.addEventListener("click", (event) => { event.preventDefault(); palette.close(); act(option.node); });
    return link;
  };

  const draw = () => {
    const before = options[chosen];
    const records = found();
    const isMeant = Boolean(answer?.open);
    const { named: byName, meant: byWords } = own();
    const groups = (isMeant ? [...records, ...byName] : [...byName, ...records]).concat(byWords, inLists()).filter((group) => group.options.length);
    options = [];
    list.replaceChildren(...groups.map((group, number) => {
      const item = document.createElement("li");
      item.setAttribute("role", "group");
      item.setAttribute("aria-labelledby", `rg-hits-${number}`);
      const title = document.createElement("span");
      title.id = `rg-hits-${number}`;
      title.className = "rg-hits-t";
      title.textContent = group.label;
      item.append(title, ...group.options.map((option) => {
        const link = line(option, `rg-hit-${options.length}`, group.icon);
        options.push({ link, id: option.url || option.node, isOwn: Boolean(option.node) && !option.isGuess });
        return link;
      }));
      return item;
    }));
    const again = before && options.findIndex((option) => option.id === before.id);
    point(!isMeant && again > 0 && chosen > 0 ? again : 0);
    const waits = typed().length >= MIN && !answer;
    note.textContent = options.length || waits ? "" : words.noneText;
  };
  const point = (next) => {
    field.setAttribute("aria-expanded", String(options.length > 0));
    if (!options.length) { field.removeAttribute("aria-activedescendant"); return; }
    chosen = (next + options.length) % options.length;
    options.forEach((option, index) => option.link.setAttribute("aria-selected", String(index === chosen)));
    field.setAttribute("aria-activedescendant", options[chosen].link.id);
    options[chosen].link.scrollIntoView({ block: "nearest" });
  };

  const settle = (text, got) => {
    clearTimeout(slow);
    list.removeAttribute("aria-busy");
    if (text !== typed()) return;
    answer = got;
    draw();
    const records = got.groups.reduce((sum, group) => sum + group.hits.length, 0);
    said.textContent = records === 1 ? words.oneText : words.manyText.replace("{n}", String(records));
  };
  const ask = async (text) => {
    asking?.abort();
    asking = new AbortController();
    slow = setTimeout(() => { list.setAttribute("aria-busy", "true"); note.textContent = words.busyText; }, SLOW);
    try {
      const response = await fetch(`${form.getAttribute("action")}?as=json&q=${encodeURIComponent(text)}`, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const got = await response.json();
      answers.set(text, got);
      settle(text, got);
    } catch (error) {
      if (error.name === "AbortError") return;
      clearTimeout(slow);
      list.removeAttribute("aria-busy");
      note.textContent = words.lostText;
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    clearTimeout(slow);
    asking?.abort();
    const text = typed();
    answer = answers.get(text) || (text.length < MIN ? { groups: [] } : null);
    chosen = 0;
    draw();
    if (!answer && form.getAttribute("action")) timer = setTimeout(() => ask(text), PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); point(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); point(chosen - 1); }
  });
  // A reader sends its Enter before the server has answered: the search page then opens what the code means.
  form.addEventListener("submit", (event) => {
    const waits = typed().length >= MIN && !answer;
    const hasOwn = options.some((option) => option.isOwn);
    if (options.length && (!waits || hasOwn)) { event.preventDefault(); options[chosen].link.click(); return; }
    if (!form.getAttribute("action") || typed().length < MIN) event.preventDefault();
  });
  palette.addEventListener("rg:open", () => {
    field.value = "";
    answers.clear();
    answer = { groups: [] };
    chosen = 0;
    said.textContent = "";
    draw();
    field.focus();
  });
})();
