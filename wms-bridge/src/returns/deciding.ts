/** What was decided about goods of a return is written down with it; once all of it was looked at, its client hears what became of it. Who takes longer than a day is told so. */
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import type { Disposition, Grade } from "@floorplane/contracts/states";
import { hourMs, secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithSite } from "../keeping/traits.ts";
import { type Return, type ReturnLine, type WithReturns, waitingOf } from "./returns.ts";

export interface ReturnDue {
  readonly type: "return.overdue";
  readonly client: ClientId;
  readonly return: string;
}

export type DecidingMeans = WithReturns & WithConfirmations & WithSettings & WithSite;

/** One kind of goods of a return. */
export interface OfReturn {
  readonly sku: Sku;
  readonly lot: LotId;
}

interface Decided {
  readonly to: Disposition;
  readonly grade?: Grade | undefined;
  readonly units: number;
}

const linesOf = (one: Return, { sku, lot }: OfReturn): readonly ReturnLine[] =>
  one.lines.filter((line) => line.sku === sku && line.lot === lot);

/** Units of it that wait for somebody to look. */
export const unitsWaiting = (one: Return, goods: OfReturn): number =>
  linesOf(one, goods).reduce((sum, line) => sum + waitingOf(line), 0);

/** Why the customer sent these back; the first that says so. */
export const reasonOf = (one: Return, goods: OfReturn): string | null =>
  linesOf(one, goods).find(({ reason }) => reason !== null)?.reason ?? null;

/** The units wait there: who calls this asked before. Its lines take them in turn. */
export function gradeReturned(
  { returns }: WithReturns,
  one: Return,
  goods: OfReturn,
  decided: Decided,
): void {
  const { to, grade = null } = decided;
  let left = decided.units;
  for (const line of linesOf(one, goods)) {
    const units = Math.min(left, waitingOf(line));
    if (units === 0) continue;
    returns.grade(one, line, { to, grade, units });
    left -= units;
  }
}

/** More of it was there than was said to have come, or fewer. */
export function correctReturned({ returns }: WithReturns, one: Return, goods: OfReturn, units: number): void {
  if (units > 0) {
    const [line] = linesOf(one, goods);
    if (line) returns.foundMore(one, line, units);
    return;
  }
  let left = -units;
  for (const line of linesOf(one, goods)) {
    const part = Math.min(left, waitingOf(line));
    if (part > 0) returns.notFound(one, line, part);
    left -= part;
  }
}

const dueId = ({ client, return: number }: Return): string => `return-overdue/${client}/${number}`;

/** Its goods stand here from now on. */
export function watchReturn({ settings }: WithSettings, desk: Desk, one: Return): void {
  const due: ReturnDue = { type: "return.overdue", client: one.client, return: one.return };
  desk.due(dueId(one), one.receivedAt! + settings.returnDwellMsMax, due);
}

/** What people call it where several clients' returns stand. */
const nameOf = ({ client: own }: WithSite, { client, return: number }: Return): string =>
  client === own ? number : `${client}/${number}`;

/** Nobody has decided in time about all of it. */
export function returnOverdue(means: DecidingMeans, desk: Desk, one: Return): void {
  if (one.state !== "received" || one.isOverdue) return;
  means.returns.overdue(one);
  const waiting = one.lines.filter((line) => waitingOf(line) > 0);
  const units = waiting.reduce((sum, line) => sum + waitingOf(line), 0);
  const hours = Math.round((desk.now - one.receivedAt!) / hourMs);
  raiseAlarm(desk, "return.overdue", nameOf(means, one), { return: nameOf(means, one), units, hours });
  const lines = waiting.map((line) => ({ ...said(line), quantity: waitingOf(line) }));
  const data = { ...named(one), lines };
  means.confirmations.tell(desk, `return/${one.return}`, "return.overdue", data, one.client);
}

/** After each decision about its goods. */
export function settleReturn(means: DecidingMeans, desk: Desk, one: Return): void {
  if (one.state !== "received" || one.lines.some((line) => waitingOf(line) > 0)) return;
  means.returns.decided(one, desk.now);
  desk.cancelDue(dueId(one));
  if (one.isOverdue) clearAlarm(desk, "return.overdue", nameOf(means, one));
  const lines = one.lines.flatMap((line) =>
    line.graded.map(({ to, grade, units }) => ({
      ...said(line),
      quantity: units,
      state: to,
      ...(grade === null ? {} : { grade }),
    })),
  );
  const dwellS = Math.round((desk.now - one.receivedAt!) / secondMs);
  const data = { ...named(one), lines, dwellS };
  means.confirmations.tell(desk, `return/${one.return}`, "return.graded", data, one.client);
}

/** By its number, and the order that its goods were sold with where its client said so. */
const named = ({ return: number, order }: Return): { return: string; order?: string } => ({
  return: number,
  ...(order === null ? {} : { order }),
});

const said = ({ sku, reason }: ReturnLine): { sku: Sku; reason?: string } => ({
  sku,
  ...(reason === null ? {} : { reason }),
});
