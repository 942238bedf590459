// The page: what is shown follows the latest state of the server, and nothing is queued.
import { $, clock, facts, ms, percent, say, words } from "./dom.js";
import { get, post, Refused } from "./api.js";
import { follow } from "./live.js";
import { renderScene } from "./scene.js";
import { renderModes } from "./modes.js";
import { next as loadFilms } from "./films.js";
import { renderLatency } from "./charts.js";
import { renderStatus } from "./status.js";
import { renderPast, renderWishes } from "./past.js";
import { Labeling } from "./label.js";
import { listen } from "./keys.js";

const page = { hello: null, state: null, summaries: [], shown: 0, decision: null, isFollowing: true, seenAt: 0, isSyncing: false };
const labeling = new Labeling(show, () => step(-1));
const isLabeling = () => location.hash === "#label";

async function start() {
  page.hello = await get("hello");
  $("login").hidden = page.hello.isLetIn;
  if (!page.hello.isLetIn) {
    say($("connection"), "Locked");
    $("key").focus();
    return;
  }
  page.orders = new Set(page.hello.orders);
  const isReplay = page.hello.kind === "replay";
  for (const id of ["stop", "hold", "enable"]) $(id).hidden = !page.orders.has(id);
  $("wish-card").hidden = !page.orders.has("ask");
  say($("wish-label"), isReplay ? "What would be chosen for this wish, in the decision that is shown?" : "What should the robot do?");
  const { kind, run, version, labelsFile } = page.hello;
  say($("about"), `${kind} ${run}, version ${version}${labelsFile ? `, labels in ${labelsFile}` : ""}`);
  view();
  follow({ onState, onFresh, onStale });
}

function onFresh() {
  document.body.classList.remove("stale");
  $("connection").className = "fresh";
  alarm("");
}

function onStale() {
  document.body.classList.add("stale");
  $("connection").className = "";
  say($("connection"), "No connection");
  alarm(`The server does not answer. What you see is of ${clock(page.seenAt)}. Trying again…`);
}

async function onState(state) {
  if (page.state && page.state.instance !== state.instance) {
    // Another process: its numbers mean other decisions, and it may take other orders or want its key.
    location.reload();
    return;
  }
  page.state = state;
  page.seenAt = Date.now();
  say($("connection"), page.isFollowing ? "Live" : "Live, looking back");
  renderStatus(state, page.orders, (decision, answer) => order("answer", { decision, answer }));
  labeling.count(state);
  if (page.isSyncing) return;
  page.isSyncing = true;
  try {
    await sync();
  } catch (fault) {
    // A page that was too slow for a decision gets the next one.
    if (fault instanceof Refused && !page.isFollowing) alarm(fault.message);
  } finally {
    page.isSyncing = false;
  }
}

async function sync() {
  const known = page.summaries.at(-1)?.number ?? 0;
  if (page.state.last !== known) {
    page.summaries.push(...await get(`decisions?after=${known}`));
    page.summaries = page.summaries.filter(s => s.number >= page.state.first);
    renderLatency(page.summaries);
    renderWishes(page.summaries, wish => { $("wish").value = wish; $("wish").focus(); });
    const last = page.summaries.at(-1)?.number ?? 0;
    if ((page.isFollowing || page.shown === 0) && last > 0) await show(last);
    else list();
  }
}

async function show(number) {
  const decision = await get(`decisions/${number}`);
  decision.instance = page.hello.instance;
  page.shown = number;
  page.decision = decision;
  const chosen = decision.modes[decision.chosen], fit = chosen && chosen.score !== null ? ` (${percent(chosen.score)})` : "";
  say($("decision-title"), `${decision.about ? "What if: decision" : "Decision"} ${decision.index}`);
  say($("line"), decision.question ? `Asks: ${decision.question}`
    : chosen ? `${words(decision.rung)}: mode ${decision.chosen + 1}, ${chosen.narration ?? "of which nothing was said"}${fit}`
      : `${words(decision.rung)}: no plan is executed`);
  facts($("facts"), [["wish", decision.wish], ["why", decision.reason], ["when", `${clock(decision.taken)}, in ${ms(decision.timings.totalMs)}`],
    ["attempts", decision.attempts > 1 ? decision.attempts : null], ["happened", decision.happened]]);
  renderScene(decision, () => show(page.shown));
  renderModes(decision, page.hello.filmPictures);
  if (isLabeling()) labeling.render(decision, page.hello.filmPictures);
  list();
}

