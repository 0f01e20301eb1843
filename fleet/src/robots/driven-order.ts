/**
 * The VDA order that a robot drives, how far it is with it, and how its last message fared. Kept by `order-sender.ts`, and by those who follow what the robot says of it
 * (`reports/`); others look (`robot-view.ts`).
 */
import { faultKey } from "./refusal.ts";
import { isFinal, type RobotReport } from "./report.ts";
import type { VdaOrder } from "./vda-order.ts";

/** `open`: more may be appended to it; `over`: it has run out or was given up, and only its id still counts. */
type State =
  | { readonly kind: "none"; readonly order: undefined }
  | { readonly kind: "open" | "over"; readonly order: VdaOrder };

/** What the robot has said to the last message. */
type Answer = "awaited" | "echoed" | "refused";

/** Of a bad answer so much is left after each better one. */
const answerFading = 0.9;

const none: State = { kind: "none", order: undefined };

export class DrivenOrder {
  #state: State = none;
  #answer: Answer = "echoed";
  #passed = 0;
  #heldFrom = 0;
  readonly #done = new Set<string>();
  #resends = 0;
  #saidAt = 0;
  #laterAt = 0;
  #unheardMs = 0;
  #answerMs = 0;
  #nextHeader = 0;
  #headers: readonly [number, number] = [0, -1];
  #faultsBefore: ReadonlySet<string> | undefined;
  #stamp = 0;

  /** The last one; it stays when it has run out, for its id. */
  get order(): VdaOrder | undefined {
    return this.#state.order;
  }

  /** Node where its base ends while it is open. */
  get end(): number | undefined {
    const state = this.#state;
    return state.kind === "open" ? state.order.base[state.order.base.length - 1]!.node : undefined;
  }

  /** More may be appended to it. */
  get isOpen(): boolean {
    return this.#state.kind === "open";
  }

  /** A state has echoed the last message. */
  get isEchoed(): boolean {
    return this.#answer === "echoed";
  }

  get isRefused(): boolean {
    return this.#answer === "refused";
  }

  /** Sequence id of the base node that the robot stands on or passed last, as it names it. */
  get passed(): number {
    return this.#passed;
  }

  /** Sequence id of the first base node that it still holds: word and pose agree that those before are left. */
  get heldFrom(): number {
    return this.#heldFrom;
  }

  get resends(): number {
    return this.#resends;
  }

  /** House time at which it was sent last, ms. */
  get saidAt(): number {
    return this.#saidAt;
  }

  /** House time at which the next may be sent that came too soon, ms. */
  get laterAt(): number {
    return this.#laterAt;
  }

  /** Longest time between two states of the robot since the order was last sent, ms. */
  get unheardMs(): number {
    return this.#unheardMs;
  }

  /** What a message and its echo take, ms: the worst of late. */
  get answerMs(): number {
    return this.#answerMs;
  }

  /** Header id of the next message. */
  get nextHeader(): number {
    return this.#nextHeader;
  }

  /** Header ids under which it was sent, first and last; none since a restart. */
  get headers(): readonly [number, number] {
    return this.#headers;
  }

  /** Time stamp of the last order id: ids rise for ever. */
  get stamp(): number {
    return this.#stamp;
  }

  /** The robot has said that this action of it is over. */
  isDone(action: string): boolean {
    return this.#done.has(action);
  }

  /** After a restart; undefined where the layout knows it no more. */
  restore(order: VdaOrder | undefined, stamp: number): void {
    this.#state = order ? { kind: "open", order } : none;
    this.#stamp = stamp;
    this.#passed = order?.base[0]?.sequence ?? 0;
    this.#heldFrom = this.#passed;
  }

  open(order: VdaOrder, stamp: number): void {
    this.#state = { kind: "open", order };
    this.#stamp = stamp;
    this.#passed = 0;
    this.#heldFrom = 0;
    this.#done.clear();
  }

  extend(order: VdaOrder): void {
    this.#state = { kind: "open", order };
  }

  /** A message of it goes out that the robot has not had; errors that stand already are no answer to it. */
  goesOut(report: RobotReport | undefined): void {
    this.#answer = "awaited";
    this.#resends = 0;
    this.#unheardMs = 0;
    this.#headers = [this.#nextHeader, this.#nextHeader];
    this.#faultsBefore = new Set(report?.faults.map(faultKey));
  }

  published(now: number): void {
    this.#saidAt = now;
    this.#headers = [Math.min(this.#headers[0], this.#nextHeader), this.#nextHeader];
    this.#nextHeader++;
  }

  /** What comes too soon goes out at this house time; 0: nothing waits. */
  putOff(at: number): void {
    this.#laterAt = at;
  }

  resent(): void {
    this.#resends++;
  }

  countResendsAnew(): void {
    this.#resends = 0;
  }

  echoed(): void {
    this.#answer = "echoed";
    this.#resends = 0;
  }

  answeredIn(ms: number): void {
    this.#answerMs = Math.max(ms, answerFading * this.#answerMs);
  }

  refused(): void {
    this.#answer = "refused";
  }

  /** It knows the order, and its last message no more. */
  lost(): void {
    this.#answer = "awaited";
  }

  /** Errors that stood when it was sent, by `faultKey`; since a restart those of the first report. */
  faultsBefore({ faults }: RobotReport): ReadonlySet<string> {
    this.#faultsBefore ??= new Set(faults.map(faultKey));
    return this.#faultsBefore;
  }

  noteDone({ actions }: RobotReport): void {
    for (const { id, status } of actions) if (isFinal(status)) this.#done.add(id);
  }

  /** Nothing was heard of the robot for so long, ms. */
  wasUnheard(ms: number): void {
    this.#unheardMs = Math.max(this.#unheardMs, ms);
  }

  pass(sequence: number): void {
    this.#passed = sequence;
  }

  leave(sequence: number): void {
    this.#heldFrom = Math.max(this.#heldFrom, sequence);
  }

  /** Where on it the robot was found, at a start or when it came back. */
  found(at: { readonly passed: number; readonly heldFrom: number; readonly isEchoed: boolean }): void {
    this.#passed = at.passed;
    this.#heldFrom = at.heldFrom;
    if (at.isEchoed) this.#answer = "echoed";
    else if (this.#answer === "echoed") this.#answer = "awaited";
  }

  /** Used up, or given up: the next thing is a new order. */
  close(): void {
    if (this.#state.kind === "open") this.#state = { kind: "over", order: this.#state.order };
  }

  /** Given up, and no answer is waited for. */
  drop(): void {
    this.close();
    this.#answer = "echoed";
  }

  forget(): void {
    this.#state = none;
  }
}
