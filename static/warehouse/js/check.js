// The bench: every piece of the box is read once more; when all were read, the box can be closed.
(() => {
  "use strict";
  const { reads, verdicts } = window.retaguarda;
  const list = document.querySelector("[data-checks]");
  const bench = document.querySelector("[data-checking]");
  if (!reads || !list || !bench) return;
  const box = reads.known().lines[0]?.box;

  const view = () => {
    const lines = reads.known().lines.map((line) => ({ ...line })).filter((line) => line.picked > 0);
    const waiting = reads.waiting().filter((read) => read.stage === "check" && read.box === box);
    const undone = new Set(waiting.filter((read) => read.act === "undo").map((read) => read.undoes));
    for (const read of waiting) {
      const line = lines.find((each) => each.id === read.sees);
      if (!line) continue;
      if (read.act === "undo" && !waiting.some((other) => other.id === read.undoes)) line.checked -= 1;
      if (read.act === "read" && read.told === "right" && !undone.has(read.id)) line.checked += 1;
    }
    return lines;
  };

  const draw = () => {
    const lines = view();
    for (const line of lines) {
      const row = list.querySelector(`[data-line="${line.id}"]`);
      if (!row) continue;
      row.querySelector("[data-line-checked]").textContent = line.checked;
      row.classList.toggle("rg-all", line.checked >= line.picked);
    }
    const all = lines.reduce((sum, line) => sum + line.picked, 0);
    const seen = lines.reduce((sum, line) => sum + line.checked, 0);
    const bar = document.querySelector("[data-bar]");
    bar.max = all || 1;
    bar.value = seen;
    const count = document.querySelector("[data-bar-count]");
    count.textContent = count.dataset.of.replace("{done}", seen).replace("{total}", all);
    // The form appears when the server has heard of all reads: it would refuse an earlier one.
    const isDone = seen >= all && !reads.waiting().length;
    bench.hidden = isDone;
    const form = document.querySelector("[data-close]");
    const wasHidden = form.hidden;
    form.hidden = !isDone;
    if (isDone && wasHidden) form.querySelector("input:not([type=hidden])")?.focus();
    return isDone;
  };

  document.addEventListener("rg:read", (event) => {
    const { code } = event.detail;
    const fitting = view().filter((line) => verdicts.fits(line, code));
    const line = fitting.find((each) => each.checked < each.picked);
    const told = line ? "right" : fitting.length ? "complete" : "unknown_code";
    const read = reads.add({ act: "read", stage: "check", box, code, told, sees: line?.id });
    const rest = view().reduce((sum, each) => sum + each.picked - each.checked, 0);
    if (line) verdicts.good(rest ? "check_right" : "check_all", { name: line.name }, read);
    else if (fitting.length) verdicts.bad("complete", { name: fitting[0].name });
    else verdicts.bad("unknown_box", { code });
    draw();
  });
  document.addEventListener("rg:verdict", (event) => {
    const { read, verdict } = event.detail;
    if (read.stage !== "check" || verdict.code === read.told || verdict.code === "undone") return;
    if (verdict.code === "wrong_item") { verdicts.bad("wrong_box", verdict.data); return; }
    if (verdict.code === "right") { verdicts.good("check_right", verdict.data); return; }
    verdicts.bad(verdict.code, verdict.data);
  });
  document.addEventListener("rg:wave", draw);
  document.querySelector("[data-undo]").addEventListener("click", () => {
    const { id, sees } = verdicts.taken() || {};
    if (!id) return;
    reads.add({ act: "undo", stage: "check", box, undoes: id, sees, told: "undone" });
    verdicts.good("undone", {});
    draw();
  });
  draw();
})();
