// Elements are made from text alone: nothing that a model or a person wrote is ever read as markup.
const SVG = "http://www.w3.org/2000/svg";

export const $ = id => document.getElementById(id);

export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Sets text only where it differs: a live region is read aloud again whenever it is touched. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function facts(list, pairs) {
  list.replaceChildren(...pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, String(value))]));
}

export const percent = value => value === null || value === undefined ? "–" : `${(100 * value).toFixed(value >= 0.1 ? 0 : 1)} %`;

export const ms = value => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

export const clock = time => new Date(time).toLocaleTimeString(undefined, { hour12: false });

export const words = name => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
