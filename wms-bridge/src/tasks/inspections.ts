/**
 * The way out of frozen: whatever came back, was set aside or lies where it does not belong is looked at by a person, who says what it is fit for and brings
 * what is good to a place that has room. One task for a SKU at a place, and one for each return; bins that wait for a count are counted first.
 */
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import {
  correctReturned,
  type DecidingMeans,
  gradeReturned,
  reasonOf,
  settleReturn,
  unitsWaiting,
} from "../returns/deciding.ts";
import type { Return, WithReturns } from "../returns/returns.ts";
import type { StockRow } from "../stock/accounts.ts";
import { type Difference, tellAdjusted } from "../stock/differences.ts";
import { decide, type Graded, tellDecided } from "../stock/dispositions.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithVisits } from "../stock/visits.ts";
import { closeTask, openTask, showTask, type TaskMeans } from "./asking.ts";
import { claimedOn, unclaimedAt } from "./claims.ts";
import { askToDestroy } from "./destroying.ts";
import { homeOf } from "./homes.ts";
import { askForLabels } from "./relabelling.ts";
import type { Task } from "./task.ts";

type InspectionMeans = TaskMeans & WithVisits & WithReturns;

/** Rows whose frozen units changed since the last step, and those that had to wait. */
export function openInspections(means: InspectionMeans, desk: Desk): void {
  const { stock, tasks, counts, places, visits } = means;
  const { toInspect } = stock;
  for (const row of toInspect) {
    const { location, sku } = row;
    for (const { one } of means.returns.waitingAt(row)) lookAtReturn(means, desk, one, row);
    const open = tasks.inspectionAt(location, sku);
    const lot = open ? open.lot : isKeptByLot(means, row) ? row.lot : null;
    const frozen = unclaimedAt(means, { location, sku, lot });
    if (open) adapt(means, desk, open, frozen);
    else if (frozen > 0) {
      if (counts.get(location) || (places.isStorage(location) && visits.isBusy(location))) continue;
      ask(means, desk, { location, sku, lot }, frozen);
    }
    toInspect.delete(row);
  }
}

/** Its goods are looked at as its own, so that its client hears what became of them. */
function lookAtReturn(
  means: InspectionMeans,
  desk: Desk,
  one: Return,
  { location, sku, lot }: StockRow,
): void {
  const goods = { sku, lot };
  const units = unitsWaiting(one, goods);
  const open = means.tasks.inspectionOf(one.client, one.return, sku, lot);
  if (open) adapt(means, desk, open, units);
  else {
    const of = { return: one.return, client: one.client, why: reasonOf(one, goods) };
    ask(means, desk, { location, sku, lot, ...of }, units);
  }
}

const isKeptByLot = ({ items }: TaskMeans, { sku }: StockRow): boolean => items.need(sku).lotKept === true;

type Inspected = Pick<StockRow, "location" | "sku"> & Pick<Task, "lot">;

function ask(
  means: TaskMeans,
  desk: Desk,
  goods: Inspected & Partial<Pick<Task, "return" | "client" | "why">>,
  frozen: number,
): void {
  const home = homeOf(means, goods, frozen);
  const quantity = home ? Math.min(frozen, home.units) : frozen;
  const to = home?.location ?? null;
  const book = [{ sku: goods.sku, units: frozen }];
  openTask(means, desk, { kind: "inspect", ...goods, quantity, to, book });
}

/**
 * Somebody decided elsewhere: fewer are left to look at. What came to the same place meanwhile waits for a next inspection, since whoever is there now saw the
 * number that was asked for, and may say that nothing else is there.
 */
function adapt(means: TaskMeans, desk: Desk, task: Task, frozen: number): void {
  const asked = task.book?.[0]?.units ?? task.quantity!;
  // As many as waited at once: what is decided of since is the difference.
  if (task.book === null || frozen > asked)
    means.tasks.compareWith(task, [{ sku: task.sku!, units: Math.max(asked, frozen) }]);
  if (frozen >= task.quantity!) return;
  if (frozen === 0) {
    closeTask(means, desk, task);
    lookAtOthers(means, task);
    return;
  }
  means.tasks.reduce(task, frozen);
  showTask(means, desk, task);
}

