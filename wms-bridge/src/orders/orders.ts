/** All orders, and beside them what their documents do not say: which wait for stock, which lost their holds in this step, how many are open. */
import { notesMax, type OrderActNote } from "@floorplane/contracts/acts";
import type { OrderState } from "@floorplane/contracts/documents";
import type { ClientId, OrderId, Sku, ToteId } from "@floorplane/contracts/ids";
import type { Priority } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import type { NumberEnding, RememberedNumbers } from "../keeping/remembered-numbers.ts";
import type { Settings } from "../keeping/settings.ts";
import { Shelf, type Writable } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { Parcels } from "../packing/parcels.ts";
import type { StockBook } from "../stock/stock-book.ts";
import type { Visits } from "../stock/visits.ts";
import { isOver } from "../totes/tote.ts";
import type { Totes } from "../totes/totes.ts";
import type { ClosedOrders, OrderHead } from "./closed-orders.ts";
import type { Consignments } from "./consignments.ts";
import { type KeptOrder, orderKind } from "./order.kind.ts";
import {
  type Hold,
  isClosed,
  type LineUnits,
  missingByLine,
  type Need,
  needsOf,
  type Order,
  type OrderLine,
  orderBody,
  readOrder,
} from "./order.ts";
import { WaitingOrders } from "./waiting.ts";

export interface WithOrders {
  readonly orders: Orders;
}

export interface OrdersOptions {
  /** Whose orders are meant where nobody is named. */
  readonly client: ClientId;
  readonly stock: StockBook;
  readonly visits: Visits;
  readonly totes: Totes;
  readonly parcels: Parcels;
  readonly numbers: RememberedNumbers;
  readonly settings: Settings;
  readonly consignments: Consignments;
  readonly closed: ClosedOrders;
  /** Orders of which somebody is still to be told. */
  readonly untold: () => ReadonlySet<string>;
}

/** What becomes of an order beside its lines, holds, totes and parcels. */
type Course = Pick<
  Order,
  | "carrier"
  | "region"
  | "cutOffAt"
  | "shipBy"
  | "allocation"
  | "held"
  | "acts"
  | "course"
  | "state"
  | "wave"
  | "released"
  | "shippedAt"
  | "closedAt"
  | "failures"
  | "risk"
  | "lackingSince"
  | "lacking"
  | "givenUpAt"
  | "ending"
  | "why"
>;

export class Orders extends Shelf<OrderId, Order, KeptOrder> {
  readonly #options: OrdersOptions;
  readonly waiting = new WaitingOrders();
  /** Released ones that wait for others to share a tote with; each has a due row. */
  readonly awaiting = new Set<Order>();
  /** When the last of them came, of each client; ms. */
  readonly cameLast = new Map<ClientId, number>();
  /** Those that are to follow an order. */
  readonly #followers = new Map<OrderId, Set<OrderId>>();
  readonly #unsettled = new Set<OrderId>();
  /** They came to another state in this step, or something at the dock became of their parcels. */
  readonly #moved = new Set<Order>();
  /** Open ones with units held. */
  readonly #holding = new Set<Order>();
  /** Parcels of those at hand. */
  readonly #parcels = new Set<string>();
  readonly #counts = new Map<OrderState, number>();
  #toursThisStep = 0;

  constructor(stores: Stores, options: OrdersOptions) {
    super(stores, {
      kind: orderKind,
      id: ({ order }) => order,
      owner: { own: options.client, ids: "names" },
      body: orderBody,
      read: (body) => readOrder(body, options.stock),
      asleep: options.closed.asleep(
        (order) => options.closed.file(order as OrderId),
        ({ order }) => [order],
        () => true,
      ),
    });
    this.#options = options;
    options.closed.whenWoken(({ order }) => {
      this.takeUp(order);
      for (const sscc of order.parcels) this.#parcels.add(sscc);
    });
  }

  override get size(): number {
    return super.size + this.#options.closed.size;
  }

  /** Those at work, and of those that are over what lists choose by. */
  *heads(): IterableIterator<OrderHead> {
    yield* this.atWork();
    yield* this.#options.closed.heads();
  }

