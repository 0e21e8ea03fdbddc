"use strict";
(() => {
  const order = new Intl.Collator("sv", { numeric: true });
  const told = (cell) => cell.dataset.v ?? cell.textContent.trim();
  const rows = (table) => [...table.tBodies[0].rows];

  /* What is empty stands last, whichever way is asked for. */
  const compare = (way) => ([one], [other]) =>
    one === "" || other === "" ? (one === "") - (other === "") : way * order.compare(one, other);

  const sort = (table, heads, head) => {
    const first = head.classList.contains("n") ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const way = head.getAttribute("aria-sort") === first ? second : first;
    const keyed = rows(table).map((row) => [told(row.cells[head.cellIndex]), row]);
    keyed.sort(compare(way === "ascending" ? 1 : -1));
    const sorted = document.createDocumentFragment();
    for (const [, row] of keyed) sorted.append(row);
    table.tBodies[0].append(sorted);
    for (const each of heads) each.setAttribute("aria-sort", each === head ? way : "none");
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, heads, head));
      head.append(button);
      head.setAttribute("aria-sort", "none");
    }
  }

  const form = document.getElementById("filter");
  const checks = document.getElementById("provningar-tabell");
  if (!form || !checks) return;
  const status = document.getElementById("antal");
  const seen = rows(checks).map((row) => [row, row.textContent.toLocaleLowerCase("sv"), row.dataset]);
  const others = [...document.querySelectorAll("table.follows")].flatMap(rows);
  const key = (data) => `${data.y} ${data.o}`;

  const show = (row, is) => {
    if (row.hidden === is) row.hidden = !is;
  };

  const filter = () => {
    const text = form.elements.text.value.trim().toLocaleLowerCase("sv");
    const [year, rating, code] = ["year", "rating", "code"].map((name) => form.elements[name].value);
    const left = new Set();
    let count = 0;
    for (const [row, words, data] of seen) {
      const is =
        (!text || words.includes(text)) && (!year || data.y === year) && (!rating || data.r === rating) && (!code || data.k === code);
      show(row, is);
      if (is) {
        count += 1;
        left.add(key(data)).add(data.o);
      }
    }
    for (const row of others) show(row, left.has(row.dataset.y ? key(row.dataset) : row.dataset.o));
    status.textContent = `Visar ${count} av ${seen.length} prövningar.`;
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
