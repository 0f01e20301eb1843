/** Racks and the pockets where robots pick: a pocket serves one column of places, four pick faces and two of reserve above. */
import type { LocationRow } from "@floorplane/contracts/site";
import type { Rectangle } from "../geometry.ts";
import { type Drawing, offered } from "./drawing.ts";
import { laneNodeId } from "./lanes.ts";
import {
  centimetres,
  clearanceM,
  faceHeightsM,
  pitchM,
  pocketM,
  type Row,
  rackDepthM,
  reserveHeightsM,
  type SitePlan,
} from "./plan.ts";

export const pocketSpeedMps = 1;
/** A face is 1.2 x 0.6 x 0.5 m: what a hand can still reach into and a shelf carries. */
const faceRoom = { litres: 250, kilograms: 150 } as const;
const reserveRoom = { litres: 300, kilograms: 300 } as const;

/** West of the aisle and east of it, whichever way the aisle leads. */
const sides = [
  { name: "L", towards: -1, theta: Math.PI },
  { name: "R", towards: 1, theta: 0 },
] as const;

export type StorageRow = Row & { kind: "storage" };

export function drawStorage(
  drawing: Drawing,
  plan: SitePlan,
  zoneAt: (x: number, y: number) => string,
): LocationRow[] {
  const locations: LocationRow[] = [];
  for (let column = 0; column < plan.columns; column++)
    for (const row of plan.rows)
      if (row.kind === "storage")
        for (const side of sides) {
          const lane = laneNodeId(plan, column, row);
          const pocket = `${lane}${side.name}`;
          const x = plan.columnX(column) + side.towards * pocketM;
          drawing.node({ id: pocket, x, y: row.y, theta: side.theta, actions: [offered("pickItems")] });
          drawing.pocket(lane, pocket, pocketSpeedMps);
          const shelfX = centimetres(x + side.towards * (clearanceM + rackDepthM / 2));
          for (const [level, height] of [...faceHeightsM, ...reserveHeightsM].entries()) {
            const location = `${pocket}-${level + 1}`;
            const face = level < faceHeightsM.length;
            drawing.station({
              stationId: location,
              interactionNodeIds: [pocket],
              stationHeight: height,
              stationPosition: { x: shelfX, y: row.y, theta: side.theta },
            });
            const room = face ? faceRoom : reserveRoom;
            locations.push({
              location,
              kind: face ? "face" : "reserve",
              ...room,
              zone: zoneAt(shelfX, row.y),
            });
          }
        }
  return locations;
}

/** Solid shelving on both sides of every aisle, one rectangle a block. */
export function racksOf(plan: SitePlan): Rectangle[] {
  const spans = new Map<number, { south: number; north: number }>();
  for (const row of plan.rows)
    if (row.kind === "storage") {
      const span = spans.get(row.block);
      spans.set(row.block, { south: span?.south ?? row.y - pitchM / 2, north: row.y + pitchM / 2 });
    }
  const racks: Rectangle[] = [];
  for (let column = 0; column < plan.columns; column++)
    for (const { south, north } of spans.values())
      for (const { towards } of sides) {
        const near = plan.columnX(column) + towards * (pocketM + clearanceM);
        racks.push({
          x: centimetres(towards < 0 ? near - rackDepthM : near),
          y: centimetres(south),
          width: rackDepthM,
          height: centimetres(north - south),
        });
      }
  return racks;
}
