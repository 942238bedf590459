// One card for every plan: what it would lead to, in words, figures and imagined pictures.
import { $, h, percent } from "./dom.js";
import { load } from "./films.js";
import { cameraOf, highlight } from "./scene.js";

export function renderModes(decision, pictures) {
  const list = $("modes");
  if (decision.modes.length === 0) {
    list.replaceChildren(h("li", {}, "No plan was proposed."));
    return;
  }
  list.replaceChildren(...decision.modes.map((mode, k) => h("li", {
    class: `mode mode-${k % 6}${k === decision.chosen ? " is-chosen" : ""}`,
    onpointerenter: () => highlight(k), onpointerleave: () => highlight(null),
  }, ...card(decision, mode, k, pictures))), ...none(decision));
}

export function card(decision, mode, k, pictures, title = `Mode ${k + 1}`) {
  const figures = h("p", { class: "figures" });
  if (mode.score !== null) figures.append(h("span", {}, "fits the wish ", meter(mode.score, "Fits the wish"), " ", h("b", {}, percent(mode.score))));
  figures.append(h("span", {}, "share of samples ", h("b", {}, percent(mode.mass))));
  if (mode.confidence !== null) figures.append(h("span", {}, "sure of the words ", h("b", {}, percent(mode.confidence))));
  if (mode.foreseen?.steps > 0 && mode.foreseen.leastValue !== null) figures.append(wayOut(mode.foreseen));
  return [
    h("h3", {}, h("span", { class: "number", "aria-hidden": "true" }, String(k + 1)), h("span", {}, title),
      k === decision.chosen ? h("span", { class: "badge pick" }, "chosen") : null, guard(mode)),
    h("p", { class: "said" }, mode.narration ?? "(nothing was said)"),
    figures, ...film(decision, mode, k, pictures),
  ];
}

/** How near a plan comes to where nothing keeps it from failing. */
function wayOut(foreseen) {
  const { leastValue, leastStep, steps, unsupported } = foreseen;
  return h("span", { title: "Least value of the safety critic up to the next decision: below its limit there is no way out." },
    "way out ", h("b", {}, leastValue.toFixed(2)), ` at state ${leastStep} of ${steps}${unsupported ? ", unlike its training" : ""}`);
}

/** The film strip of a plan. */
export function film(decision, mode, k, pictures) {
  const camera = cameraOf(decision);
  if (!decision.hasFilm || !camera) return [];
  const note = h("p", { class: "film-note" }, h("span", {}, "imagined: soon"), h("span", {}, "at the end"));
  const strip = h("img", {
    class: "film", width: camera.width * pictures, height: camera.height,
    alt: `What is imagined of mode ${k + 1}, ${pictures} pictures of camera ${camera.name}: ${mode.narration ?? "nothing was said"}`,
  });
  load(strip, `/console/decisions/${decision.number}/films/${k}/${encodeURIComponent(camera.name)}.png?of=${decision.instance}`, () => {
    note.textContent = "Pictures of what was imagined are not available.";
    strip.remove();
  });
  return [strip, note];
}

function guard(mode) {
  if (mode.safe === null || mode.safe === undefined) return h("span", { class: "badge bad" }, "not checked");
  if (mode.safe && mode.foreseen?.hazard === "unjudged") return h("span", { class: "badge" }, "guard: safe, unimagined");
  return mode.safe ? h("span", { class: "badge good" }, "guard: safe") : h("span", { class: "badge bad" }, `guard: ${mode.finding || "refused"}`);
}

function none(decision) {
  return decision.noneScore === null ? [] : [h("li", { class: "figures" }, h("span", {},
    "none of these ", meter(decision.noneScore, "None of these"), " ", h("b", {}, percent(decision.noneScore))))];
}

function meter(value, label) {
  return h("meter", { min: 0, max: 1, value, "aria-label": `${label}: ${percent(value)}` });
}
