"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");
  const table = byId("table");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const BEGUN = 3;
  let sweeps = [];
  let sorted = null;

  /* Search and sort the rows that are there. */
  const show = () => {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...body.rows];
    let shown = 0;
    rows.forEach((row) => {
      row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
      shown += row.hidden ? 0 : 1;
    });
    const all = rows.length === 1 ? "1 sweep" : `${rows.length} sweeps`;
    byId("shown").textContent = shown === rows.length ? all : `${shown} of ${all}`;
  };
  const sort = () => {
    if (!sorted) return;
    const { column, ascending } = sorted;
    const key = (row) => {
      const text = row.cells[column].textContent;
      const number = parseFloat(text);
      return Number.isNaN(number) || column <= BEGUN ? text : number;
    };
    const rows = [...body.rows].sort((a, b) => {
      const x = key(a);
      const y = key(b);
      const order = typeof x === typeof y ? (x < y ? -1 : x > y ? 1 : 0) : typeof x === "number" ? -1 : 1;
      return ascending ? order : -order;
    });
    body.append(...rows);
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      sorted = { column, ascending: head.getAttribute("aria-sort") !== "ascending" };
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", sorted.ascending ? "ascending" : "descending");
      sort();
    });
  });
  byId("search").addEventListener("input", show);

  /* The names to choose from; what is chosen stays. */
  const offer = (select, at) => {
    if (!select) return;
    const chosen = select.value || (sweeps[Math.min(at, sweeps.length - 1)] || { name: "" }).name;
    select.replaceChildren(...sweeps.map((sweep) => new Option(sweep.name, sweep.name, false, sweep.name === chosen)));
  };

  /* Two sweeps side by side: what differs, part by part; results in any case. */
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
  const part = (name, left, right, always) => {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(
      (key) => always || left[key] !== right[key],
    );
    const group = document.createElement("tbody");
    const head = document.createElement("tr");
    const title = document.createElement("th");
    title.colSpan = 3;
    title.scope = "rowgroup";
    title.textContent = keys.length ? name : `${name}: the same`;
    head.className = "part";
    head.append(title);
    group.append(head, ...keys.map((key) => line([key, left[key] ?? "–", right[key] ?? "–"])));
    return group;
  };
  const compare = () => {
    byId("compare").hidden = sweeps.length < 2;
    if (sweeps.length < 2) return;
    const chosen = (id) => sweeps.find((sweep) => sweep.name === byId(id).value) || sweeps[0];
    const left = chosen("left");
    const right = chosen("right");
    const differences = byId("differences");
    [...differences.tBodies].forEach((old) => old.remove());
    differences.tHead.replaceChildren(line(["what", left.name, right.name], "th"));
    Object.keys(left.parts).forEach((name, at) =>
      differences.append(part(name, left.parts[name], right.parts[name] || {}, at === 0)),
    );
  };
  byId("left").addEventListener("change", compare);
  byId("right").addEventListener("change", compare);

  const renew = (data) => {
    sweeps = JSON.parse(data);
    offer(byId("left"), 1);
    offer(byId("right"), 0);
    offer(byId("note-sweep"), 0);
    sort();
    show();
    compare();
  };
  renew(byId("data").textContent);
  if (document.body.dataset.live !== "yes") return;

  /* Served: ask for what is new, and put it in place of what is there. */
  const PAUSE = 3000;
  let known = "";
  const take = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const open = new Set([...body.rows].filter((r) => r.querySelector("details[open]")).map((r) => r.dataset.name));
    const rows = [...fresh.getElementById("table").tBodies[0].rows];
    rows.filter((r) => open.has(r.dataset.name)).forEach((r) => r.querySelector("details")?.setAttribute("open", ""));
    body.replaceChildren(...rows);
    ["trends", "evaluations", "unreadable"].forEach((id) => {
      byId(id).replaceChildren(...fresh.getElementById(id).childNodes);
    });
    byId("none").hidden = rows.length > 0;
    const token = fresh.querySelector("meta[name=finesweep-token]");
    if (token) document.querySelector("meta[name=finesweep-token]")?.setAttribute("content", token.content);
    renew(fresh.getElementById("data").textContent);
  };
  const ask = async () => {
    try {
      const answer = await fetch("/", { headers: known ? { "If-None-Match": known } : {}, cache: "no-store" });
      if (answer.status === 200) {
        const tag = answer.headers.get("ETag");
        if (tag !== known) take(await answer.text());
        known = tag;
      }
      const fine = answer.status === 200 || answer.status === 304;
      byId("live").textContent = fine ? `As of ${new Date().toLocaleTimeString()}` : "The server cannot read the store now.";
    } catch (gone) {
      byId("live").textContent = "The server does not answer; this is what it said last.";
    }
  };
  const keepAsking = () => ask().finally(() => setTimeout(keepAsking, PAUSE));
  keepAsking();

  const words = (id) => byId(id).value.split(/[\s,]+/).filter(Boolean);
  byId("note")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = byId("note-said");
    try {
      const answer = await fetch("/notes", {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Finesweep-Token": document.querySelector("meta[name=finesweep-token]").content,
        },
        body: JSON.stringify({
          sweep: byId("note-sweep").value,
          text: byId("note-text").value,
          tags: words("note-tags"),
          untagged: words("note-untags"),
        }),
      });
      said.textContent = answer.ok ? "Kept." : await answer.text();
      if (answer.ok) {
        ["note-text", "note-tags", "note-untags"].forEach((id) => (byId(id).value = ""));
        await ask();
      }
    } catch (gone) {
      said.textContent = "The server does not answer; the note is not kept.";
    }
  });
})();
