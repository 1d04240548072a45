// The walk: shows the next shelf, decides each read at once from what the device knows, and lets the server confirm.
(() => {
  "use strict";
  const { reads, verdicts } = window.retaguarda;
  if (!reads || !document.querySelector("[data-walk]")) return;
  const one = (selector) => document.querySelector(selector);
  const write = (selector, text) => { for (const node of document.querySelectorAll(selector)) node.textContent = text; };

  // What the server knows plus what it has not heard of yet.
  const view = () => {
    const lines = reads.known().lines.map((line) => ({ ...line }));
    const by = new Map(lines.map((line) => [line.id, line]));
    const waiting = reads.waiting();
    const undone = new Set(waiting.filter((read) => read.act === "undo").map((read) => read.undoes));
    for (const read of waiting) {
      const line = by.get(read.line);
      if (read.act === "undo" && !waiting.some((other) => other.id === read.undoes) && line) {
        if (read.told === "right") line.picked -= 1; else if (read.told === "short") line.short -= read.quantity;
      }
      if (!line || undone.has(read.id) || read.stage === "check") continue;
      if (read.act === "read" && read.told === "right") line.picked += 1;
      if (read.act === "short") line.short += read.quantity;
      if (read.act === "skip") { lines.splice(lines.indexOf(line), 1); lines.push(line); }
    }
    return lines;
  };
  const left = (line) => (line.state === "picking" ? line.quantity - line.picked - line.short : 0);
  const stops = (lines) => lines.filter((line) => left(line) > 0);

  const item = (line) => {
    const node = document.createElement("li");
    const place = document.createElement("span");
    place.className = "rg-pos-s rg-code";
    place.textContent = line.place;
    const what = document.createElement("span");
    const name = document.createElement("b");
    name.textContent = line.name;
    const sku = document.createElement("span");
    sku.className = "rg-mute";
    sku.textContent = line.sku;
    what.append(name, sku);
    const count = document.createElement("span");
    count.className = "rg-num rg-strong";
    count.textContent = left(line);
    node.append(place, what, count);
    return node;
  };

  let here = null;
  const draw = () => {
    const lines = view();
    const open = stops(lines);
    here = open[0] || null;
    for (const node of document.querySelectorAll("[data-walk]")) node.hidden = !here;
    one("[data-end]").hidden = Boolean(here);
    const active = lines.filter((line) => line.state !== "dropped");
    const units = active.reduce((sum, line) => sum + line.quantity - line.short, 0);
    const picked = active.reduce((sum, line) => sum + line.picked, 0);
    const bar = one("[data-bar]");
    bar.max = units || 1;
    bar.value = picked;
    const count = one("[data-bar-count]");
    count.textContent = count.dataset.of.replace("{done}", picked).replace("{total}", units);
    if (!here) return;
    write("[data-place]", here.place);
    write("[data-name]", here.name);
    write("[data-sku]", here.sku);
    write("[data-ean]", here.ean.slice(-4));
    one("[data-ean-part]").hidden = !here.ean;
    write("[data-picked]", here.picked);
    write("[data-quantity]", here.quantity - here.short);
    write("[data-left]", left(here));
    write("[data-box]", here.box);
    write("[data-order]", here.order);
    one("[data-next]").replaceChildren(...open.slice(1, 4).map(item));
  };

  const judge = (code) => {
    if (verdicts.fits(here, code)) return ["right", {}];
    const other = reads.known().lines.find((line) => verdicts.fits(line, code));
    return other ? ["wrong_item", { read: other.name, expected: here.name }] : ["unknown_code", { code, expected: here.name }];
  };
  const praise = (line, read) => {
    const rest = left(line) - 1;
    const next = stops(view())[0];
    const data = { name: line.name, left: rest, box: line.box, place: next?.place };
    if (rest === 1) verdicts.good("right_left_one", data, read);
    else if (rest > 1) verdicts.good("right_left", data, read);
    else if (!next) verdicts.good("right_all", data, read);
    else verdicts.good(next.place === line.place ? "right_same" : "right_next", data, read);
  };

  document.addEventListener("rg:read", (event) => {
    if (!here) return;
    const { code } = event.detail;
    const line = here;
    const [told, data] = judge(code);
    const read = reads.add({ act: "read", line: line.id, code, told });
    if (told === "right") praise(line, read); else verdicts.bad(told, data);
    draw();
  });

  // The server has the last word: what it saw differently is said aloud.
  document.addEventListener("rg:verdict", (event) => {
    const { read, verdict } = event.detail;
    if (verdict.code === "short" && verdict.data.elsewhere?.length) { verdicts.good("short_moved", { ...verdict.data, place: verdict.data.elsewhere[0].place }); return; }
    const agrees = verdict.code === read.told || verdict.code === "undone";
    if (agrees) return;
    if (verdict.code === "wrong_item") { verdicts.correct("wrong_item", verdict.data); return; }
    if (verdict.code === "right") { verdicts.good("right_same", verdict.data); return; }
    verdicts.bad(verdict.code, verdict.data);
  });
  document.addEventListener("rg:wave", draw);

  one("[data-undo]").addEventListener("click", () => {
    const { id, line, told, quantity } = verdicts.taken() || {};
    if (!id) return;
    reads.add({ act: "undo", undoes: id, line, told, quantity });
    verdicts.good("undone", {});
    draw();
  });

  one("[data-skip]").addEventListener("click", () => {
    if (!here) return;
    const line = here;
    reads.add({ act: "skip", line: line.id, told: "skipped" });
    verdicts.good("skipped", { place: line.place });
    draw();
  });

  const dialog = document.getElementById("short");
  const count = dialog.querySelector("[data-short-count]");
  const step = (by) => { if (here) count.textContent = Math.max(1, Math.min(left(here), Number(count.textContent) + by)); };
  dialog.addEventListener("rg:open", () => { count.textContent = here ? left(here) : 1; });
  dialog.querySelector("[data-less]").addEventListener("click", () => step(-1));
  dialog.querySelector("[data-more]").addEventListener("click", () => step(1));
  for (const button of dialog.querySelectorAll("[data-short]")) {
    button.addEventListener("click", () => {
      dialog.close();
      if (!here) return;
      const line = here;
      const read = reads.add({ act: "short", line: line.id, quantity: Number(count.textContent), reason: button.dataset.short, told: "short" });
      verdicts.good("short", { name: line.name }, read);
      draw();
    });
  }
  draw();
})();
