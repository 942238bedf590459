// Two plans of a decision side by side; which one is better goes into the preference file.
import { $, h, say } from "./dom.js";
import { post } from "./api.js";
import { card } from "./modes.js";
import { cameraOf, drawPlans } from "./scene.js";

let skipped = new Set();

const key = (a, b) => `${Math.min(a, b)}-${Math.max(a, b)}`;

/** Pairs that are worth a judgment: those that are told differently come first. */
export function openPairs(decision) {
  const judged = new Set(decision.judged.map(j => key(j.left, j.right)));
  const pairs = [];
  for (let a = 0; a < decision.modes.length; a++)
    for (let b = a + 1; b < decision.modes.length; b++)
      if (!judged.has(key(a, b)) && !skipped.has(`${decision.number}:${key(a, b)}`)) pairs.push([a, b]);
  const same = ([a, b]) => decision.modes[a].narration === decision.modes[b].narration;
  // Who always sees the heavier plan on the left may come to prefer the left.
  return pairs.sort((p, q) => same(p) - same(q)).map(([a, b]) => (decision.number + a + b) % 2 ? [a, b] : [b, a]);
}

export class Labeling {
  constructor(reload, toOlder) {
    Object.assign(this, { reload, toOlder, decision: null, pair: null, pictures: 0, isBusy: false });
    for (const [id, better] of [["left-better", "left"], ["right-better", "right"], ["neither", "neither"]])
      $(id).addEventListener("click", () => this.judge(better));
    $("skip").addEventListener("click", () => this.skip());
    $("undo").addEventListener("click", () => this.undo());
  }

  count(state) {
    const isOn = state.labels !== null;
    say($("label-count"), isOn ? `${state.labels} label${state.labels === 1 ? "" : "s"} in the file`
      : "Nothing is kept: the console was started without a file for labels");
    this.isOn = isOn;
    $("undo").disabled = !isOn || !state.undoable;
    this.enable();
  }

  render(decision, pictures) {
    Object.assign(this, { decision, pictures });
    const open = openPairs(decision);
    this.pair = open[0] ?? null;
    say($("label-task"), `Wish: “${decision.wish}”. ${open.length} pair${open.length === 1 ? "" : "s"} of this decision left.`);
    this.enable();
    if (!this.pair) {
      $("pair").replaceChildren(h("p", {}, decision.modes.length < 2 ? "This decision has no two plans. " : "Every pair of this decision is done. ",
        h("button", { type: "button", onclick: this.toOlder }, "Go to an older one")));
      return;
    }
    const camera = cameraOf(decision);
    const blind = { ...decision, chosen: -1 };
    $("pair").replaceChildren(...this.pair.map((k, side) => {
      const title = `${side ? "Right" : "Left"}: mode ${k + 1}`, mode = { ...decision.modes[k], score: null, confidence: null };
      return h("article", { class: `mode mode-${k % 6}`, "aria-label": title },
        camera?.hasPaths ? drawPlans(blind, camera, [k]) : null, ...card(blind, mode, k, pictures, title));
    }));
  }

  enable() {
    for (const id of ["left-better", "right-better", "neither"]) $(id).disabled = !this.isOn || !this.pair;
    $("skip").disabled = !this.pair;
  }

  async judge(better) {
    if (!this.pair || !this.isOn) return;
    const [left, right] = this.pair, number = this.decision.number;
    const [good, bad] = better === "left" ? [left, right] : [right, left];
    await this.order(() => post("labels", { number, left, right, better }),
      better === "neither" ? "Kept: neither." : `Kept: mode ${good + 1} is better than mode ${bad + 1}.`, number);
  }

  async undo() {
    if ($("undo").disabled) return;
    await this.order(() => post("labels/undo"), "The last label is taken back.", null);
  }

  skip() {
    if (!this.pair) return;
    skipped.add(`${this.decision.number}:${key(...this.pair)}`);
    if (skipped.size > 10_000) skipped = new Set();
    this.render(this.decision, this.pictures);
  }

  /** One order at a time: a key that is held down judges one pair. */
  async order(send, words, number) {
    if (this.isBusy) return;
    this.busy(true);
    try {
      const reply = await send();
      say($("label-said"), words);
      await this.reload(number ?? reply.number);
    } catch (fault) {
      say($("label-said"), `Not kept: ${fault.message}`);
    } finally {
      this.busy(false);
    }
  }

  busy(isBusy) {
    this.isBusy = isBusy;
    $("pair").setAttribute("aria-busy", isBusy);
  }
}
