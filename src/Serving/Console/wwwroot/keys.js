// Shortcuts. Esc stops whatever has the focus; letters and digits only work outside of fields, and can be switched off.
import { $ } from "./dom.js";

const isTyping = target => target instanceof HTMLInputElement && target.type !== "checkbox";

export function listen({ isLabeling, press }) {
  const box = $("single-keys");
  box.checked = localStorage.getItem("single-keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("single-keys", box.checked ? "on" : "off"));

  document.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (!event.repeat) press("stop");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const order = { ArrowLeft: "older", ArrowRight: "newer" }[event.key] ?? (box.checked ? single(event.key, isLabeling()) : null);
    if (!order) return;
    event.preventDefault();
    if (order === "wish") $("wish").focus();
    else press(order);
  });
}

function single(key, isLabeling) {
  const always = { l: "latest", "/": "wish" };
  const labeling = { 1: "left-better", 2: "right-better", 0: "neither", s: "skip", u: "undo" };
  return always[key.toLowerCase()] ?? (isLabeling ? labeling[key.toLowerCase()] : null);
}
