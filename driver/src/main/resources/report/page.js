"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const trials = data.trials;
  const count = trials.number.length;
  const maximize = data.objective.goal === "maximize";
  const objective = trials.mean[0];
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add("scripted");

  /* Numbers: the same in every locale. */
  const text = (value) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "";
    if (Number.isInteger(value)) return String(value);
    const size = Math.abs(value);
    return size < 1e-3 || size >= 1e6 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  };
  const fixed = (value) => {
    if (value === null || value === undefined) return "";
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(3);
    return size < 100 ? value.toFixed(4) : value.toFixed(1);
  };
  const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const escape = (raw) => String(raw).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const shown = (parameter, row) => {
    const value = trials.values[parameter][row];
    if (value === null) return "";
    const options = data.parameters[parameter].options;
    return options ? options[value] : text(value);
  };
  const place = new Map(trials.number.map((number, row) => [number, row]));
  const describe = (row) => {
    const lines = [`<b>trial ${trials.number[row]}</b>, rank ${row + 1}`, `${escape(data.objective.metric)} ${fixed(objective[row])}`];
    data.parameters.forEach((parameter, p) => {
      if (trials.values[p][row] !== null) lines.push(`${escape(parameter.path)} ${escape(shown(p, row))}`);
    });
    return lines.join("<br>");
  };

  /* Theme. */
  const themes = ["system", "light", "dark"];
  const names = { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };
  let theme = "system";
  try { theme = localStorage.getItem("finesweep-theme") || "system"; } catch { /* a page from a file may have no storage */ }
  const applyTheme = () => {
    if (theme === "system") delete root.dataset.theme; else root.dataset.theme = theme;
    byId("theme").textContent = names[theme];
    redraw();
  };
  byId("theme").addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    try { localStorage.setItem("finesweep-theme", theme); } catch { /* likewise */ }
    applyTheme();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw());
  const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();

  /* Charts are drawn when they come into view. */
  const charts = [];
  const watch = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      const chart = charts.find((one) => one.element === entry.target);
      if (chart) draw(chart);
    });
  }, { rootMargin: "300px" });
  const chart = (element, option, wire, renderer) => {
    if (!element || element.closest("[hidden]")) return null;
    const one = { element, option, wire, renderer, instance: null };
    charts.push(one);
    watch.observe(element);
    return one;
  };
  const draw = (one, size) => {
    if (one.instance) return;
    const renderer = one.renderer ?? (count > 1500 ? "canvas" : "svg");
    one.instance = echarts.init(one.element, null, { renderer, ...size });
    one.instance.setOption(one.option(size ? size.width : one.element.clientWidth));
    if (one.wire) one.wire(one.instance);
  };
  const erase = (one) => {
    if (one.instance) one.instance.dispose();
    one.instance = null;
  };
  const inView = (one) => {
    const box = one.element.getBoundingClientRect();
    return box.bottom > -300 && box.top < innerHeight + 300;
  };
  /* Those in view at once, the others when there is nothing better to do: whoever saves the whole page as a picture finds them. */
  const redraw = () => {
    charts.forEach((one) => {
      erase(one);
      if (inView(one) && !one.element.hidden) draw(one);
    });
    drawTheRest();
  };
  const idle = window.requestIdleCallback ? (task) => requestIdleCallback(task, { timeout: 2000 }) : (task) => setTimeout(task, 50);
  let waiting = false;
  const drawTheRest = () => {
    if (waiting) return;
    waiting = true;
    idle(() => {
      waiting = false;
      const next = charts.find((one) => !one.instance && !one.element.hidden);
      if (!next || printing) return;
      draw(next);
      drawTheRest();
    });
  };
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width && !printing) { width = innerWidth; redraw(); }
  });
  let printing = false;
  addEventListener("beforeprint", () => {
    printing = true;
    root.dataset.theme = "light";
    document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open ? "open" : ""; d.open = true; });
    charts.forEach((one) => {
      if (one.element.hidden) return;
      erase(one);
      draw(one, { width: one.element.parentElement.className === "grid" ? 320 : 660, height: one.element.clientHeight });
      one.instance.getZr().refreshImmediately();
    });
  });
  addEventListener("afterprint", () => {
    printing = false;
    document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "open"; });
    charts.forEach(erase);
    applyTheme();
  });

  /* What all charts share. */
  const base = () => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("ink") },
    tooltip: {
      confine: true,
      backgroundColor: colour("raised"),
      borderColor: colour("line"),
      textStyle: { color: colour("ink"), fontSize: 13 },
    },
  });
  const axis = (more) => ({
    axisLine: { onZero: false, lineStyle: { color: colour("muted") } },
    axisTick: { lineStyle: { color: colour("muted") } },
    axisLabel: { color: colour("soft"), formatter: (value) => (typeof value === "number" ? text(value) : value), hideOverlap: true },
    nameTextStyle: { color: colour("soft") },
    splitLine: { lineStyle: { color: colour("line"), opacity: 0.6 } },
    ...more,
  });
  const parameterAxis = (p, more) => {
    const parameter = data.parameters[p];
    if (parameter.options) return axis({ type: "category", data: parameter.options, ...more });
    if (parameter.log) return axis({ type: "log", min: parameter.low, max: parameter.high, ...more });
    return axis({ type: "value", min: parameter.low, max: parameter.high, ...more });
  };
  const measured = [];
  for (let row = 0; row < count; row++) {
    if (objective[row] !== null && trials.statuses[trials.status[row]] !== "failed" && trials.statuses[trials.status[row]] !== "diverged") measured.push(row);
  }
  /* What has nothing to show is not there. */
  const leaveOut = (id) => {
    byId(id).hidden = true;
    document.querySelector(`nav a[href="#${id}"]`).hidden = true;
  };
  if (measured.length === 0) ["lead", "progress", "parameters", "curves"].forEach(leaveOut);
  if (data.slots.end === 0) leaveOut("slots");
  const sorted = measured.map((row) => objective[row]).sort((a, b) => (maximize ? b - a : a - b));
  const quantile = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  /* Bad trials would flatten all others: they are cut off, and counted. */
  const bounds = (() => {
    if (sorted.length === 0) return { min: 0, max: 1, cut: 0 };
    const best = sorted[0];
    const limit = best + 2.5 * (quantile(0.5) - best);
    const worst = sorted[sorted.length - 1];
    const outside = maximize ? worst < limit : worst > limit;
    const end = outside ? limit : worst;
    const margin = Math.abs(best - end) * 0.06 || Math.abs(best) * 0.01 || 1;
    return {
      min: maximize ? end - margin : best - margin,
      max: maximize ? best + margin : end + margin,
      cut: outside ? measured.filter((row) => (maximize ? objective[row] < limit : objective[row] > limit)).length : 0,
    };
  })();
  const objectiveAxis = (more) => axis({
    type: "value", min: bounds.min, max: bounds.max, name: data.objective.metric,
    axisLabel: { color: colour("soft"), formatter: text, showMinLabel: false, showMaxLabel: false }, ...more,
  });
  const cutNote = bounds.cut ? ` ${bounds.cut === 1 ? "One much worse trial lies" : bounds.cut + " much worse trials lie"} outside.` : "";
  if (byId("progress-note")) byId("progress-note").textContent += cutNote;
  byId("slices-note").textContent = "The objective over each parameter, the most important first; the ten best trials in colour."
    + (data.effects.length ? " The line is what the forest expects at each value, all other parameters averaged; between the edges of its band lie 95% of the trees." : "") + cutNote;
  const grade = {
    type: "continuous", calculable: false, orient: "horizontal", right: 20, top: 0, itemWidth: 12, itemHeight: 140,
    min: bounds.min, max: bounds.max, text: [`${data.objective.metric} ${text(Number((bounds.max ?? 0).toPrecision(3)))}`, text(Number((bounds.min ?? 0).toPrecision(3)))],
    get textStyle() { return { color: colour("soft") }; },
  };
  const shades = () => (maximize ? [colour("low"), colour("high")] : [colour("high"), colour("low")]);

  /* Ranking. */
  const perPage = 50;
  let order = Array.from({ length: count }, (_, row) => row);
  let sortedBy = { column: 0, ascending: true };
  let brushed = null;
  let page = 0;
  const low = bounds.min;
  const high = most([bounds.max, ...measured.slice(0, 10).map((row) => (maximize ? trials.high[row] ?? bounds.max : bounds.max))]);
  const range = (row) => {
    if (objective[row] === null || !(high > low)) return "";
    const at = (value) => Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)));
    const from = at(trials.low[row] ?? objective[row]);
    const to = at(trials.high[row] ?? objective[row]);
    return `<span class="range" aria-hidden="true"><i style="left:${from.toFixed(1)}%;width:${(to - from).toFixed(1)}%"></i><b style="left:${at(objective[row]).toFixed(1)}%"></b></span>`;
  };
  const metricCell = (m) => (row) => {
    const mean = trials.mean[m][row];
    if (mean === null) return "";
    const error = trials.error[m][row];
    return fixed(mean) + (error === null ? "" : " ± " + fixed(error)) + (m === 0 ? range(row) : "");
  };
  const columns = [
    { name: "rank", key: (row) => row, cell: (row) => row + 1 },
    { name: "trial", key: (row) => trials.number[row], cell: (row) => trials.number[row] },
    { name: "status", key: (row) => trials.statuses[trials.status[row]], cell: (row) => trials.statuses[trials.status[row]] },
    ...data.metrics.map((name, m) => ({ name, key: (row) => trials.mean[m][row], cell: metricCell(m) })),
    { name: "folds × epochs", key: (row) => trials.epochs[row] * 1000 + trials.folds[row], cell: (row) => (trials.folds[row] ? trials.folds[row] + " × " + trials.epochs[row] : "") },
    ...data.parameters.map((parameter, p) => ({
      name: parameter.path,
      key: (row) => trials.values[p][row],
      cell: (row) => escape(shown(p, row)),
      plain: (row) => shown(p, row),
    })),
  ];
  const words = new Array(count);
  const wordsOf = (row) => {
    words[row] ??= columns.map((column) => (column.plain || column.cell)(row)).join(" ").replace(/<[^>]*>/g, " ").toLowerCase();
    return words[row];
  };
  const tests = (query) => query.split(",").map((part) => part.trim()).filter(Boolean).flatMap((part) => {
    const match = /^(.+?)\s*(<=|>=|!=|=|<|>)\s*(.+)$/.exec(part);
    const column = match && columns.find((one) => one.name.toLowerCase() === match[1].toLowerCase());
    if (!column) return part.toLowerCase().split(/\s+/).map((word) => (row) => wordsOf(row).includes(word));
    const [, , sign, wanted] = match;
    const number = Number(wanted);
    return [(row) => {
      const key = column.key(row);
      if (key === null) return false;
      const plain = column.plain ? column.plain(row) : String(key);
      const own = column.name === "rank" ? row + 1 : column.plain && Number.isNaN(Number(plain)) ? NaN : Number(column.plain ? (typeof key === "number" && !data.parameters.find((q) => q.path === column.name)?.options ? key : plain) : key);
      const numeric = !Number.isNaN(number) && !Number.isNaN(own);
      const a = numeric ? own : plain.toLowerCase();
      const b = numeric ? number : wanted.toLowerCase();
      return { "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b, "=": a === b, "!=": a !== b }[sign];
    }];
  });
  const compare = (a, b) => {
    const x = columns[sortedBy.column].key(a);
    const y = columns[sortedBy.column].key(b);
    if (x === y) return a - b;
    if (x === null) return 1;
    if (y === null) return -1;
    return (x < y ? -1 : 1) * (sortedBy.ascending ? 1 : -1);
  };
  const table = byId("table");
  const select = () => {
    const all = tests(byId("search").value);
    order = [];
    for (let row = 0; row < count; row++) {
      if ((!brushed || brushed.has(row)) && all.every((test) => test(row))) order.push(row);
    }
    order.sort(compare);
    page = 0;
    byId("clear").hidden = !brushed && !byId("search").value;
    byId("shown").textContent = order.length === count ? `${count} trials` : `${order.length} of ${count} trials`;
    fill();
  };
  const fill = () => {
    const body = order.slice(page * perPage, (page + 1) * perPage).map((row) =>
      "<tr>" + columns.map((column) => `<td>${column.cell(row)}</td>`).join("") + "</tr>");
    table.tBodies[0].innerHTML = body.join("") || `<tr><td colspan="${columns.length}">No trial is like that.</td></tr>`;
    table.tHead.querySelectorAll("th").forEach((head, column) => {
      head.setAttribute("aria-sort", column === sortedBy.column ? (sortedBy.ascending ? "ascending" : "descending") : "none");
    });
    const last = Math.max(0, Math.ceil(order.length / perPage) - 1);
    byId("pages").hidden = last === 0;
    byId("before").disabled = page === 0;
    byId("after").disabled = page === last;
    byId("where").textContent = `page ${page + 1} of ${last + 1}`;
  };
  byId("pages").innerHTML = '<button type="button" id="before">Before</button><span id="where"></span><button type="button" id="after">Next</button>';
  byId("before").addEventListener("click", () => { page--; fill(); });
  byId("after").addEventListener("click", () => { page++; fill(); });
  table.tHead.rows[0].innerHTML = columns.map((column) => `<th scope="col"><button type="button">${escape(column.name)}</button></th>`).join("");
  table.tHead.querySelectorAll("button").forEach((button, column) => {
    button.addEventListener("click", () => {
      const metric = column - 3;
      const better = metric >= 0 && metric < data.metrics.length && metric === 0 && maximize;
      sortedBy = sortedBy.column === column ? { column, ascending: !sortedBy.ascending } : { column, ascending: !better };
      order.sort(compare);
      page = 0;
      fill();
    });
  });
  let typing = 0;
  byId("search").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(select, 80); });
  byId("clear").addEventListener("click", () => {
    brushed = null;
    byId("search").value = "";
    select();
    if (parallel && parallel.instance) { erase(parallel); draw(parallel); }
  });

  /* Progress. */
  const seconds = (value) => (value < 120 ? text(value) + " s" : value < 7200 ? text(value / 60) + " min" : text(value / 3600) + " h");
  const steps = data.progress.map((step) => step[1]);
  chart(byId("chart-progress"), () => ({
    ...base(),
    grid: { left: 60, right: 20, top: 30, bottom: 45 },
    xAxis: axis({ type: "value", min: 0, name: "work", nameLocation: "middle", nameGap: 28, axisLabel: { color: colour("soft"), formatter: seconds, hideOverlap: true } }),
    yAxis: objectiveAxis({ min: least([bounds.min ?? 0, ...steps]), max: most([bounds.max ?? 1, ...steps]) }),
    series: [
      {
        type: "scatter", symbolSize: count > 2000 ? 4 : 7, itemStyle: { color: colour("muted"), opacity: count > 2000 ? 0.4 : 0.75 },
        data: measured.filter((row) => trials.ended[row] !== null).map((row) => [trials.ended[row], objective[row], row]),
        tooltip: { formatter: (point) => describe(point.data[2]) },
      },
      {
        type: "line", step: "end", symbol: "none", z: 3, lineStyle: { color: colour("best"), width: 2.5 },
        data: data.progress.length === 0 ? [] : [...data.progress.map((step) => [step[0], step[1]]), [most(trials.ended.map((at) => at ?? 0)), data.progress[data.progress.length - 1][1]]],
      },
    ],
  }));

  /* Pareto front. */
  if (data.objectives.length > 1 && byId("chart-front")) {
    const furthest = most(measured.map((row) => trials.epochs[row]));
    const boxes = ["front-x", "front-y"].map((id, at) => {
      data.objectives.forEach((one, o) => {
        const option = document.createElement("option");
        option.value = String(o);
        option.textContent = one.metric;
        option.selected = o === at;
        byId(id).append(option);
      });
      byId(id).addEventListener("change", () => { erase(front); draw(front); });
      return byId(id);
    });
    byId("front-axes").hidden = data.objectives.length < 3;
    const front = chart(byId("chart-front"), () => {
      const [x, y] = boxes.map((box) => Number(box.value));
      const rows = measured.filter((row) => trials.mean[x][row] !== null && trials.mean[y][row] !== null);
      const best = rows.filter((row) => trials.front[row] === 1 && trials.epochs[row] === furthest).sort((a, b) => trials.mean[x][a] - trials.mean[x][b]);
      const spot = (row) => [trials.mean[x][row], trials.mean[y][row], row];
      const words = (row) => describe(row) + "<br>" + data.objectives.slice(1).map((one, o) => `${escape(one.metric)} ${fixed(trials.mean[o + 1][row])}`).join("<br>");
      const side = (o) => ({ type: "value", scale: true, name: `${data.objectives[o].metric}, ${data.objectives[o].goal === "maximize" ? "higher" : "lower"} is better` });
      const dots = (some, more) => ({ type: "scatter", data: some.map(spot), tooltip: { formatter: (point) => words(point.data[2]) }, ...more });
      return {
        ...base(),
        grid: { left: 65, right: 25, top: 35, bottom: 45 },
        xAxis: axis({ ...side(x), nameLocation: "middle", nameGap: 28 }),
        yAxis: axis({ ...side(y), nameTextStyle: { color: colour("soft"), align: "left" } }),
        series: [
          dots(rows.filter((row) => !best.includes(row)), { symbolSize: count > 2000 ? 4 : 7, itemStyle: { color: colour("muted"), opacity: 0.6 } }),
          { type: "line", silent: true, symbol: "none", z: 2, lineStyle: { color: colour("best"), width: 1.5, type: data.objectives.length > 2 ? [0, 1] : "solid" }, data: data.objectives.length > 2 ? [] : best.map(spot) },
          dots(best, { symbolSize: 10, z: 3, itemStyle: { color: colour("best") } }),
        ],
      };
    });
  }

  /* Leaders, fold by fold. */
  if (data.leaders && data.leaders.length > 1) {
    chart(byId("chart-folds"), () => ({
      ...base(),
      grid: { left: 60, right: 20, top: 30, bottom: 45 },
      xAxis: axis({ type: "category", data: data.leaders.map((leader) => "trial " + leader.trial), axisLabel: { color: colour("soft"), interval: 0, rotate: innerWidth < 640 ? 60 : 0 } }),
      yAxis: axis({
        type: "value", name: data.objective.metric, min: (v) => v.min - 0.06 * (v.max - v.min), max: (v) => v.max + 0.06 * (v.max - v.min),
        axisLabel: { color: colour("soft"), formatter: text, showMinLabel: false, showMaxLabel: false },
      }),
      series: [
        ...data.leaders[0].folds.map((_, fold) => ({
          type: "line", name: "fold " + fold, symbolSize: 6, lineStyle: { color: colour("muted"), width: 1, opacity: 0.7 }, itemStyle: { color: colour("muted") },
          data: data.leaders.map((leader) => leader.folds[fold]),
          tooltip: { formatter: (point) => `${point.name}, ${point.seriesName}: ${fixed(point.data)}` },
        })),
        {
          type: "scatter", name: "mean", symbol: "diamond", symbolSize: 13, z: 4, itemStyle: { color: colour("best") },
          data: data.leaders.map((leader) => { const have = leader.folds.filter((v) => v !== null); return have.reduce((a, b) => a + b, 0) / have.length; }),
          tooltip: { formatter: (point) => `${point.name}, mean ${fixed(point.data)}` },
        },
      ],
    }));
  }

  /* Importance. */
  const rankOfParameter = new Map((data.importance || []).map((one, at) => [one[0], at]));
  const byImportance = data.parameters.map((_, p) => p).sort((a, b) =>
    (rankOfParameter.get(data.parameters[a].path) ?? 99) - (rankOfParameter.get(data.parameters[b].path) ?? 99) || a - b);
  if (data.importance && byId("chart-importance")) {
    const some = data.importance.slice(0, 16).reverse();
    byId("chart-importance").style.height = 60 + 30 * some.length + "px";
    chart(byId("chart-importance"), (wide) => ({
      ...base(),
      grid: { left: Math.min(230, wide * 0.4), right: 50, top: 10, bottom: 40 },
      xAxis: axis({ type: "value", min: 0, axisLabel: { color: colour("soft"), formatter: (v) => Math.round(100 * v) + "%" } }),
      yAxis: axis({ type: "category", data: some.map((one) => one[0]), axisLabel: { color: colour("ink"), width: Math.min(215, wide * 0.36), overflow: "truncate" } }),
      series: [
        { type: "bar", barWidth: 16, itemStyle: { color: colour("accent") }, data: some.map((one) => one[1]), tooltip: { formatter: (bar) => `${escape(bar.name)}: ${(100 * bar.data).toFixed(1)}%` } },
        { type: "scatter", symbol: "rect", symbolSize: [3, 24], itemStyle: { color: colour("best") }, data: some.map((one) => one[2]), tooltip: { formatter: (mark) => `${escape(mark.name)} by chance: ${(100 * mark.data).toFixed(1)}%` } },
      ],
    }));
  }

  /* Parallel coordinates: bad trials below, good ones on top. */
  const parallelRows = measured.slice().reverse();
  const shortName = (path) => path.split(".").slice(-1)[0];
  if (byId("chart-parallel").clientWidth < 640) byId("chart-parallel").style.height = 70 + 58 * Math.min(15, data.parameters.length + 1) + "px";
  const parallel = data.parameters.length === 0 ? null : chart(byId("chart-parallel"), (wide) => {
    const upright = wide < 640;
    const axes = byImportance.slice(0, 14);
    const labels = {
      color: colour("ink"), textBorderColor: colour("ground"), textBorderWidth: 3, hideOverlap: true,
      formatter: (value) => (typeof value === "number" ? text(value) : value),
    };
    const name = (tone, width) => (upright
      ? { nameLocation: "start", nameGap: 0, nameTextStyle: { color: tone, fontWeight: 600, align: "left", verticalAlign: "bottom", padding: [0, 0, 6, 0] } }
      : { nameLocation: "end", nameGap: 12, nameTextStyle: { color: tone, align: "center", width: Math.max(60, width), overflow: "truncate" } });
    const inside = (value) => Math.max(bounds.min, Math.min(bounds.max, value));
    return {
      ...base(),
      tooltip: { ...base().tooltip, show: false },
      parallel: { layout: upright ? "vertical" : "horizontal", left: upright ? 24 : 60, right: upright ? 24 : 70, top: upright ? 30 : 60, bottom: 30 },
      parallelAxis: [
        ...axes.map((p, dim) => parameterAxis(p, {
          dim, axisLabel: labels, name: shortName(data.parameters[p].path),
          ...name(colour("ink"), wide / (axes.length + 2)),
          areaSelectStyle: { color: colour("accent"), borderColor: colour("accent"), opacity: 0.25, width: 18 },
        })),
        axis({
          dim: axes.length, type: "value", axisLabel: labels, min: bounds.min, max: bounds.max, name: data.objective.metric,
          ...name(colour("best"), 90),
          areaSelectStyle: { color: colour("accent"), borderColor: colour("accent"), opacity: 0.25, width: 18 },
        }),
      ],
      visualMap: { ...grade, show: false, dimension: axes.length, inRange: { color: shades() } },
      series: [{
        type: "parallel", progressive: 500, smooth: false, inactiveOpacity: 0.03,
        lineStyle: { width: count > 1000 ? 0.7 : 1.4, opacity: Math.min(0.65, 0.03 + 150 / (count + 1)) },
        data: parallelRows.map((row) => [...axes.map((p) => trials.values[p][row] ?? "-"), inside(objective[row])]),
      }],
    };
  }, (instance) => instance.on("axisareaselected", () => {
    const series = instance.getModel().getSeries()[0];
    const active = series.getRawIndicesByActiveState("active");
    brushed = active.length === parallelRows.length ? null : new Set(active.map((at) => parallelRows[at]));
    select();
  }));

  /* What the forest says of one parameter, in the first branch that has it. */
  const mainOf = (p) => data.effects.flatMap((branch) => branch.mains.filter((main) => main.of === p).map((main) => ({ ...main, branch: branch.name })))[0];
  const dependence = (p) => {
    const main = mainOf(p);
    if (!main) return [];
    /* An option is a step of its own, a number a point of one line. */
    const edges = main.at.map((at, i) => [at, main.mean[i], main.low[i], main.high[i]]);
    const pieces = data.parameters[p].options ? edges.map((e) => [[e[0] - 0.4, ...e.slice(1)], [e[0] + 0.4, ...e.slice(1)]]) : [edges];
    return [
      {
        type: "custom", silent: true, clip: true, z: 1, data: pieces.map((piece) => piece[0].slice(0, 2)),
        renderItem: (item, api) => {
          const piece = pieces[item.dataIndex];
          const points = [...piece.map((e) => api.coord([e[0], e[2]])), ...piece.slice().reverse().map((e) => api.coord([e[0], e[3]]))];
          return { type: "polygon", shape: { points }, style: { fill: colour("accent"), opacity: 0.22 } };
        },
      },
      ...pieces.map((piece) => ({ type: "line", symbol: "none", silent: true, z: 4, lineStyle: { color: colour("accent"), width: 2 }, data: piece.map((e) => e.slice(0, 2)) })),
    ];
  };

  /* Slices. */
  const best = new Set(measured.slice(0, 10));
  const jitter = (row) => (((trials.number[row] * 2654435761) % 1000) / 1000 - 0.5) * 0.5;
  byImportance.slice(0, 24).forEach((p) => {
    const parameter = data.parameters[p];
    const element = document.createElement("div");
    element.className = "chart";
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", `${data.objective.metric} over ${parameter.path}`);
    byId("slices").append(element);
    const rows = measured.filter((row) => trials.values[p][row] !== null);
    const points = (some) => some.map((row) => [parameter.options ? trials.values[p][row] + jitter(row) : trials.values[p][row], objective[row], row]);
    const series = (some, more) => ({
      type: "scatter", symbolSize: count > 2000 ? 3 : 6, data: points(some), tooltip: { formatter: (point) => describe(point.data[2]) }, ...more,
    });
    chart(element, () => ({
      ...base(),
      grid: { left: 55, right: 15, top: 32, bottom: 32 },
      title: { text: parameter.path, left: 50, top: 2, textStyle: { fontSize: 13, fontWeight: 600, color: colour("ink") } },
      xAxis: parameter.options
        ? axis({ type: "value", min: -0.5, max: parameter.options.length - 0.5, interval: 0.5, splitLine: { show: false }, axisTick: { show: false },
            axisLabel: { color: colour("soft"), formatter: (at) => parameter.options[at] ?? "", width: 250 / parameter.options.length, overflow: "truncate" } })
        : parameterAxis(p, { splitLine: { show: false } }),
      yAxis: objectiveAxis({ name: "" }),
      series: [
        series(rows.filter((row) => !best.has(row)), { itemStyle: { color: colour("muted"), opacity: count > 2000 ? 0.35 : 0.7 } }),
        series(rows.filter((row) => best.has(row)), { itemStyle: { color: colour("best") }, symbolSize: 8, z: 3 }),
        ...dependence(p),
      ],
    }));
  });

  /* Pairs. */
  const choose = (id, at) => {
    const box = byId(id);
    byImportance.forEach((p, position) => {
      const option = document.createElement("option");
      option.value = String(p);
      option.textContent = data.parameters[p].path;
      option.selected = position === at;
      box.append(option);
    });
    box.addEventListener("change", () => { erase(pair); draw(pair); });
    return () => Number(box.value);
  };
  /* The surface over two parameters, each cell cut in three where there are enough of them. */
  const surfaceOf = (x, y) => {
    for (const branch of data.effects) {
      const found = branch.pairs.find((one) => (one[0] === x && one[1] === y) || (one[0] === y && one[1] === x));
      if (!found) continue;
      const sides = [x, y].map((p) => branch.mains.find((main) => main.of === p).at);
      const at = (i, j) => (found[0] === x ? found[2][i * sides[1].length + j] : found[2][j * sides[0].length + i]);
      const axes = [x, y].map((p, side) => cut(data.parameters[p], sides[side]));
      const cells = [];
      axes[0].forEach((a) => axes[1].forEach((b) => {
        const [i, j] = [Math.floor(a.at), Math.floor(b.at)];
        const [u, v] = [a.at - i, b.at - j];
        const [k, l] = [Math.min(i + 1, sides[0].length - 1), Math.min(j + 1, sides[1].length - 1)];
        const value = (1 - u) * ((1 - v) * at(i, j) + v * at(i, l)) + u * ((1 - v) * at(k, j) + v * at(k, l));
        cells.push([a.from, a.to, b.from, b.to, value]);
      }));
      return { cells, branch: branch.name };
    }
    return null;
  };
  const cut = (parameter, middles) => {
    const count = middles.length;
    if (parameter.options) return middles.map((middle, at) => ({ from: middle - 0.5, to: middle + 0.5, at }));
    const [into, back] = parameter.log ? [Math.log, Math.exp] : [(v) => v, (v) => v];
    const edge = (at) => (at <= 0 ? parameter.low : at >= count ? parameter.high : back((into(middles[at - 1]) + into(middles[at])) / 2));
    if (count < 8) return middles.map((_, at) => ({ from: edge(at), to: edge(at + 1), at }));
    const parts = 3;
    return middles.flatMap((_, at) => Array.from({ length: parts }, (_, part) => {
      const ends = [into(edge(at)), into(edge(at + 1))];
      const place = (share) => back(ends[0] + share * (ends[1] - ends[0]));
      return { from: place(part / parts), to: place((part + 1) / parts), at: Math.max(0, Math.min(count - 1, at + (part + 0.5) / parts - 0.5)) };
    }));
  };
  let pair = null;
  if (data.parameters.length > 1) {
    const across = choose("pair-x", 0);
    const up = choose("pair-y", 1);
    pair = chart(byId("chart-pair"), () => {
      const x = across();
      const y = up();
      const spot = (p, row) => (trials.values[p][row] === null ? null : data.parameters[p].options ? trials.values[p][row] + jitter(row) * (p === x ? 1 : 0.6) : trials.values[p][row]);
      const side = (p, more) => {
        const options = data.parameters[p].options;
        return options
          ? axis({ type: "value", min: -0.5, max: options.length - 0.5, interval: 0.5, splitLine: { show: false }, axisTick: { show: false },
              axisLabel: { color: colour("soft"), formatter: (at) => options[at] ?? "" }, ...more })
          : parameterAxis(p, more);
      };
      const surface = surfaceOf(x, y);
      const span = bounds.max - bounds.min;
      const bands = 24;
      byId("pair-note").textContent = surface
        ? `The ground is what the forest expects there, all other parameters averaged${surface.branch ? `, where ${surface.branch}` : ""}, in ${bands} bands; a trial's dot has the colour of what was measured.`
        : "No ground is drawn: of each branch, the forest is shown for the eight parameters that matter most.";
      return {
        ...base(),
        grid: { left: 90, right: 25, top: 70, bottom: 50 },
        xAxis: side(x, { name: data.parameters[x].path, nameLocation: "middle", nameGap: 30 }),
        yAxis: side(y, { name: data.parameters[y].path, nameTextStyle: { color: colour("soft"), align: "left", padding: [0, 0, 0, -80] } }),
        visualMap: { ...grade, dimension: 2, seriesIndex: surface ? [0, 1] : [0], inRange: { color: shades() } },
        series: [...(surface ? [{
          type: "custom", silent: true, z: 1, tooltip: { show: false },
          data: surface.cells.map((cell) => [cell[0], cell[2], bounds.min + (span * (Math.floor((bands * (Math.max(bounds.min, Math.min(bounds.max, cell[4])) - bounds.min)) / span) + 0.5)) / bands, cell[1], cell[3]]),
          renderItem: (_, api) => {
            const from = api.coord([api.value(0), api.value(1)]);
            const to = api.coord([api.value(3), api.value(4)]);
            return { type: "rect", shape: { x: from[0], y: to[1], width: to[0] - from[0] + 0.6, height: from[1] - to[1] + 0.6 }, style: { fill: api.visual("color") } };
          },
        }] : []), {
          type: "scatter", z: 3, symbolSize: count > 2000 ? 4 : 10, itemStyle: { borderColor: colour("ground"), borderWidth: count > 2000 ? 0 : 1.2 },
          data: measured.slice().reverse().filter((row) => spot(x, row) !== null && spot(y, row) !== null).map((row) => [spot(x, row), spot(y, row), objective[row], row]),
          tooltip: { formatter: (point) => describe(point.data[3]) },
        }],
      };
    }, null, "canvas");
  } else {
    byId("chart-pair").hidden = true;
  }

  /* Learning curves. */
  const curves = data.curves.map((curve) => ({ ...curve, rank: place.get(curve.trial) })).sort((a, b) => b.rank - a.rank);
  if (curves.length === 0) {
    byId("chart-curves").hidden = true;
  } else {
    const end = (curve) => curve.epochs[curve.epochs.length - 1];
    const rungs = data.rungs.length > 1 ? data.rungs : [];
    const box = byId("rung");
    const offer = (value, words) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = words;
      box.append(option);
    };
    offer("", `any rung (${curves.length} curves)`);
    rungs.forEach((rung) => {
      const here = curves.filter((curve) => end(curve) === rung).length;
      if (here) offer(String(rung), `${rung} epochs, no further (${here})`);
    });
    byId("rung-choice").hidden = rungs.length === 0;
    box.addEventListener("change", () => { erase(learning); draw(learning); });
    const learning = chart(byId("chart-curves"), () => ({
      ...base(),
      grid: { left: 60, right: 20, top: 30, bottom: 45 },
      tooltip: { ...base().tooltip, trigger: "item" },
      xAxis: axis({ type: "value", minInterval: 1, min: "dataMin", name: "epoch", nameLocation: "middle", nameGap: 28 }),
      yAxis: axis({ type: "value", scale: true, name: data.objective.metric }),
      series: curves.filter((curve) => box.value === "" || end(curve) === Number(box.value)).map((curve, at) => ({
        markLine: at > 0 || rungs.length === 0 ? undefined : {
          silent: true, symbol: "none", lineStyle: { color: colour("muted"), type: "dotted" }, label: { color: colour("soft"), formatter: (mark) => mark.value },
          data: rungs.map((rung) => ({ xAxis: rung })),
        },
        type: "line", symbol: curve.epochs.length === 1 || curve.rank === 0 ? "circle" : "none", symbolSize: 5, triggerLineEvent: true,
        z: curve.rank === 0 ? 4 : curve.rank < 10 ? 3 : 2,
        lineStyle: { width: curve.rank === 0 ? 3 : 1.2, opacity: curve.rank < 10 ? 0.9 : 0.35, color: curve.rank === 0 ? colour("best") : curve.rank < 10 ? colour("ink") : colour("muted") },
        itemStyle: { color: curve.rank === 0 ? colour("best") : curve.rank < 10 ? colour("ink") : colour("muted") },
        data: curve.epochs.map((epoch, at) => [epoch, curve.value[at]]),
        tooltip: { formatter: () => describe(curve.rank) },
      })),
    }));
  }

  /* The leader's predictions. */
  const tints = () => [colour("accent"), colour("best"), colour("good"), colour("bad"), colour("muted"), colour("ink"), colour("high"), "#8a5cd6", "#0a8f8f", "#c2882b"];
  const share = (name, more) => axis({ type: "value", min: 0, max: 1, name, nameLocation: "middle", nameGap: 26, ...more });
  const square = (title, x, y, series) => ({
    ...base(),
    grid: { left: 55, right: 15, top: 32, bottom: 62 },
    title: { text: title, left: 50, top: 2, textStyle: { fontSize: 13, fontWeight: 600, color: colour("ink") } },
    xAxis: share(x),
    yAxis: share(y, { nameGap: 32 }),
    legend: { type: "scroll", bottom: 0, left: 40, itemWidth: 14, itemHeight: 2, icon: "rect", textStyle: { color: colour("soft"), fontSize: 11 }, data: series.filter((one) => one.name).map((one) => one.name) },
    series,
  });
  const diagonal = () => ({ type: "line", silent: true, symbol: "none", lineStyle: { color: colour("muted"), type: "dashed", width: 1 }, data: [[0, 0], [1, 1]] });
  const classes = data.predictions.find((one) => one.names);
  if (classes) {
    const lines = (curves) => curves.map((curve, c) => ({
      type: "line", name: classes.names[c], symbol: "none", triggerLineEvent: true, lineStyle: { color: tints()[c], width: 1.5 }, itemStyle: { color: tints()[c] },
      data: curve, tooltip: { formatter: () => "class " + escape(classes.names[c]) },
    }));
    chart(byId("chart-roc"), () => square("ROC", "false alarms", "found", [diagonal(), ...lines(classes.roc)]));
    chart(byId("chart-recall"), () => square("Precision over recall", "recall", "precision", lines(classes.recall)));
    chart(byId("chart-calibration"), () => square("Calibration", "confidence", "right", [diagonal(), {
      type: "line", symbolSize: 8, lineStyle: { color: colour("accent") }, itemStyle: { color: colour("accent") },
      data: classes.calibration,
      tooltip: { formatter: (bin) => `confidence ${fixed(bin.data[0])}, right ${fixed(bin.data[1])}, ${bin.data[2]} rows` },
    }]));
  }
  data.predictions.filter((one) => one.output !== undefined).forEach((one) => {
    const ends = [least(one.points.map((p) => Math.min(p[0], p[1]))), most(one.points.map((p) => Math.max(p[0], p[1])))];
    const plot = (title, y, points, line) => {
      const element = document.createElement("div");
      element.className = "chart";
      element.setAttribute("role", "img");
      element.setAttribute("aria-label", title);
      byId("residuals").append(element);
      chart(element, () => ({
        ...base(),
        grid: { left: 60, right: 15, top: 32, bottom: 45 },
        title: { text: title, left: 50, top: 2, textStyle: { fontSize: 13, fontWeight: 600, color: colour("ink") } },
        xAxis: axis({ type: "value", scale: true, name: "truth", nameLocation: "middle", nameGap: 26 }),
        yAxis: axis({ type: "value", scale: true }),
        series: [
          { type: "scatter", symbolSize: 4, itemStyle: { color: colour("accent"), opacity: 0.5 }, data: points, tooltip: { formatter: (p) => `truth ${fixed(p.data[0])}, ${y} ${fixed(p.data[1])}` } },
          { type: "line", silent: true, symbol: "none", lineStyle: { color: colour("muted"), type: "dashed", width: 1 }, data: line },
        ],
      }));
    };
    plot(one.output + ": predicted over truth", "predicted", one.points, [[ends[0], ends[0]], [ends[1], ends[1]]]);
    plot(one.output + ": error over truth", "error", one.points.map((p) => [p[0], p[1] - p[0]]), [[ends[0], 0], [ends[1], 0]]);
  });

  /* What the winner's answers rest on. */
  if (data.inputs && data.inputs.length) {
    const some = data.inputs.slice().reverse();
    byId("chart-inputs").style.height = 60 + 26 * some.length + "px";
    chart(byId("chart-inputs"), (wide) => ({
      ...base(),
      grid: { left: Math.min(230, wide * 0.4), right: 50, top: 10, bottom: 40 },
      xAxis: axis({ type: "value" }),
      yAxis: axis({ type: "category", data: some.map((one) => one[0]), axisLabel: { color: colour("ink"), width: Math.min(215, wide * 0.36), overflow: "truncate" } }),
      series: [
        { type: "bar", barWidth: 14, itemStyle: { color: colour("accent") }, data: some.map((one) => one[1]), tooltip: { formatter: (bar) => `${escape(bar.name)}: ${fixed(bar.data)} ± ${fixed(some[bar.dataIndex][2])}` } },
        {
          type: "custom", silent: true, z: 3, data: some.map((one, at) => [one[1], at]),
          renderItem: (item, api) => {
            const one = some[item.dataIndex];
            const from = api.coord([one[1] - one[2], item.dataIndex]);
            const to = api.coord([one[1] + one[2], item.dataIndex]);
            return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: colour("best"), lineWidth: 2 } };
          },
        },
      ],
    }));
  }

  /* Slots. */
  chart(byId("chart-slots"), () => ({
    ...base(),
    grid: { left: 60, right: 20, top: 30, bottom: 40 },
    tooltip: { ...base().tooltip, trigger: "axis", formatter: (at) => `${seconds(at[0].data[0])}: ${at[0].data[1].toFixed(1)} runs` },
    xAxis: axis({ type: "value", min: 0, max: data.slots.end || 1, axisLabel: { color: colour("soft"), formatter: seconds, hideOverlap: true } }),
    yAxis: axis({ type: "value", minInterval: 1, name: "runs" }),
    series: [{ type: "line", name: "runs under way", step: "end", symbol: "none", lineStyle: { color: colour("accent"), width: 1.5 }, areaStyle: { color: colour("accent"), opacity: 0.2 }, data: [...data.slots.means, data.slots.means[data.slots.means.length - 1]].map((mean, bin) => [(bin * data.slots.end) / data.slots.means.length, mean]) }],
  }));
  if (data.slots.runs && data.slots.runs.length) {
    const ends = { scored: "measured", broken: "failed or diverged", lost: "lost" };
    const lanes = most(data.slots.runs.map((run) => run[2])) + 1;
    byId("chart-runs").hidden = false;
    byId("chart-runs").style.height = Math.min(600, 70 + 26 * lanes) + "px";
    chart(byId("chart-runs"), () => {
      const tones = { scored: colour("accent"), broken: colour("bad"), lost: colour("best") };
      return {
        ...base(),
        grid: { left: 60, right: 20, top: 10, bottom: 40 },
        xAxis: axis({ type: "value", min: 0, max: data.slots.end || 1, axisLabel: { color: colour("soft"), formatter: seconds, hideOverlap: true } }),
        yAxis: axis({ type: "category", data: Array.from({ length: lanes }, (_, lane) => "slot " + (lane + 1)), inverse: true }),
        series: [{
          type: "custom", data: data.slots.runs.map((run) => [run[3], run[4], run[2], run[0], run[1], run[5]]), encode: { x: [0, 1], y: 2 },
          renderItem: (item, api) => {
            const end = data.slots.runs[item.dataIndex][5];
            const from = api.coord([api.value(0), api.value(2)]);
            const to = api.coord([api.value(1), api.value(2)]);
            const tall = api.size([0, 1])[1] * 0.7;
            return { type: "rect", shape: { x: from[0], y: from[1] - tall / 2, width: Math.max(1, to[0] - from[0]), height: tall }, style: { fill: tones[end], opacity: api.value(3) % 2 ? 0.95 : 0.6, stroke: colour("ground"), lineWidth: 0.5 } };
          },
          tooltip: { formatter: (run) => `trial ${run.data[3]}, fold ${run.data[4]}: ${ends[run.data[5]]}, ${seconds(run.data[1] - run.data[0])}` },
        }],
      };
    });
  }

  select();
  applyTheme();
})();