function list() {
  renderPast(page.summaries, page.shown, number => look(number));
  const at = page.summaries.findIndex(s => s.number === page.shown);
  say($("position"), page.summaries.length === 0 ? "" : at < 0 ? "no longer kept" : `${at + 1} of ${page.summaries.length}`);
  $("older").disabled = at <= 0;
  $("newer").disabled = at < 0 || at >= page.summaries.length - 1;
  $("latest").setAttribute("aria-pressed", String(page.isFollowing));
}

async function look(number, isFollowing = false) {
  page.isFollowing = isFollowing;
  try {
    await show(number);
  } catch (fault) {
    alarm(fault instanceof Refused ? fault.message : "The server does not answer.");
  }
}

function step(by) {
  const to = page.summaries[page.summaries.findIndex(s => s.number === page.shown) + by];
  return to ? look(to.number) : null;
}

async function order(name, body = {}) {
  try {
    const reply = await post(`commands/${name}`, body, name === "ask" ? 60_000 : 4000);
    alarm("");
    if (reply.number) await sync().then(() => look(reply.number));
    return true;
  } catch (fault) {
    alarm(fault instanceof Refused ? fault.message
      : name === "stop" ? "STOP WAS NOT DELIVERED: the server does not answer. Use the robot's own emergency stop."
        : `Not delivered: ${name}. The server does not answer.`);
    return false;
  }
}

const alarm = text => say($("alert"), text);

function view() {
  $("decision").hidden = false;
  $("watching").hidden = isLabeling();
  $("labeling").hidden = !isLabeling();
  // What was chosen is not told to those who judge.
  $("line").hidden = $("facts").hidden = isLabeling();
  for (const [id, isCurrent] of [["go-live", !isLabeling()], ["go-label", isLabeling()]]) {
    if (isCurrent) $(id).setAttribute("aria-current", "page");
    else $(id).removeAttribute("aria-current");
  }
  loadFilms();
  if (!isLabeling()) return;
  page.isFollowing = false;
  if (page.decision) labeling.render(page.decision, page.hello.filmPictures);
  list();
}

$("wish-form").addEventListener("submit", async event => {
  event.preventDefault();
  const isReplay = page.hello.kind === "replay";
  say($("ask"), isReplay ? "Asking…" : "Ask");
  if (await order("ask", { wish: $("wish").value, about: isReplay ? page.shown : null })) $("wish").value = "";
  say($("ask"), "Ask");
});
$("answer-form").addEventListener("submit", event => {
  event.preventDefault();
  order("answer", { decision: page.state.status.questionOf, answer: $("answer").value });
});
$("login").addEventListener("submit", async event => {
  event.preventDefault();
  try {
    await post("session", { key: $("key").value });
    location.reload();
  } catch (fault) {
    say($("login-fault"), fault.message);
  }
});
for (const id of ["stop", "hold", "enable"]) $(id).addEventListener("click", () => order(id));
$("older").addEventListener("click", () => step(-1));
$("newer").addEventListener("click", () => step(1));
$("latest").addEventListener("click", () => page.summaries.length && look(page.summaries.at(-1).number, true));
window.addEventListener("hashchange", view);
listen({ isLabeling, press: id => { if (!$(id).disabled && !$(id).hidden) $(id).click(); } });
start().catch(() => {
  alarm("The server does not answer. Trying again…");
  setTimeout(() => location.reload(), 3000);
});
