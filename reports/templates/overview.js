"use strict";
(() => {
  const STEP = 100; // rows shown at a time; a browser is slow to lay out thousands
  const order = new Intl.Collator("sv", { numeric: true });
  const told = (cell) => cell.dataset.v ?? cell.textContent.trim();
  const count = (number) => number.toLocaleString("sv");
  const key = (data) => `${data.y} ${data.o}`;

  /* What is empty stands last, whichever way is asked for. */
  const compare = (way) => ([one], [other]) =>
    one === "" || other === "" ? (one === "") - (other === "") : way * order.compare(one, other);

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(text);
    made.addEventListener("click", act);
    return made;
  };

  const grids = [...document.querySelectorAll("table.sortable")].map((table) => ({
    table,
    rows: [...table.tBodies[0].rows],
    heads: [...table.tHead.rows[table.tHead.rows.length - 1].cells],
    limit: STEP,
    is: () => true,
    more: document.createElement("p"),
  }));

  /* The rows that are asked for, so many at a time, and how many more there are; the others are not on the page. */
  const show = (grid) => {
    const found = grid.rows.filter(grid.is);
    grid.table.tBodies[0].replaceChildren(...found.slice(0, grid.limit));
    grid.more.hidden = found.length <= grid.limit;
    grid.left.textContent = `Visar ${count(grid.limit)} av ${count(found.length)} rader. `;
  };

  const widen = (grid, limit) => {
    grid.limit = limit;
    show(grid);
  };

  const sort = (grid, head) => {
    const first = head.classList.contains("n") ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const way = head.getAttribute("aria-sort") === first ? second : first;
    const keyed = grid.rows.map((row) => [told(row.cells[head.cellIndex]), row]);
    keyed.sort(compare(way === "ascending" ? 1 : -1));
    grid.rows = keyed.map(([, row]) => row);
    show(grid);
    for (const each of grid.heads) each.setAttribute("aria-sort", each === head ? way : "none");
  };

  for (const grid of grids) {
    for (const head of grid.heads) {
      const made = button("", () => sort(grid, head));
      made.append(...head.childNodes);
      head.append(made);
      head.setAttribute("aria-sort", "none");
    }
    grid.left = document.createElement("span");
    const all = button("Visa alla", () => widen(grid, Infinity));
    grid.more.className = "more";
    grid.more.append(grid.left, button(`Visa ${STEP} till`, () => widen(grid, grid.limit + STEP)), " ", all);
    grid.table.parentElement.after(grid.more);
    for (const row of grid.rows) row.removeAttribute("class");
    show(grid);
  }
  addEventListener("beforeprint", () => grids.forEach((grid) => widen(grid, Infinity)));

  const form = document.getElementById("filter");
  const checks = grids.find((grid) => grid.table.id === "provningar-tabell");
  if (!form || !checks) return;
  const status = document.getElementById("antal");
  const words = new Map(checks.rows.map((row) => [row, row.textContent.toLocaleLowerCase("sv")]));
  const others = grids.filter((grid) => grid.table.classList.contains("follows"));

  const filter = () => {
    const text = form.elements.text.value.trim().toLocaleLowerCase("sv");
    const [year, rating, code] = ["year", "rating", "code"].map((name) => form.elements[name].value);
    const found = new Set();
    const left = new Set();
    for (const [row, said] of words) {
      const data = row.dataset;
      if ((text && !said.includes(text)) || (year && data.y !== year) || (rating && data.r !== rating) || (code && data.k !== code)) continue;
      found.add(row);
      left.add(key(data)).add(data.o);
    }
    checks.is = (row) => found.has(row);
    for (const grid of others) grid.is = (row) => left.has(row.dataset.y ? key(row.dataset) : row.dataset.o);
    for (const grid of [checks, ...others]) widen(grid, STEP);
    status.textContent = `${count(found.size)} av ${count(words.size)} prövningar motsvarar valet.`;
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
