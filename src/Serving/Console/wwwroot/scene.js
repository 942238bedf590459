// The camera picture, and over it where each plan moves the tool.
import { $, h, svg } from "./dom.js";

let camera = null, drawn = "";

export function pictureUrl(decision, name) {
  return `/console/decisions/${decision.number}/pictures/${encodeURIComponent(name)}.png?of=${decision.instance}`;
}

export function cameraOf(decision) {
  return decision.cameras.find(c => c.name === camera) ?? decision.cameras.find(c => c.hasPaths) ?? decision.cameras[0];
}

export function renderScene(decision, again) {
  const shown = cameraOf(decision);
  const names = decision.cameras.map(c => c.name).join();
  if (names !== drawn) {
    drawn = names;
    $("cameras").replaceChildren(...decision.cameras.map(c => h("button", {
      type: "button", "data-camera": c.name,
      onclick: () => { camera = c.name; again(); },
    }, c.name)));
  }
  for (const button of $("cameras").children) button.setAttribute("aria-pressed", String(button.dataset.camera === shown?.name));
  if (!shown) {
    $("scene").replaceChildren(h("p", {}, "It is not known what the robot saw."));
    return;
  }
  const note = shown.hasPaths ? null : h("p", {}, "This camera has no calibration, so no paths are drawn.");
  $("scene").replaceChildren(drawPlans(decision, shown, decision.modes.map((_, k) => k)), ...(note ? [note] : []));
}

/** A picture with the paths of some modes; the chosen one is drawn last and thickest. */
export function drawPlans(decision, shown, modes) {
  const { width, height, name } = shown;
  const paths = modes.filter(k => decision.modes[k].paths[name]).sort((a, b) => (a === decision.chosen) - (b === decision.chosen));
  const size = Math.min(width, height) * 0.032, placed = [];
  const overlay = svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" });
  const tags = [];
  for (const k of paths) {
    const points = decision.modes[k].paths[name].filter(Boolean).map(([u, v]) => [u * width, v * height]);
    if (points.length === 0) continue;
    const line = points.map(p => p.map(n => n.toFixed(2)).join()).join(" ");
    const classes = `mode-${k % 6}${k === decision.chosen ? " chosen" : ""}${decision.modes[k].safe === false ? " unsafe" : ""}`;
    overlay.append(svg("g", { class: classes, "data-mode": k },
      svg("polyline", { class: "halo", points: line }), svg("polyline", { class: "path", points: line })));
    tags.push(svg("g", { class: classes, "data-mode": k }, ...tag(spot(points, placed, size, width, height), size, k)));
  }
  overlay.append(...tags);
  const many = paths.length === 1 ? "path of 1 plan" : `paths of ${paths.length} plans`;
  const alt = `Picture of camera ${name}${paths.length ? `, with the tool ${many}` : ""}`;
  return h("div", { class: "picture" }, h("img", { src: pictureUrl(decision, name), alt, width, height }), overlay);
}

/** Plans part where the tool is lowest; tags that would cover each other move aside. */
function spot(points, placed, size, width, height) {
  const within = (n, i) => Math.min(Math.max(n, size), (i ? height : width) - size);
  let [x, y] = points.reduce((low, p) => p[1] > low[1] ? p : low);
  [x, y] = [x, y].map(within);
  for (let turn = 0; turn < 24 && placed.some(p => Math.hypot(p[0] - x, p[1] - y) < 2.1 * size); turn++) {
    const angle = turn * 2.4, far = size * (1 + turn * 0.35);
    [x, y] = [x + Math.cos(angle) * far, y + Math.sin(angle) * far].map(within);
  }
  placed.push([x, y]);
  return [x, y];
}

function tag([x, y], size, k) {
  return [svg("circle", { class: "tag", cx: x, cy: y, r: size }),
    svg("text", { class: "tag-text", x, y, "font-size": size * 1.4 }, String(k + 1))];
}

/** Lets one plan stand out, or with null none. */
export function highlight(mode) {
  for (const group of document.querySelectorAll("#scene [data-mode]"))
    group.classList.toggle("faded", mode !== null && Number(group.dataset.mode) !== mode);
}
