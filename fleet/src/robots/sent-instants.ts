/** Instant actions that were sent to a robot and are not answered yet, and what was asked last. Kept by `instant-actions.ts`. */
import type { OrderAction } from "./codec.ts";

export interface InstantSent {
  readonly action: OrderAction;
  readonly tries: number;
  readonly nextAt: number;
}

export class SentInstants {
  #open: readonly InstantSent[] = [];
  #question: string | undefined;
  #questionAt = Number.NEGATIVE_INFINITY;
  #cancel: string | undefined;
  #nextHeader = 0;

  get open(): readonly InstantSent[] {
    return this.#open;
  }

  /** Id of the last question for its state. */
  get question(): string | undefined {
    return this.#question;
  }

  /** House time at which it was put. */
  get questionAt(): number {
    return this.#questionAt;
  }

  /** Id of the cancel that it was asked for last. */
  get cancel(): string | undefined {
    return this.#cancel;
  }

  /** For the next message. */
  takeHeader(): number {
    return this.#nextHeader++;
  }

  /** In the place of whatever of its type is open. */
  send(sent: InstantSent, now: number): void {
    const { type, id } = sent.action;
    if (type === "cancelOrder") this.#cancel = id;
    if (type === "stateRequest") {
      this.#question = id;
      this.#questionAt = now;
    }
    this.#open = [...this.#open.filter(({ action }) => action.type !== type), sent];
  }

  /** Those that are still open, as they are now. */
  keep(open: readonly InstantSent[]): void {
    this.#open = open;
  }

  isOpen(type: string): boolean {
    return this.#open.some(({ action }) => action.type === type);
  }

  /** It is off the floor, or back on it: nothing that was asked before is asked again. */
  clear(): void {
    this.#open = [];
  }
}
