/**
 * When a new order asks for its units: at once, as long as no more come than a floor can ship; in its turn where a WMS sends its whole day in a minute. What was acknowledged is written down and waits as
 * *accepted*; holding stock, gathering and cutting totes is the work of a thousand orders a second that no robot would carry out, and the floor's loop has better to do.
 */
import type { OrderId } from "@floorplane/contracts/ids";
import { secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Settings } from "../keeping/settings.ts";
import type { Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";

/** Between two rounds of those that wait, ms: few at a time, so that no step is long. */
const roundMs = 200;

export interface WithTurns {
  readonly turns: Turns;
}

export class Turns {
  readonly #settings: Settings;
  /** In the order in which they came. */
  readonly #waiting = new Set<OrderId>();
  /** How many may ask at this very moment, as of `#at`. */
  #allowed: number;
  #at = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#allowed = settings.asksAtOnce;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Whether it may ask now; those that came before go first. */
  isItsTurn(now: number): boolean {
    const { asksAtOnce, asksPerSecond } = this.#settings;
    this.#allowed = Math.min(asksAtOnce, this.#allowed + ((now - this.#at) / secondMs) * asksPerSecond);
    this.#at = now;
    if (this.#waiting.size > 0 || this.#allowed < 1) return false;
    this.#allowed--;
    return true;
  }

  lineUp(order: OrderId): void {
    this.#waiting.add(order);
  }

  /** The next few, who wait no more. */
  next(): OrderId[] {
    const few = Math.max(1, Math.round((this.#settings.asksPerSecond * roundMs) / secondMs));
    const turn = [...this.#waiting.values().take(few)];
    for (const order of turn) this.#waiting.delete(order);
    return turn;
  }
}

export function askInTurn({ turns }: WithTurns, desk: Desk, order: Order, ask: () => void): void {
  if (turns.isItsTurn(desk.now)) ask();
  else {
    if (turns.waiting === 0) armTurns(desk);
    turns.lineUp(order.order);
  }
}

/** At a start: of those that are accepted some wait for another order or are held by a person, and had no round to come. */
export function goOnInTurn({ turns }: WithTurns, desk: Desk): void {
  if (turns.waiting > 0) armTurns(desk);
}

/** A round of those that wait, and when the next one is. */
export function takeTurns(
  { turns, orders }: WithTurns & WithOrders,
  desk: Desk,
  ask: (order: Order) => void,
): void {
  for (const id of turns.next()) {
    const order = orders.get(id);
    if (order?.state === "accepted") ask(order);
  }
  if (turns.waiting > 0) armTurns(desk);
}

const armTurns = (desk: Desk): void => desk.due("orders.turn", desk.now + roundMs, { type: "orders.turn" });
