/** A decision that somebody told of goods at a place, and whose they were: a return that is named, else what nobody speaks for, else the returns that have waited longest, else what waits for labels. */
import type { Desk } from "@floorplane/runtime/room";
import { type DecidingMeans, gradeReturned, settleReturn } from "../returns/deciding.ts";
import { type Return, waitingOf } from "../returns/returns.ts";
import type { StockRow } from "../stock/accounts.ts";
import { type Decision, decide } from "../stock/dispositions.ts";
import type { TaskMeans } from "../tasks/asking.ts";
import { claimedOn, unclaimedAt } from "../tasks/claims.ts";
import { closeInspectionOf } from "../tasks/inspections.ts";
import { fewerToLabel } from "../tasks/relabelling.ts";

type DecideMeans = TaskMeans & DecidingMeans;

export function decideFor(
  means: DecideMeans,
  desk: Desk,
  decision: Decision,
  named: Return | undefined,
): void {
  const { location, sku, lot, from } = decision;
  if (from !== "frozen") {
    decide(means, decision);
    return;
  }
  let left = decision.units;
  const spared = (row: StockRow): number => claimedOn(means, row);
  const free = named ? 0 : Math.min(left, unclaimedAt(means, { location, sku, lot }));
  if (free > 0) decide(means, { ...decision, units: free, spared });
  left -= free;
  const rows = means.stock
    .rowsAt(location)
    .filter((row) => row.sku === sku && (lot === null || row.lot === lot));
  for (const row of rows)
    for (const { one, line } of means.returns.waitingAt(row)) {
      const units = named && one !== named ? 0 : Math.min(left, waitingOf(line));
      if (units === 0) continue;
      gradeReturned(means, one, row, { to: decision.to, grade: decision.grade, units });
      decide(means, { ...decision, lot: row.lot, units });
      left -= units;
      closeInspectionOf(means, desk, one, row);
      settleReturn(means, desk, one);
    }
  for (const row of rows) {
    const units = Math.min(left, means.tasks.unitsToLabel(location, sku, row.lot));
    if (units === 0) continue;
    fewerToLabel(means, desk, row, units);
    decide(means, { ...decision, lot: row.lot, units });
    left -= units;
  }
  // The rest is on hold, of which this decides too where it is not sold.
  if (left > 0) decide(means, { ...decision, units: left, spared: (row) => row.frozen });
}
