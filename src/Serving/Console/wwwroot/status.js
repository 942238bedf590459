// How things stand now: the rung, the queue, the tick, the open question.
import { $, facts, h, ms, say, words } from "./dom.js";
import { spark } from "./charts.js";

const KEPT = 240;
const queue = [], jitter = [];
let asked = "", paused = 0;

export function renderStatus(state, orders, answer) {
  const s = state.status;
  $("status-card").hidden = s === null;
  $("stop").disabled = !orders.has("stop");
  $("hold").disabled = !orders.has("hold") || s === null || s.isHeld;
  $("enable").disabled = !orders.has("enable") || s === null || !s.isHeld;
  if (s === null) return;
  say($("now"), s.isStopped ? "Stopped by a person. Enable lets it go on." : s.isHeld ? "Held. Enable lets it go on." : s.reason);
  $("now").classList.toggle("held", s.isHeld);
  facts($("status"), [
    ["rung", words(s.rung)], ["held because", s.hold && words(s.hold)], ["wish", s.wish && `“${s.wish}” (${words(s.wishState)})`],
    ["rows queued", s.queued], ["ticks", s.tick && `${s.tick.count}, ${s.tick.missed} missed, worst ${ms(s.tick.worstMs)} late`],
    ["decisions", Object.entries(s.rungs).filter(([, n]) => n > 0).map(([rung, n]) => `${n} ${words(rung)}`).join(", ")],
    ...Object.entries(s.lines), ["age of this", s.ageS > 2 ? `${s.ageS} s: the robot's process hangs` : null],
  ]);
  renderPulse(s);
  renderQuestion(s, orders, answer);
}

function renderPulse(s) {
  keep(queue, s.queued);
  keep(jitter, s.tick?.jitterP99Ms);
  // Redrawn once a second: nobody reads faster.
  if (paused++ % 4) return;
  $("pulse").replaceChildren(...queue.length ? [spark("Rows queued", queue, n => String(Math.round(n)))] : [],
    ...jitter.length ? [spark("Tick jitter, 99 %", jitter, ms)] : []);
}

function keep(values, value) {
  if (value === null || value === undefined) return;
  values.push(value);
  if (values.length > KEPT) values.shift();
}

function renderQuestion(s, orders, answer) {
  const isOpen = s.question !== null && orders.has("answer");
  $("question-card").hidden = !isOpen;
  const key = isOpen ? [s.questionOf, s.question, ...s.options].join("\n") : "";
  if (key === asked) return;
  asked = key;
  if (!isOpen) return;
  say($("question"), s.question);
  $("answer").value = "";
  $("options").replaceChildren(...s.options.map((text, i) =>
    h("button", { type: "button", onclick: () => answer(s.questionOf, String(i + 1)) }, `${i + 1}. ${text}`)));
}
