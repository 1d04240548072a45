// Step 2: the sample values follow the chosen column.
(() => {
  "use strict";
  const data = document.getElementById("column-samples");
  if (!data) return;
  const samples = JSON.parse(data.textContent);
  const none = document.getElementById("no-sample");

  for (const line of document.querySelectorAll("[data-samples-for]")) {
    const select = document.getElementById(line.dataset.samplesFor);
    const box = line.querySelector("[data-samples]");
    select?.addEventListener("change", () => {
      const values = select.value === "" ? [] : samples[Number(select.value)] || [];
      box.replaceChildren(...(values.length ? values.map((value) => {
        const node = document.createElement("span");
        node.className = "im-sample";
        node.textContent = value;
        return node;
      }) : [none.content.cloneNode(true)]));
    });
  }
})();
