/** Where robots meet people and power: packing, checking and receiving benches along the southern lane, parking and chargers north of it. */
import type { StationRow } from "@floorplane/contracts/site";
import type { Rectangle } from "../geometry.ts";
import { type Drawing, offered } from "./drawing.ts";
import { crossNodeId, laneNodeId, padded } from "./lanes.ts";
import {
  benchDepthM,
  benchSouthM,
  centimetres,
  columnPitchM,
  crossPitchM,
  pocketM,
  type Row,
  type SitePlan,
} from "./plan.ts";
import { pocketSpeedMps } from "./storage.ts";

/** Docks leave the lane between the columns, never on a crossing, so that a robot turning in blocks the fewest others. */
const dockSteps = [1, 3] as const;
const benchWidthM = 3.8;

export interface Bench extends Rectangle {
  readonly station: string;
}

/** Stations spread evenly along the lane, receiving in the west and each check bench after the packing stations it serves. */
export function drawBenches(drawing: Drawing, plan: SitePlan): { stations: StationRow[]; benches: Bench[] } {
  const lane = plan.rows[0];
  if (lane?.kind !== "cross") return { stations: [], benches: [] };
  const stations = benchStations(plan);
  const modules = plan.columns - 1;
  const benches = stations.map(({ station }, i) => {
    const module = Math.floor(((i + 0.5) * modules) / stations.length);
    const docks = dockSteps.map((step, dock) =>
      drawDock(drawing, plan, lane, module * 4 + step, `${station}-${dock + 1}`),
    );
    const middle = plan.columnX(module) + columnPitchM / 2;
    drawing.station({
      stationId: station,
      interactionNodeIds: docks,
      stationHeight: benchDepthM,
      stationPosition: { x: centimetres(middle), y: benchSouthM + benchDepthM / 2, theta: -Math.PI / 2 },
    });
    return {
      station,
      x: centimetres(middle - benchWidthM / 2),
      y: benchSouthM,
      width: benchWidthM,
      height: benchDepthM,
    };
  });
  return { stations, benches };
}

function benchStations({ packing, checks }: SitePlan): StationRow[] {
  const rows: StationRow[] = [{ station: "RECV", kind: "receiving" }];
  let check = 0;
  for (let i = 1; i <= packing; i++) {
    rows.push({ station: `PACK${padded(i, packing)}`, kind: "packing" });
    if (check < checks && (i % 4 === 0 || i === packing))
      rows.push({ station: `CHECK${padded(++check, checks)}`, kind: "check" });
  }
  return rows;
}

function drawDock(
  drawing: Drawing,
  plan: SitePlan,
  lane: Row & { kind: "cross" },
  step: number,
  id: string,
): string {
  const laneNode = crossNodeId(plan, lane, step);
  drawing.node({
    id,
    x: plan.columnX(0) + step * crossPitchM,
    y: lane.y - pocketM,
    theta: -Math.PI / 2,
    actions: [offered("pick"), offered("drop")],
  });
  drawing.pocket(laneNode, id, pocketSpeedMps);
  return id;
}

/** Chargers come evenly among the parking places; all pockets of the band are one or the other. */
export function drawParking(drawing: Drawing, plan: SitePlan): StationRow[] {
  const stations: StationRow[] = [];
  const spots = plan.columns * 2 * plan.rows.filter((row) => row.kind === "parking").length;
  let spot = 0;
  let chargers = 0;
  for (let column = 0; column < plan.columns; column++)
    for (const row of plan.rows)
      if (row.kind === "parking")
        for (const towards of [-1, 1]) {
          const charges = chargers < Math.floor((++spot * plan.chargers) / spots);
          if (charges) chargers++;
          const station = charges
            ? `CHARGE${padded(chargers, plan.chargers)}`
            : `PARK${padded(spot - chargers, spots - plan.chargers)}`;
          const theta = towards < 0 ? Math.PI : 0;
          const x = plan.columnX(column) + towards * pocketM;
          drawing.node({
            id: station,
            x,
            y: row.y,
            theta,
            ...(charges ? { actions: [offered("startCharging"), offered("stopCharging")] } : {}),
          });
          drawing.pocket(laneNodeId(plan, column, row), station, pocketSpeedMps);
          drawing.station({
            stationId: station,
            interactionNodeIds: [station],
            stationPosition: { x: centimetres(x), y: row.y, theta },
          });
          stations.push({ station, kind: charges ? "charging" : "parking" });
        }
  return stations;
}
