"use strict";
(() => {
  const sweeps = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");
  const table = byId("table");
  if (!table) return;

  /* Search and sort the rows that are there. */
  const rows = [...table.tBodies[0].rows];
  const show = () => {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row) => {
      row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
      shown += row.hidden ? 0 : 1;
    });
    byId("shown").textContent = shown === rows.length ? `${shown} sweeps` : `${shown} of ${rows.length} sweeps`;
  };
  byId("search").addEventListener("input", show);
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") !== "ascending";
      [...table.tHead.rows[0].cells].forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      const key = (row) => {
        const text = row.cells[column].textContent;
        const number = parseFloat(text);
        return Number.isNaN(number) || column === 2 ? text : number;
      };
      rows.sort((a, b) => {
        const x = key(a);
        const y = key(b);
        const order = typeof x === typeof y ? (x < y ? -1 : x > y ? 1 : 0) : typeof x === "number" ? -1 : 1;
        return ascending ? order : -order;
      });
      table.tBodies[0].append(...rows);
    });
  });
  show();

  /* Two sweeps side by side: only what differs. */
  if (sweeps.length < 2) return;
  const choose = (id, at) => {
    sweeps.forEach((sweep, position) => byId(id).append(new Option(sweep.name, String(position), position === at, position === at)));
    byId(id).addEventListener("change", compare);
  };
  const line = (cells, tag) => {
    const row = document.createElement("tr");
    cells.forEach((text, at) => {
      const cell = document.createElement(tag || (at === 0 ? "th" : "td"));
      if (cell.tagName === "TH") cell.scope = tag ? "col" : "row";
      cell.textContent = text;
      row.append(cell);
    });
    return row;
  };
  function compare() {
    const left = sweeps[Number(byId("left").value)];
    const right = sweeps[Number(byId("right").value)];
    byId("differences").tHead.replaceChildren(line(["what differs", left.name, right.name], "th"));
    const keys = [...new Set([...Object.keys(left.configuration), ...Object.keys(right.configuration)])].sort();
    const changed = keys.filter((key) => left.configuration[key] !== right.configuration[key]);
    byId("differences").tBodies[0].replaceChildren(
      line(["best", left.best, right.best]),
      line(["test set", left.test, right.test]),
      ...changed.map((key) => line([key, left.configuration[key] ?? "–", right.configuration[key] ?? "–"])),
    );
  }
  choose("left", 1);
  choose("right", 0);
  compare();
})();
