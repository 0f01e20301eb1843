/** The one-way lanes of a planned site: aisles up and down, cross lanes west and east. Together they are strongly connected by construction. */
import type { Drawing } from "./drawing.ts";
import { columnPitchM, crossPitchM, type Row, type SitePlan } from "./plan.ts";

/** Nodes of a cross lane from one column to the next. */
const stepsPerColumn = columnPitchM / crossPitchM;
export const laneSpeedMps = 1.5;

/** Even columns lead north, odd ones south; column 0 and the last close every pair of cross lanes into a loop. */
const leadsNorth = (column: number): boolean => column % 2 === 0;

/** The lane node where a column passes a row: `A03-07`, `Q03-02` (parking) or `X1W-012` (a crossing). */
export function laneNodeId(plan: SitePlan, column: number, row: Row): string {
  if (row.kind === "cross") return crossNodeId(plan, row, column * stepsPerColumn);
  if (row.kind === "parking") return `Q${columnName(plan, column)}-${padded(row.position, 99)}`;
  return `A${columnName(plan, column)}-${padded(row.position, plan.positions)}`;
}

/** A node of a cross lane, counted from the west. */
export const crossNodeId = (plan: SitePlan, row: Row & { kind: "cross" }, step: number): string =>
  `X${row.pair}${row.east ? "E" : "W"}-${padded(step, stepsPerColumn * (plan.columns - 1), 3)}`;

const columnName = (plan: SitePlan, column: number): string => padded(column + 1, plan.columns);

/** Zero-padded as wide as the greatest needs, so that code-unit order is the floor's order. */
export const padded = (n: number, greatest: number, least = 2): string =>
  String(n).padStart(Math.max(least, String(greatest).length), "0");

export function drawLanes(drawing: Drawing, plan: SitePlan): void {
  for (const row of plan.rows) if (row.kind === "cross") drawCrossLane(drawing, plan, row);
  for (let column = 0; column < plan.columns; column++) drawColumn(drawing, plan, column);
}

function drawCrossLane(drawing: Drawing, plan: SitePlan, row: Row & { kind: "cross" }): void {
  const steps = stepsPerColumn * (plan.columns - 1);
  for (let step = 0; step <= steps; step++) {
    const id = crossNodeId(plan, row, step);
    drawing.node({ id, x: plan.columnX(0) + step * crossPitchM, y: row.y });
    if (step === 0) continue;
    const west = crossNodeId(plan, row, step - 1);
    if (row.east) drawing.lane(west, id, laneSpeedMps);
    else drawing.lane(id, west, laneSpeedMps);
  }
}

function drawColumn(drawing: Drawing, plan: SitePlan, column: number): void {
  for (const [i, row] of plan.rows.entries()) {
    const id = laneNodeId(plan, column, row);
    if (row.kind !== "cross") drawing.node({ id, x: plan.columnX(column), y: row.y });
    const south = plan.rows[i - 1];
    if (!south) continue;
    const southId = laneNodeId(plan, column, south);
    if (leadsNorth(column)) drawing.lane(southId, id, laneSpeedMps);
    else drawing.lane(id, southId, laneSpeedMps);
  }
}
