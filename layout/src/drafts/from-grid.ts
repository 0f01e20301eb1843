/** A site's first draft from a grid map of many-robot benchmarks (MovingAI octile, RHCR's Kiva): cells become nodes, neighbours are joined both ways, letters say what a cell is for. */
import { MapId } from "@floorplane/contracts/ids";
import type { StationKind, StationRow, Vehicle } from "@floorplane/contracts/site";
import { toteAmr } from "../generate-site.ts";
import { readKivaMap, readMovingAiMap } from "../grid-files.ts";
import type { GridMap } from "../grid-map.ts";
import type { Lif, LifStation } from "../lif.schema.ts";
import { offered } from "../site/drawing.ts";
import { type Draft, Remarks, roundOff, usualRemarks } from "./draft.ts";
import { plain } from "./names.ts";

const words = {
  cells: ["the map says no lengths: a cell is so wide as --cell says (1 m)", "import it again with your own"],
  vehicle: [
    "is so small that robots pass each other in neighbouring cells, and as fast as a picking robot",
    "write the measures of your vehicle, with load",
  ],
  robots: [
    "are one for each home (r), or none: a map knows none",
    "add a row for each, with manufacturer and serialNumber as in its topics",
  ],
  bin: [
    "are cells e: bins where the map has places to pack (w), else stations for transports",
    "move those that are stations to site.yaml, with their kind",
  ],
  packing: ["are cells w, taken for packing stations", "correct their kind in site.yaml"],
  parking: ["are cells r, taken for parking places", "correct their kind in site.yaml"],
  charging: ["is the first home (r): robots charge there", "move the actions to where your chargers are"],
  "no-place": [
    "are marked in the map: there is nowhere to take loads, to pack, to park or to charge",
    "add stations to layout.lif.json and site.yaml, or mark cells: e (bins), w (packing), r (homes)",
  ],
} as const;

/** What the letters of published maps mean. */
const placeOf: Readonly<Record<string, "bin" | Extract<StationKind, "packing" | "parking">>> = {
  e: "bin",
  w: "packing",
  r: "parking",
};

/** Of a cell: two robots in neighbouring cells do not touch, whichever way they stand. */
const robotPart = 0.55;
const robotMax = 0.9;

export interface GridOptions {
  /** As the file is called. */
  readonly name: string;
  /** Width of a cell, m. */
  readonly cellM: number;
  /** When the file was written, ISO 8601. */
  readonly exportedAt: string;
}

export function draftFromGrid(text: string, { name, cellM, exportedAt }: GridOptions): Draft {
  const remarks = new Remarks<keyof typeof words>(words);
  const mapId = MapId(plain(name));
  const map = /^\d+,\d+\s/.test(text) ? readKivaMap(text, mapId).map : readMovingAiMap(text, mapId);
  const vehicle = robotFor(cellM);
  const { stations, rows, bins, chargers } = placesOf(map, remarks);
  if (stations.length === 0) remarks.add("no-place", "no cells");
  for (const kind of ["cells", "vehicle", "robots"] as const) remarks.add(kind, kind);
  const homes = rows.filter(({ kind }) => kind === "parking" || kind === "charging");
  const parts = roundOff({
    name,
    site: plain(name),
    vehicle,
    robots: homes.map((_, i) => ({ robot: `R${i + 1}`, manufacturer: vehicle.manufacturer })),
    stations: rows,
    bins,
    lif: lifOf(map, { mapId, cellM, exportedAt, stations, chargers, vehicleTypeId: vehicle.type }),
  });
  return { ...parts, remarks: [...remarks.all, ...usualRemarks(parts)] };
}

function robotFor(cellM: number): Vehicle {
  const side = Math.round(100 * Math.min(robotMax, robotPart * cellM)) / 100;
  return { ...toteAmr, type: "grid.robot", lengthM: side, widthM: side };
}

interface GridPlaces {
  readonly stations: readonly LifStation[];
  readonly rows: readonly StationRow[];
  readonly bins: readonly string[];
  /** Nodes. */
  readonly chargers: ReadonlySet<string>;
}

function placesOf(
  { rows: letters, graph, cellOfNode, width }: GridMap,
  remarks: Remarks<keyof typeof words>,
): GridPlaces {
  const stations: LifStation[] = [];
  const rows: StationRow[] = [];
  const bins: string[] = [];
  const chargers = new Set<string>();
  for (const [node, nodeId] of graph.nodeIds.entries()) {
    const cell = cellOfNode[node]!;
    const place = placeOf[letters[Math.floor(cell / width)]![cell % width]!];
    if (place === undefined) continue;
    const isCharger = place === "parking" && chargers.size === 0;
    const kind = isCharger ? "charging" : place;
    stations.push({ stationId: nodeId, interactionNodeIds: [nodeId] });
    remarks.add(kind, nodeId);
    if (isCharger) chargers.add(nodeId);
    if (kind === "bin") bins.push(nodeId);
    else rows.push(kind === "packing" ? { station: nodeId, kind, by: "person" } : { station: nodeId, kind });
  }
  return { stations, rows, bins, chargers };
}

interface LifParts extends Pick<GridPlaces, "stations" | "chargers">, Omit<GridOptions, "name"> {
  readonly mapId: string;
  readonly vehicleTypeId: string;
}

function lifOf(
  { graph }: GridMap,
  { mapId, cellM, exportedAt, stations, chargers, vehicleTypeId }: LifParts,
): Lif {
  const millimetres = (cells: number): number => Math.round(1000 * cells * cellM) / 1000;
  return {
    metaInformation: {
      projectIdentification: mapId,
      creator: "Floorplane, from a grid map",
      exportTimestamp: exportedAt,
      lifVersion: "1.0.0",
    },
    layouts: [
      {
        layoutId: mapId,
        layoutVersion: "1",
        nodes: graph.nodeIds.map((nodeId, node) => ({
          nodeId,
          mapId,
          nodePosition: { x: millimetres(graph.x[node]!), y: millimetres(graph.y[node]!) },
          vehicleTypeNodeProperties: [
            {
              vehicleTypeId,
              ...(chargers.has(nodeId)
                ? { actions: [offered("startCharging"), offered("stopCharging")] }
                : {}),
            },
          ],
        })),
        edges: graph.edgeIds.map((edgeId, edge) => ({
          edgeId,
          startNodeId: graph.nodeIds[graph.edgeFrom[edge]!]!,
          endNodeId: graph.nodeIds[graph.edgeTo[edge]!]!,
          vehicleTypeEdgeProperties: [{ vehicleTypeId, vehicleOrientation: 0, rotationAllowed: false }],
        })),
        stations: [...stations],
      },
    ],
  };
}
