// Charts with unfold's Chart.js in our colours. <canvas data-chart="id-of-json">, the JSON in <script type="application/json">:
// {"kind": "line"|"bar"|"steps", "labels": [...], "series": [{"label", "values": [...], "previous": true, "display": ["R$ 1,00"],
// "short": ["1,0"], "last": true}], "unit": ""}. "steps" are bars across, each value a [from, to] pair, "totals" those that stand on zero
// (from revenue to profit, and rankings); "last" paints only the last bar, the others are context; "divide" (1000) is what the axis is told in.
// Values are drawn, never computed with; "display" holds the exact text for the tip. Without Chart.js the table below stays.
(() => {
  "use strict";
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = new Map();

  // Bars across: the figures in a column of their own at the right edge, thin lines from one level to the next.
  const drawSteps = (pen, chart, set, points) => {
    pen.textAlign = "right";
    points.forEach((bar, at) => {
      pen.font = `${set.totals[at] ? 600 : 400} 12px ${token("--rg-font")}`;
      pen.fillStyle = token(set.totals[at] ? "--rg-ink" : "--rg-ink-2");
      pen.fillText(set.short[at], chart.width - 2, bar.y + 4);
      const next = points[at + 1];
      if (!next || (set.totals[at] && set.totals[at + 1])) return;
      pen.strokeStyle = token("--rg-ink-3");
      pen.lineWidth = 1;
      pen.beginPath();
      const x = chart.scales.x.getPixelForValue(set.data[at][1]);      // where this level ends, on whichever side of the bar
      pen.moveTo(x, bar.y + bar.height / 2);
      pen.lineTo(x, next.y - next.height / 2);
      pen.stroke();
    });
  };

  // Direct labels: the peak, the last point and the name of each series beside its end, instead of a legend.
  const labels = {
    id: "rgLabels",
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      pen.save();
      const ends = [];
      chart.data.datasets.forEach((set, index) => {
        const points = chart.getDatasetMeta(index).data;
        if (!points.length) return;
        if (set.totals) { drawSteps(pen, chart, set, points); return; }
        const last = points.length - 1;
        const text = (at) => set.short?.[at] ?? set.display?.[at] ?? set.data[at].toLocaleString("pt-BR");
        if (set.order === 0) {
          pen.font = `600 12px ${token("--rg-font")}`;
          pen.fillStyle = token("--rg-ink");
          pen.textAlign = "center";
          const peak = set.data.indexOf(Math.max(...set.data));
          for (const at of new Set([peak, last])) {
            // A loss hangs below the line, its figure below the bar; at the edge the figure moves inward.
            const half = pen.measureText(text(at)).width / 2;
            const x = Math.min(Math.max(points[at].x, chart.chartArea.left + half), chart.width - half);
            if (at === peak || set.data[at]) pen.fillText(text(at), x, set.data[at] < 0 ? points[at].y + 16 : points[at].y - 9);
          }
        }
        if (chart.options.plugins.legend.display || chart.config.type !== "line") return;
        ends.push({ text: set.label, first: set.order === 0, colour: set.order === 0 ? set.borderColor : token("--rg-ink-3"), x: points[last].x + 12, y: points[last].y + 4 });
      });
      // Lines that end close together must not write their names on top of each other.
      ends.sort((a, b) => a.y - b.y || Number(b.first) - Number(a.first));
      for (let at = 1; at < ends.length; at++) ends[at].y = Math.max(ends[at].y, ends[at - 1].y + 16);
      pen.textAlign = "left";
      for (const end of ends) {
        pen.font = `${end.first ? 600 : 400} 12px ${token("--rg-font")}`;
        pen.fillStyle = end.colour;
        pen.fillText(end.text, end.x, end.y);
      }
      pen.restore();
    },
  };

  const build = (canvas) => {
    const named = canvas.parentElement.clientWidth > 560;
    const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (data.kind === "steps") return buildSteps(canvas, data, still);
    const main = data.series.filter((series) => !series.previous);
    return new Chart(canvas, {
      type: data.kind,
      plugins: [labels],
      data: {
        labels: data.labels,
        datasets: data.series.map((series) => {
          const colour = series.previous ? token("--rg-c-less") : token(`--rg-c${Math.min(main.indexOf(series) + 1, 5)}`);
          const fill = series.last ? series.values.map((_value, at) => (at + 1 === series.values.length ? colour : token("--rg-c-less"))) : colour;
          return {
            label: series.label, data: series.values.map(Number), display: series.display, short: series.short, borderColor: colour, order: series.previous ? 1 : 0,
            backgroundColor: data.kind === "bar" ? fill : token("--rg-surface"), borderWidth: data.kind === "bar" ? 0 : series.previous ? 1.6 : 2.2,
            borderDash: series.previous ? [2, 4] : [], pointRadius: series.previous ? 0 : 2.6, pointBorderWidth: 1.8, borderRadius: 2, tension: 0,
          };
        }),
      },
      options: {
        responsive: true, maintainAspectRatio: false, layout: { padding: { top: 18, right: named && data.kind === "line" ? 110 : 8 } }, animation: still ? false : { duration: 120 }, interaction: { mode: "index", intersect: false },
        font: { family: token("--rg-font") }, color: token("--rg-ink-3"),
        scales: {
          x: { grid: { display: false }, border: { display: false }, ticks: { color: token("--rg-ink-3"), font: { size: 12 }, maxRotation: 0 } },
          y: { beginAtZero: true, grace: "12%", border: { display: false }, grid: { color: token("--rg-line") }, ticks: { color: token("--rg-ink-3"), font: { size: 12 }, maxTicksLimit: 4, callback: (value) => (value / (data.divide || 1)).toLocaleString("pt-BR").replace("-", "\u2212") } },
        },
        plugins: {
          legend: { display: data.series.length > 1 && (!named || data.kind !== "line"), align: "end", labels: { color: token("--rg-ink-2"), boxWidth: 16, boxHeight: 2, font: { size: 12 } } },
          tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${item.dataset.display?.[item.dataIndex] ?? item.formattedValue}` } },
        },
      },
    });
  };

  const buildSteps = (canvas, data, still) => {
    const [series] = data.series;
    canvas.parentElement.classList.add("rg-canvas-steps");
    canvas.parentElement.dataset.rows = String(Math.min(series.values.length, 14));
    const pen = canvas.getContext("2d");
    pen.font = `600 12px ${token("--rg-font")}`;
    const room = Math.max(...series.short.map((text) => pen.measureText(text).width)) + 12;
    return new Chart(canvas, {
      type: "bar",
      plugins: [labels],
      data: {
        labels: data.labels,
        datasets: [{
          label: series.label, data: series.values.map((pair) => pair.map(Number)), totals: series.totals, display: series.display, short: series.short, order: 0,
          backgroundColor: series.totals.map((total) => token(total ? "--rg-c1" : "--rg-c-less")), borderWidth: 0, borderRadius: 2, borderSkipped: false, barPercentage: 0.62, categoryPercentage: 1, minBarLength: 1,
        }],
      },
      options: {
        indexAxis: "y", responsive: true, maintainAspectRatio: false, layout: { padding: { right: room } }, animation: still ? false : { duration: 120 }, interaction: { mode: "index", axis: "y", intersect: false },
        scales: {
          x: { display: false, beginAtZero: true },
          y: { grid: { display: false }, border: { display: false }, ticks: { color: (item) => token(series.totals[item.index] ? "--rg-ink" : "--rg-ink-2"), font: (item) => ({ size: 12, weight: series.totals[item.index] ? 600 : 400 }), crossAlign: "far", autoSkip: false } },
        },
        plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) => series.display[item.dataIndex] } } },
      },
    });
  };

  const draw = () => {
    if (typeof Chart === "undefined") return;
    Chart.defaults.font.family = token("--rg-font");
    for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
      charts.get(canvas)?.destroy();
      charts.set(canvas, build(canvas));
    }
  };
  draw();
  document.addEventListener("rg:theme", draw);
  document.body.addEventListener("htmx:afterSettle", draw);
})();
