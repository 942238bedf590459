// Past decisions: a list, the arrows, and what was asked for before.
import { $, clock, h, ms, words } from "./dom.js";

const WISHES = 8;

export function renderPast(summaries, shown, choose) {
  const list = $("past");
  const known = new Map([...list.children].map(item => [Number(item.dataset.number), item]));
  const wanted = new Set(summaries.map(s => s.number));
  for (const [number, old] of known) if (!wanted.has(number)) old.remove();
  for (const s of summaries) {
    // Newest first; those that are there stay, so that focus is not lost.
    if (!known.has(s.number)) list.prepend(item(s, choose));
  }
  for (const { dataset, firstChild: button } of list.children) {
    if (Number(dataset.number) === shown) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

function item(s, choose) {
  const what = `${s.about ? "what if " : ""}${s.index}: ${s.isQuestion ? "asks" : s.narration ?? words(s.rung)} `;
  return h("li", { "data-number": s.number }, h("button", { type: "button", onclick: () => choose(s.number) },
    h("span", { class: "when" }, clock(s.taken)), h("span", {}, what, h("small", {}, ms(s.timings.totalMs)))));
}

export function renderWishes(summaries, ask) {
  const wishes = [...new Set(summaries.map(s => s.wish).reverse())].filter(Boolean).slice(0, WISHES);
  const key = wishes.join("\n"), list = $("wishes");
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...wishes.length ? wishes.map(wish => h("li", {}, h("button", { type: "button", onclick: () => ask(wish) }, wish)))
    : [h("li", {}, "Nothing yet.")]);
}
