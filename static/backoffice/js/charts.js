// Charts with unfold's Chart.js in our colours. <canvas data-chart="id-of-json">, the JSON in <script type="application/json">:
// {"kind": "line"|"bar", "labels": [...], "series": [{"label", "values": [...], "previous": true, "display": ["R$ 1,00"]}], "unit": ""}
// Values are drawn, never computed with; "display" holds the exact text for the tip. Without Chart.js the table below stays.
(() => {
  "use strict";
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = new Map();

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
        const last = points.length - 1;
        const text = (at) => set.display?.[at] ?? set.data[at].toLocaleString("pt-BR");
        if (set.order === 0) {
          pen.font = `600 12px ${token("--rg-font")}`;
          pen.fillStyle = token("--rg-ink");
          pen.textAlign = "center";
          const peak = set.data.indexOf(Math.max(...set.data));
          for (const at of new Set([peak, last])) pen.fillText(text(at), points[at].x, points[at].y - 9);
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
    const main = data.series.filter((series) => !series.previous);
    return new Chart(canvas, {
      type: data.kind,
      plugins: [labels],
      data: {
        labels: data.labels,
        datasets: data.series.map((series) => {
          const colour = series.previous ? token("--rg-c-less") : token(`--rg-c${Math.min(main.indexOf(series) + 1, 5)}`);
          return {
            label: series.label, data: series.values.map(Number), display: series.display, borderColor: colour, order: series.previous ? 1 : 0,
            backgroundColor: data.kind === "bar" ? colour : token("--rg-surface"), borderWidth: data.kind === "bar" ? 0 : series.previous ? 1.6 : 2.2,
            borderDash: series.previous ? [2, 4] : [], pointRadius: series.previous ? 0 : 2.6, pointBorderWidth: 1.8, borderRadius: 2, tension: 0,
          };
        }),
      },
      options: {
        responsive: true, maintainAspectRatio: false, layout: { padding: { top: 18, right: named && data.kind === "line" ? 110 : 8 } }, animation: still ? false : { duration: 120 }, interaction: { mode: "index", intersect: false },
        font: { family: token("--rg-font") }, color: token("--rg-ink-3"),
        scales: {
          x: { grid: { display: false }, border: { display: false }, ticks: { color: token("--rg-ink-3"), font: { size: 12 }, maxRotation: 0 } },
          y: { beginAtZero: true, border: { display: false }, grid: { color: token("--rg-line") }, ticks: { color: token("--rg-ink-3"), font: { size: 12 }, maxTicksLimit: 4, callback: (value) => value.toLocaleString("pt-BR") } },
        },
        plugins: {
          legend: { display: data.series.length > 1 && (!named || data.kind !== "line"), align: "end", labels: { color: token("--rg-ink-2"), boxWidth: 16, boxHeight: 2, font: { size: 12 } } },
          tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${item.dataset.display?.[item.dataIndex] ?? item.formattedValue}` } },
        },
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
