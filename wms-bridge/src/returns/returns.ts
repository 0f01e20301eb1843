/**
 * All returns, from their announcement to a month after they were decided. Goods of a return stand frozen at a bench beside others of their kind: how many of those are this return's, and wait for
 * somebody to look, follows from its lines.
 */
import { Bug } from "@floorplane/contracts/errors";
import type { ClientId, LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import type { Disposition, Grade } from "@floorplane/contracts/states";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type KeptReturn, type Return, type ReturnLine, returnKind } from "./return.kind.ts";
import { type ReturnEvent, returnChart } from "./return.machine.ts";

export type { Return, ReturnLine } from "./return.kind.ts";

export interface WithReturns {
  readonly returns: Returns;
}

/** Where units of a return may stand. */
export interface ReturnedAt {
  readonly location: LocationId;
  readonly sku: Sku;
  readonly lot: LotId;
}

/** What some units of a line turned out to be. */
export interface LineGrade {
  readonly to: Disposition;
  readonly grade: Grade | null;
  readonly units: number;
}

/** Units of a line that nobody has decided about. */
export const waitingOf = ({ received, gone, graded }: ReturnLine): number =>
  received - gone - graded.reduce((sum, { units }) => sum + units, 0);

export interface ReturnsOptions {
  readonly client: ClientId;
  /** So long after it ended, or after it was expected and did not come, ms. */
  readonly keptMs: number;
}

export class Returns extends Shelf<string, Return, KeptReturn> {
  /** Those that stand somewhere and are not decided, by SKU. */
  readonly #waiting = new Map<Sku, Set<Return>>();
  /** Those that are announced and did not come, by SKU. */
  readonly #announced = new Map<Sku, Set<Return>>();

  constructor(stores: Stores, { client, keptMs }: ReturnsOptions) {
    super(stores, {
      kind: returnKind,
      id: (one) => one.return,
      owner: { own: client, ids: "client" },
      body: (one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, graded: [...line.graded] })) }),
      read: (kept) => ({ ...kept }),
      isOver: (one, now) => (endOf(one) ?? Number.POSITIVE_INFINITY) < now - keptMs,
    });
  }

  override add(one: Return): Return {
    this.#list(one);
    return super.add(one);
  }

  override remove(one: Return): void {
    this.#awaitNoMore(one);
    super.remove(one);
  }

  /** Units that are announced of what this house shipped, and did not come; of one lot, where one is named. */
  unitsAnnounced(sku: Sku, lot?: LotId): number {
    let units = 0;
    for (const { lines } of this.#announced.get(sku) ?? [])
      for (const line of lines)
        if (line.sku === sku && (lot === undefined || line.lot === lot)) units += line.announced;
    return units;
  }

  /** What came of it, and where it stands. */
  came(
    one: Return,
    at: { readonly location: LocationId; readonly now: number },
    lines: readonly ReturnLine[],
  ): void {
    this.#become(one, "goods.came");
    this.#awaitNoMore(one);
    Object.assign(this.write(one), { location: at.location, receivedAt: at.now, lines });
    this.#list(one);
  }

  withdraw(one: Return, now: number): void {
    this.#become(one, "return.withdrawn");
    this.write(one).decidedAt = now;
    this.#awaitNoMore(one);
  }

  /** Those of which units wait there, the oldest first, with the lines in question. */
  waitingAt({ location, sku, lot }: ReturnedAt): { readonly one: Return; readonly line: ReturnLine }[] {
    const waiting = [...(this.#waiting.get(sku) ?? [])].filter((one) => one.location === location);
    waiting.sort((a, b) => a.receivedAt! - b.receivedAt! || (a.return < b.return ? -1 : 1));
    return waiting.flatMap((one) =>
      one.lines
        .filter((line) => line.sku === sku && line.lot === lot && waitingOf(line) > 0)
        .map((line) => ({ one, line })),
    );
  }

  unitsWaitingAt(at: ReturnedAt): number {
    return this.waitingAt(at).reduce((sum, { line }) => sum + waitingOf(line), 0);
  }

  /** Somebody found more units of a line than were said to have come. */
  foundMore(one: Return, line: ReturnLine, units: number): ReturnLine {
    return this.#lineBecomes(one, line, { received: line.received + units });
  }

  notFound(one: Return, line: ReturnLine, units: number): ReturnLine {
    return this.#lineBecomes(one, line, { gone: line.gone + units });
  }

  grade(one: Return, line: ReturnLine, { to, grade, units }: LineGrade): ReturnLine {
    const isSame = (each: LineGrade): boolean => each.to === to && each.grade === grade;
    const before = line.graded.find(isSame);
    const graded = before
      ? line.graded.map((each) => (isSame(each) ? { ...each, units: each.units + units } : each))
      : [...line.graded, { to, grade, units }];
    return this.#lineBecomes(one, line, { graded });
  }

  /** Units that were to be destroyed are: their line says so. */
  destroyed(one: Return, sku: Sku, lot: LotId | null, units: number): void {
    let left = units;
    for (const line of one.lines.filter((each) => each.sku === sku && (lot === null || each.lot === lot))) {
      const graded: LineGrade[] = [];
      for (const each of line.graded) {
        const part = each.to === "condemned" ? Math.min(left, each.units) : 0;
        left -= part;
        if (each.units > part) graded.push({ ...each, units: each.units - part });
        if (part > 0) graded.push({ to: "destroyed", grade: each.grade, units: part });
      }
      this.#lineBecomes(one, line, { graded });
    }
  }

  /** Nothing of it waits any more. */
  decided(one: Return, now: number): void {
    this.#become(one, "goods.graded");
    this.write(one).decidedAt = now;
    for (const { sku } of one.lines) {
      const waiting = this.#waiting.get(sku);
      if (waiting?.delete(one) && waiting.size === 0) this.#waiting.delete(sku);
    }
  }

  overdue(one: Return): void {
    this.write(one).isOverdue = true;
  }

  protected override restored(one: Return): void {
    this.#list(one);
  }

  #lineBecomes(one: Return, line: ReturnLine, what: Partial<ReturnLine>): ReturnLine {
    const now = { ...line, ...what };
    if (waitingOf(now) < 0)
      throw new Bug(`return ${one.return} would wait for ${waitingOf(now)} units of ${line.sku}`);
    this.write(one).lines = one.lines.map((each) => (each === line ? now : each));
    return now;
  }

  #become(one: Return, event: ReturnEvent): void {
    const next = returnChart.next(one.state, event);
    if (!next) throw new Bug(`return ${one.return} is ${one.state} and cannot follow ${event}`);
    this.write(one).state = next;
  }

  #list(one: Return): void {
    const isAwaited = one.state === "announced" && !one.shippedBefore;
    if (one.state !== "received" && !isAwaited) return;
    const bySku = isAwaited ? this.#announced : this.#waiting;
    for (const { sku } of one.lines) {
      const known = bySku.get(sku);
      if (known) known.add(one);
      else bySku.set(sku, new Set([one]));
    }
  }

  #awaitNoMore(one: Return): void {
    for (const { sku } of one.lines) {
      const awaited = this.#announced.get(sku);
      if (awaited?.delete(one) && awaited.size === 0) this.#announced.delete(sku);
    }
  }
}

/** Undefined while it goes on; what was announced and never came is over when it was expected. */
const endOf = ({ state, decidedAt, expectedAt }: Return): number | undefined =>
  state === "announced" ? (expectedAt ?? undefined) : (decidedAt ?? undefined);
