/**
 * Where a robot is, as far as the house knows: nowhere that is held for it, on ground that is held without its own word, at a node, or between two. Kept by `held-ground.ts`, and by those who put
 * robots on the floor and take them off (`reports/placer.ts`, `acts/presence.ts`); others look (`robot-view.ts`).
 */

/** What is kept; whether it stands or moves follows from what was released to it (`whereOf`). All of one shape, since every look at a robot begins here. */
type Known =
  | { readonly kind: "unknown" | "astray"; readonly node: number; readonly deviation: undefined }
  | { readonly kind: "told"; readonly node: number; readonly deviation: number | undefined };

export type Where =
  /** Nothing is held for it: it was not seen since the start, or is off the floor. */
  | { readonly kind: "unknown" }
  /** Ground is held for it, and its own fresh word has not told that it stands there. */
  | { readonly kind: "astray"; readonly node: number }
  | { readonly kind: "standing"; readonly at: number }
  /** From the node that it passed last to where what was released to it ends. */
  | { readonly kind: "moving"; readonly from: number; readonly to: number };

const nowhere: Known = { kind: "unknown", node: -1, deviation: undefined };

export class Place {
  #known: Known = nowhere;
  #isVouchedFor = false;
  #saysAnother = false;
  #stillSince = 0;
  #aheadSince = 0;

  /** In traffic, holding what it stands on. */
  get isHeld(): boolean {
    return this.#known.kind !== "unknown";
  }

  /** Its own fresh word has told where it stands since it was last out of our hands. */
  get isTold(): boolean {
    return this.#known.kind === "told";
  }

  /** That it stands on or passed last; -1: not known. */
  get node(): number {
    return this.#known.node;
  }

  /** Off `node` by so much, m, after it was stopped between nodes. */
  get deviation(): number | undefined {
    return this.#known.deviation;
  }

  /** A person looked and says that it stands where it says. */
  get isVouchedFor(): boolean {
    return this.#isVouchedFor;
  }

  /** It says a place that it does not hold. */
  get saysAnother(): boolean {
    return this.#saysAnother;
  }

  /** Since when it has not moved on, house time. */
  get stillSince(): number {
    return this.#stillSince;
  }

  /** Since when it has had way ahead and passed no node of it, house time. */
  get aheadSince(): number {
    return this.#aheadSince;
  }

  /** `end`: node where what was released to it ends. */
  whereOf(end: number): Where {
    const { kind, node } = this.#known;
    if (kind === "unknown") return { kind };
    if (kind === "astray") return { kind, node };
    return end === node ? { kind: "standing", at: node } : { kind: "moving", from: node, to: end };
  }

  /** It is said to be there, by whomever: nothing is held for it on that account. */
  suspect(node: number): void {
    if (this.#known.kind !== "told") this.#known = { kind: this.#known.kind, node, deviation: undefined };
  }

  /** Ground is held for it, from this node on. */
  hold(node: number): void {
    this.#known = { kind: "astray", node, deviation: undefined };
  }

  /** Nothing is held for it any more. */
  leave(): void {
    this.#known = { kind: "unknown", node: this.#known.node, deviation: undefined };
  }

  /** And nobody knows where it is. */
  forget(): void {
    this.#known = nowhere;
  }

  /** Its own word tells. */
  tell(node: number, deviation: number | undefined, now: number): void {
    this.#known = { kind: "told", node, deviation };
    this.#isVouchedFor = false;
    this.movedOn(now);
  }

  /** It names a node ahead that it holds. */
  pass(node: number): void {
    this.#known = { kind: "told", node, deviation: undefined };
  }

  /** Where it stands has to be told anew; what is held for it stays held. */
  lose(): void {
    if (this.#known.kind === "told") this.hold(this.#known.node);
  }

  vouch(): void {
    this.#isVouchedFor = true;
  }

  unvouch(): void {
    this.#isVouchedFor = false;
  }

  say(another: boolean): void {
    this.#saysAnother = another;
  }

  movedOn(now: number): void {
    this.#stillSince = now;
    this.#aheadSince = now;
  }

  /** Something of it has begun or ended: how long it stands counts from here. */
  stirred(now: number): void {
    this.#stillSince = now;
  }

  /** How long it leaves its way unused counts from here. */
  wayBegins(now: number): void {
    this.#aheadSince = now;
  }
}
