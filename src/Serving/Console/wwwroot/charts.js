// Small charts, each with its figures as text beside it.
import { $, h, ms, svg } from "./dom.js";

export const STAGES = ["propose", "cluster", "imagine", "guard", "narrate", "choose"];
const WIDTH = 400, HEIGHT = 130, BARS = 40;

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export function renderLatency(summaries) {
  const rows = summaries.slice(-BARS), target = $("latency");
  if (rows.length === 0) {
    target.replaceChildren(h("p", {}, "No decision yet."));
    return;
  }
  const top = Math.max(1, ...rows.map(r => r.timings.totalMs)), step = (WIDTH - 52) / BARS, scale = (HEIGHT - 20) / top;
  const half = median(rows.map(r => r.timings.totalMs)), last = rows.at(-1).timings;
  const chart = svg("svg", {
    class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img",
    "aria-label": `Milliseconds per stage of the last ${rows.length} decisions: latest ${ms(last.totalMs)}, half of them below ${ms(half)}`,
  }, svg("line", { x1: 48, x2: WIDTH, y1: HEIGHT - 10, y2: HEIGHT - 10 }), svg("line", { x1: 48, x2: WIDTH, y1: 10, y2: 10 }),
  svg("text", { x: 0, y: 14 }, ms(top)), svg("text", { x: 0, y: HEIGHT - 7 }, "0"));
  rows.forEach((row, i) => {
    let y = HEIGHT - 10;
    STAGES.forEach((stage, s) => {
      const high = row.timings[`${stage}Ms`] * scale;
      y -= high;
      if (high > 0) chart.append(svg("rect", { class: `stage stage-${s}`, x: 50 + i * step, y, width: step * 0.85, height: high }));
    });
  });
  const legend = h("p", { class: "legend" }, ...STAGES.map((stage, s) => h("span", {}, h("span", { class: `swatch stage-${s}` }), stage)));
  const isOpen = target.querySelector("details")?.open ?? false;
  const summary = h("p", {}, `Latest ${ms(last.totalMs)}, half of the last ${rows.length} below ${ms(half)}.`);
  target.replaceChildren(summary, chart, legend, table(rows, isOpen));
}

function table(rows, isOpen) {
  const body = [...STAGES, "total"].map(stage => h("tr", {}, h("th", { scope: "row" }, stage),
    h("td", {}, rows.at(-1).timings[`${stage}Ms`].toFixed(1)), h("td", {}, median(rows.map(r => r.timings[`${stage}Ms`])).toFixed(1)),
    h("td", {}, Math.max(...rows.map(r => r.timings[`${stage}Ms`])).toFixed(1))));
  return h("details", { open: isOpen }, h("summary", {}, "As a table"), h("div", { class: "scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, ...["ms", "latest", "median", "most"].map(t => h("th", { scope: "col" }, t)))), h("tbody", {}, ...body))));
}

/** A line of the last values, oldest left. */
export function spark(name, values, show) {
  const top = Math.max(1e-9, ...values), high = 36;
  const x = i => (i * WIDTH / Math.max(1, values.length - 1)).toFixed(1), y = v => (high - 2 - (high - 4) * v / top).toFixed(1);
  const points = values.map((v, i) => `${x(i)},${y(v)}`).join(" "), figures = `now ${show(values.at(-1))}, most ${show(top)}`;
  return h("div", {}, h("p", { class: "film-note" }, h("span", {}, name), h("span", {}, figures)),
    svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${high}`, role: "img", "aria-label": `${name}: ${figures}` },
      svg("polyline", { class: "spark", points })));
}
