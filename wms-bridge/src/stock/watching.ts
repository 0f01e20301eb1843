/** Looks at stock for what somebody is to be warned of, a second after it changed and four times a day, and tells each crossing of a level once. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import { dayMs, hourMs } from "@floorplane/contracts/units";
import type { WarningLimits } from "@floorplane/contracts/warnings.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithItems } from "../goods/items.ts";
import { type StockRow, unitsOf } from "./accounts.ts";
import type { WithLots } from "./lots.ts";
import type { WithStock } from "./stock-book.ts";
import type { Warning } from "./warning.kind.ts";
import { type Level, levelNow } from "./warning-levels.ts";
import type { WithWarnings } from "./warnings.ts";

type WatchMeans = WithStock & WithLots & WithItems & WithWarnings & WithConfirmations;

/** SKUs that are looked at in one step; the rest follow a second later. */
const skusPerStep = 300;
const everyMs = 6 * hourMs;

/** All of it, since days went by; at a start too, since nobody knows what was to be looked at. */
export function watchAll({ stock, items, warnings }: WatchMeans, desk: Desk): void {
  for (const { sku } of stock.sheets()) warnings.toLook.add(sku);
  for (const { sku, warnings: own } of items.all()) if (own) warnings.toLook.add(sku as Sku);
  for (const { sku } of warnings.all()) warnings.toLook.add(sku);
  desk.due("warnings-all", desk.now + everyMs, { type: "warnings.all" });
  desk.due("warnings", desk.now + 1_000, { type: "warnings.look" });
}

/** At the end of every step, of goods that moved in it. */
export function watchChanged({ stock, warnings, movements }: WatchMeans, desk: Desk): void {
  const { moved, left } = stock;
  for (const sku of moved) {
    const limits = warnings.limitsOf(sku);
    if (limits.slowDays !== undefined && left.has(sku)) noteMovement(movements, desk, sku, stock);
    if (Object.keys(limits).length > 0 || warnings.find({ kind: "safety-stock", sku, lot: null }))
      warnings.ask(sku);
  }
  moved.clear();
  left.clear();
  if (warnings.takeAsked()) desk.due("warnings", desk.now + 1_000, { type: "warnings.look" });
}

/** To the day: a row for each parcel would say no more. */
function noteMovement(
  movements: WithWarnings["movements"],
  desk: Desk,
  sku: Sku,
  stock: WithStock["stock"],
): void {
  const known = movements.get(sku);
  const [sheet] = stock.sheetsOf(sku);
  if (sheet && (!known || known.at < desk.now - dayMs))
    movements.add({ client: sheet.client, sku, at: desk.now });
}

export function lookForWarnings(means: WatchMeans, desk: Desk): void {
  const { toLook } = means.warnings;
  let left = skusPerStep;
  for (const sku of toLook) {
    if (left-- === 0) {
      desk.due("warnings", desk.now + 1_000, { type: "warnings.look" });
      return;
    }
    toLook.delete(sku);
    if (means.items.get(sku)) lookAt(means, desk, sku);
  }
}

function lookAt(means: WatchMeans, desk: Desk, sku: Sku): void {
  const { stock, warnings } = means;
  const limits = warnings.limitsOf(sku);
  const rows = stock.rowsOf(sku);
  const units = rows.reduce((sum, { available }) => sum + available, 0);
  const own = means.items.need(sku).warnings?.safetyStock !== undefined;
  // What never was here is missed where the item itself says so.
  const isMissed = own || stock.sheetsOf(sku).length > 0;
  tell(means, desk, { kind: "safety-stock", sku, lot: null }, isMissed ? limits.safetyStock : undefined, {
    figure: units,
    units,
    days: null,
  });
  const here = rows.reduce((sum, row) => sum + unitsOf(row), 0);
  const since = here > 0 && limits.slowDays !== undefined ? standingSince(means, desk, sku) : desk.now;
  const still = Math.floor((desk.now - since) / dayMs);
  tell(means, desk, { kind: "slow-moving", sku, lot: null }, here > 0 ? limits.slowDays : undefined, {
    figure: still,
    units: here,
    days: still,
  });
  lookAtLots(means, desk, sku, limits);
}

/** Since a unit of it left, or since it was looked at first. */
function standingSince({ movements, stock }: WatchMeans, desk: Desk, sku: Sku): number {
  const known = movements.get(sku);
  if (known) return known.at;
  movements.add({ client: stock.sheetsOf(sku)[0]!.client, sku, at: desk.now });
  return desk.now;
}

function lookAtLots(means: WatchMeans, desk: Desk, sku: Sku, { expiryDays }: WarningLimits): void {
  const { stock, lots, warnings } = means;
  const here = new Map<Warning["lot"], number>();
  for (const row of stock.rowsOf(sku)) {
    const lot = lots.of(row);
    const units = lot?.expiredAt == null ? unitsForSale(row) : unitsOf(row);
    if (lot && units > 0) here.set(row.lot, (here.get(row.lot) ?? 0) + units);
  }
  for (const { lot } of [...warnings.lotsOf(sku)]) if (!here.has(lot)) here.set(lot, 0);
  for (const [lot, units] of here) {
    const end = lot === null ? Number.POSITIVE_INFINITY : lots.endsAt({ sku, lot });
    const days = Number.isFinite(end) ? Math.ceil((end - desk.now) / dayMs) : 0;
    const figure = { figure: days, units, days };
    tell(means, desk, { kind: "expiry", sku, lot }, units > 0 ? expiryDays : undefined, figure);
  }
}

const unitsForSale = ({ available, allocated, held }: StockRow): number => available + allocated + held;

interface Figure extends Pick<Warning, "units" | "days"> {
  /** What is held against the limit. */
  readonly figure: number;
}

/** `limit` undefined: nobody is warned of it, or it is not here any more. */
function tell(
  { warnings, items, confirmations }: WatchMeans,
  desk: Desk,
  what: Pick<Warning, "kind" | "sku" | "lot">,
  limit: number | undefined,
  { figure, units, days }: Figure,
): void {
  const known = warnings.find(what);
  const was: Level = known?.level ?? "none";
  const level = limit === undefined ? "none" : levelNow(what.kind, figure, limit, was);
  if (level === was) return;
  const { client } = items.need(what.sku);
  const said = limit ?? known!.limit;
  if (level === "none") warnings.remove(known!);
  else warnings.add({ client, ...what, level, since: desk.now, units, limit: said, days });
  const { kind, sku, lot } = what;
  const warning = {
    ...{ kind, level, was, sku: codeOf(sku) },
    ...(lot === null ? {} : { lot }),
    ...{ units, limit: said },
    ...(days === null ? {} : { days }),
  };
  confirmations.tell(desk, `stock/${codeOf(sku)}`, "stock.warning", { warning }, client);
}