  /** Not closed. */
  get open(): number {
    let open = 0;
    for (const [state, count] of this.#counts) if (!isClosed(state)) open += count;
    return open;
  }

  /** Of those at hand, in constant time. */
  byState(): Readonly<Partial<Record<OrderState, number>>> {
    return Object.fromEntries(this.#counts);
  }

  holders(): Iterable<Order> {
    return this.#holding;
  }

  override add(order: Order): Order {
    this.#count(order.state, 1);
    this.#follow(order);
    return super.add(order);
  }

  /** It was refused, and is taken under its number after all: as if it came for the first time. */
  renew(order: Order, fresh: Order): Order {
    this.become(order, { state: fresh.state });
    Object.assign(this.write(order), fresh);
    this.#follow(order);
    return order;
  }

  override retire(order: Order): void {
    this.#count(order.state, -1);
    for (const sscc of order.parcels) this.#parcels.delete(sscc);
    super.retire(order);
  }

  become(order: Order, changes: Partial<Course>): void {
    if (changes.state) {
      this.#count(order.state, -1);
      this.#count(changes.state, 1);
      this.#moved.add(order);
    }
    Object.assign(this.write(order), changes);
  }

  /** Somebody did this about it; of what was done long ago the oldest is left out. */
  noteAct(order: Order, note: OrderActNote): void {
    this.become(order, { acts: [...(order.acts ?? []), note].slice(-notesMax) });
  }

  /** It must leave sooner, or may later: its turn among those that wait is another. */
  hurry(order: Order, shipBy: number): void {
    this.write(order).shipBy = shipBy;
    this.waiting.turnsChanged(order);
  }

  /** It goes before others, or no longer. */
  raise(order: Order, priority: Priority): void {
    this.write(order).priority = priority;
    this.waiting.turnsChanged(order);
  }

  /** The units are accounted for by the caller. */
  holdThese(order: Order, holds: readonly Hold[]): void {
    const { visits } = this.#options;
    for (const { row } of order.holds) visits.release(row.location, row.sku);
    for (const { row } of holds) visits.hold(row.location, row.sku);
    this.write(order).holds = holds;
    this.#noteHolds(order);
  }

  /** The same for more of them. */
  holdMore(order: Order, holds: readonly Hold[]): void {
    for (const { row } of holds) this.#options.visits.begin(row.location, row.sku);
    this.write(order).holds = [...order.holds, ...holds];
    this.#noteHolds(order);
  }

  /** It is new, or something of it changed that it did not ask for: what it may hold is decided at the end of the step. */
  unsettle(order: Order): void {
    this.#unsettled.add(order.order);
  }

  takeUnsettled(): Order[] {
    if (this.#unsettled.size === 0) return [];
    const taken = [...this.#unsettled].flatMap((id) => this.get(id) ?? []);
    this.#unsettled.clear();
    return taken;
  }

  moved(order: Order): void {
    this.#moved.add(order);
  }

  takeMoved(): readonly Order[] {
    const moved = [...this.#moved];
    this.#moved.clear();
    return moved;
  }

  toteSent(order: Order, tote: ToteId): void {
    this.write(order).totes = [...order.totes, tote];
  }

  parcelPacked(order: Order, sscc: string): void {
    this.write(order).parcels = [...order.parcels, sscc];
    this.#parcels.add(sscc);
  }

  /** Also one that has left. */
  hasParcel(sscc: string): boolean {
    const { closed, numbers } = this.#options;
    return (
      this.#parcels.has(sscc) || closed.hasParcel(sscc) || numbers.find(parcelNumber(sscc)) !== undefined
    );
  }

  /** A robot or a count did not find what the book had. */
  cameShort(order: Order, units: number): void {
    const written = this.write(order);
    written.shortLines++;
    written.shortUnits += units;
  }

  /** Deals units of a SKU to its lines in their order; negative units are taken back from the last. Answers what each line got. */
  deal(order: Order, sku: Sku, what: "picked" | "shipped", units: number): LineUnits[] {
    this.write(order);
    const lines = order.needs.find((need) => need.sku === sku)?.lines ?? [];
    const dealt: LineUnits[] = [];
    let left = units;
    for (const line of units > 0 ? lines : lines.toReversed()) {
      if (left === 0) break;
      const part = Math.max(-line[what], Math.min(left, line.asked - line[what]));
      if (part === 0) continue;
      (line as Writable<OrderLine>)[what] += part;
      left -= part;
      dealt.push({ line: line.line, sku, quantity: part });
    }
    return dealt;
  }

  /** It asks for something else; what it holds and has in totes is the caller's affair. */
  askFor(order: Order, lines: readonly OrderLine[]): void {
    Object.assign(this.write(order), { lines, needs: needsOf(lines) });
  }

  /** What is sure to be in its totes, by SKU, dealt to its lines: what left first is each line's own. */
  pickedAnew(order: Order, units: ReadonlyMap<Sku, number>): void {
    this.write(order);
    for (const { sku, lines } of order.needs) {
      let left = lines.reduce((rest, { shipped }) => rest - shipped, units.get(sku) ?? 0);
      for (const line of lines) {
        const more = Math.max(0, Math.min(left, line.asked - line.shipped));
        (line as Writable<OrderLine>).picked = line.shipped + more;
        left -= more;
      }
    }
  }

  /** Units of a need that are missing are not waited for, or no longer: the last lines go without first. */
  cancelUnits(order: Order, need: Need, units: number): void {
    this.write(order);
    const missing = new Map(missingByLine(need, units).map(({ line, quantity }) => [line, quantity]));
    for (const line of need.lines) (line as Writable<OrderLine>).cancelled += missing.get(line.line) ?? 0;
  }

  /** These no longer stand before it. */
  followNoMore(order: Order, gone: ReadonlySet<OrderId>): void {
    for (const id of gone) {
      const followers = this.#followers.get(id);
      if (followers?.delete(order.order) && followers.size === 0) this.#followers.delete(id);
    }
    this.write(order).after = order.after.filter((id) => !gone.has(id));
  }

  /** Open ones that are to follow it. */
  followersOf(order: OrderId): Order[] {
    return [...(this.#followers.get(order) ?? [])].flatMap((id) => this.get(id) ?? []);
  }

  /** How many of so many totes may still be requested in this step. */
  takeTours(wanted: number): number {
    const given = Math.min(wanted, this.#options.settings.toursPerStep - this.#toursThisStep);
    this.#toursThisStep += given;
    return given;
  }

  override flush(desk: Desk): void {
    this.#toursThisStep = 0;
    super.flush(desk);
  }

  /** Of closed orders the totes go first, and the rest is laid to those that are over; then the order itself: its number and those of its parcels are remembered, and the ledger has the rest. */
  override letGo(desk: Desk, limit: number): number {
    const { totes, closed, settings } = this.#options;
    const untold = this.#options.untold();
    const ofDay = desk.now - settings.totesKeptMs;
    const ofWork = desk.now - settings.ordersKeptMs;
    let gone = 0;
    for (const order of this.atWork()) {
      if (gone >= limit) break;
      if (order.closedAt === null || order.closedAt >= ofDay) continue;
      const kept = order.totes.flatMap((id) => totes.get(id) ?? []);
      // What shares a box with another's goods stays until those have left, too.
      if (kept.some((tote) => totes.isShared(tote) && !totes.inBox(tote).every(isOver))) continue;
      for (const tote of kept) totes.retire(tote);
      gone += kept.length;
      if (order.closedAt < ofWork && !untold.has(order.order)) this.#forget(order);
      else if (!this.#lay(order)) continue;
      gone++;
    }
    for (const { order, closedAt } of closed.heads()) {
      if (gone >= limit) break;
      if (closedAt >= ofWork || untold.has(order)) continue;
      this.#forget(closed.wake(order)!.order);
      gone++;
    }
    return gone;
  }

  /** Answers whether nothing is expected of it any more. */
  #lay(order: Order): boolean {
    const { closed, parcels, consignments } = this.#options;
    const ofOrder = parcels.ofOrder(order.order);
    if (order.holds.length > 0 || ofOrder.some(({ state }) => state !== "left")) return false;
    // A house that kept no parcels knew their numbers alone.
    if (!order.parcels.every((sscc) => ofOrder.some((parcel) => parcel.sscc === sscc))) return false;
    const consignment = consignments.get(order.order);
    for (const sscc of order.parcels) this.#parcels.delete(sscc);
    for (const parcel of [...ofOrder]) parcels.lay(parcel);
    if (consignment) consignments.lay(consignment);
    this.lay(order);
    closed.lay({ order, parcels: ofOrder, consignment });
    return true;
  }

  #forget(order: Order): void {
    const { parcels: labelled, numbers, consignments } = this.#options;
    // Nothing came of it, and its number is free.
    if (order.state === "rejected") {
      this.#count(order.state, -1);
      this.remove(order);
      consignments.say(order, {});
      return;
    }
    this.retire(order);
    consignments.forget(order);
    for (const parcel of labelled.ofOrder(order.order)) labelled.retire(parcel);
    const { requestHash, state, parcels } = order;
    numbers.remember({ number: `order/${order.order}`, requestHash, ending: state as NumberEnding });
    for (const sscc of parcels)
      numbers.remember({ number: parcelNumber(sscc), requestHash: sscc, ending: "taken" });
  }

  protected override restored(order: Order): void {
    for (const { row } of order.holds) this.#options.visits.hold(row.location, row.sku);
    for (const sscc of order.parcels) this.#parcels.add(sscc);
    this.#count(order.state, 1);
    this.#noteHolds(order);
    if (order.released && order.holds.length > 0) this.awaiting.add(order);
    if (!isClosed(order.state)) this.#follow(order);
  }

  #count(state: OrderState, by: number): void {
    const count = (this.#counts.get(state) ?? 0) + by;
    if (count > 0) this.#counts.set(state, count);
    else this.#counts.delete(state);
  }

  #noteHolds(order: Order): void {
    if (order.holds.length > 0) {
      this.#holding.add(order);
      return;
    }
    this.#holding.delete(order);
    this.awaiting.delete(order);
  }

  #follow({ order, after }: Order): void {
    for (const id of after) {
      const followers = this.#followers.get(id);
      if (followers) followers.add(order);
      else this.#followers.set(id, new Set([order]));
    }
  }
}

const parcelNumber = (sscc: string): string => `parcel/${sscc}`;