/** Somebody decided about all of a return's goods without its task. */
export function closeInspectionOf(means: TaskMeans, desk: Desk, one: Return, { sku, lot }: StockRow): void {
  const open = means.tasks.inspectionOf(one.client, one.return, sku, lot);
  if (open) adapt(means, desk, open, unitsWaiting(one, { sku, lot }));
}

/** What a person saw. */
interface Seen {
  readonly graded: readonly Graded[];
  /** He looked at all that there is. */
  readonly complete: boolean;
  /** Serial numbers of units that are fit for this. */
  readonly piecesOf: (verdict: Graded) => readonly string[];
}

/** What a person saw is the truth: more than the book had is found, and what a complete answer lacks is gone. */
export function inspected(
  means: TaskMeans & DecidingMeans & WithVisits & WithHandling,
  desk: Desk,
  task: Task,
  { graded, complete, piecesOf }: Seen,
): void {
  const { location, sku, lot, to, quantity } = task;
  if (!location || !sku || !quantity) return;
  const goods = { location, sku, lot };
  const { stock, handling } = means;
  const row = stock.rowsAt(location).find((one) => one.sku === sku && (lot === null || one.lot === lot));
  if (!row) return;
  const one = task.return === null ? undefined : means.returns.get(task.return, task.client);
  const ofReturn = one && { one, goods: { sku, lot: row.lot } };
  const waiting = (): number =>
    ofReturn ? unitsWaiting(ofReturn.one, ofReturn.goods) : unclaimedAt(means, goods);
  const spared = ofReturn ? {} : { spared: (each: StockRow) => claimedOn(means, each) };
  const seen = graded.reduce((sum, { units }) => sum + units, 0);
  const differences: Difference[] = [];
  const more = seen - waiting();
  if (more > 0) {
    stock.move(stock.outside(row, "adjusted"), { holder: row, name: "frozen" }, more);
    if (ofReturn) correctReturned(means, ofReturn.one, ofReturn.goods, more);
    differences.push({ sku, units: more });
  }
  for (const verdict of graded) {
    const { to: state, units, grade, relabel } = verdict;
    if (units === 0) continue;
    handling.pieces(sku, piecesOf(verdict));
    if (ofReturn) gradeReturned(means, ofReturn.one, ofReturn.goods, { to: destined(state), grade, units });
    if (relabel) askForLabels(means, desk, { ...task, location, sku }, units);
    else decide(means, { ...goods, from: "frozen", to: destined(state), units, place: to, grade, ...spared });
    if (state === "destroyed") askToDestroy(means, desk, { ...task, location, sku }, units);
  }
  const gone = complete ? Math.min(waiting(), Math.max(0, quantity - seen)) : 0;
  if (gone > 0) {
    takeGone(means, goods, gone, spared.spared);
    if (ofReturn) correctReturned(means, ofReturn.one, ofReturn.goods, -gone);
    differences.push({ sku, units: -gone });
  }
  lookAtOthers(means, task);
  const cause = { kind: "inspected", location, ...(task.return ? { return: task.return } : {}) } as const;
  tellAdjusted(means, desk, `inspection/${task.task}`, cause, differences);
  tellDecided(
    means,
    desk,
    { client: task.client, subject: `inspection/${task.task}` },
    cause,
    graded
      .filter(({ relabel }) => !relabel)
      .map(({ to: state, units, grade }) => ({ sku, to: destined(state), units, grade })),
  );
  if (ofReturn) settleReturn(means, desk, ofReturn.one);
}

/** Nothing is destroyed by one: until a second has signed for it, it is kept for destruction. */
const destined = (to: Graded["to"]): Graded["to"] => (to === "destroyed" ? "condemned" : to);

/** What came to the same place meanwhile, and other lots there. */
function lookAtOthers({ stock }: WithStock, { location, sku }: Task): void {
  for (const row of stock.rowsAt(location!)) if (row.sku === sku) stock.toInspect.add(row);
}

function takeGone(
  { stock }: WithStock,
  { location, sku, lot }: Inspected,
  units: number,
  spared: (row: StockRow) => number = () => 0,
): void {
  let left = units;
  for (const row of stock.rowsAt(location)) {
    if (row.sku !== sku || (lot !== null && row.lot !== lot)) continue;
    const part = Math.max(0, Math.min(left, row.frozen - spared(row)));
    stock.move({ holder: row, name: "frozen" }, stock.outside(row, "adjusted"), part);
    left -= part;
  }
}
