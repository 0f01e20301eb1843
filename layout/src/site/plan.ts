/**
 * The site's measures, before anything is drawn. One grid of one-way lanes: columns (aisles, alternately north and south) every 5 m, crossed by pairs of
 * lanes (west below, east above) at both ends of every storage block, with parking between storage and packing. Robots leave a lane to stand, so that lanes flow.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { positionsToM } from "@floorplane/contracts/positions";

/** Along an aisle: one pick column each. A robot's turning circle is 1.14 m across. */
export const pitchM = 1.2;
/** Lane to the middle of a pocket beside it. */
export const pocketM = 1.2;
/** Between cross lanes, and along them: four to a column pitch. */
export const crossPitchM = 1.25;
/** Aisle to aisle: two pockets, two clearances, two racks and a flue of 0.1 m. */
export const columnPitchM = 5;
/** Middle of a pocket to the rack: the turning circle's 0.57 m and 0.08 m to spare. */
export const clearanceM = 0.65;
export const rackDepthM = 0.6;
/** Positions between two cross-aisles: beyond this a missed place costs too long a way round. */
export const blockPositionsMax = 25;
/** Pick faces at one pocket, one above another, then reserve. Heights of the levels, m. */
export const faceHeightsM = [0.3, 0.8, 1.3, 1.8] as const;
export const reserveHeightsM = [2.3, 2.8] as const;
/** Faces at one position of an aisle: both sides. */
const facesPerPosition = 2 * faceHeightsM.length;

/** Benches stand this far from the south wall: people work behind them. */
export const benchSouthM = 3;
export const benchDepthM = 0.8;
/** First column from the west wall: clearance, rack and half a metre of service gap. */
const westM = 3;

const robotsPerPackingStation = 10;
const robotsPerCharger = 4;
const packingPerCheck = 4;

/** No larger site is drawn: 100,000 faces are 250 m a side. */
export const facesMax = 100_000;
const robotsMax = 2_000;
const packingMax = 400;

export interface SiteNumbers {
  readonly siteId: string;
  /** Pick faces wanted; the site has at least so many. */
  readonly faces: number;
  readonly robots: number;
  /** One per ten robots where absent, at most as many as stand along a wall that screens can show. */
  readonly packingStations?: number;
}

export type Row =
  | { readonly kind: "cross"; readonly y: number; readonly pair: number; readonly east: boolean }
  | { readonly kind: "parking"; readonly y: number; readonly position: number }
  | { readonly kind: "storage"; readonly y: number; readonly position: number; readonly block: number };

export interface SitePlan {
  readonly columns: number;
  /** Storage positions of an aisle. */
  readonly positions: number;
  /** From south to north. */
  readonly rows: readonly Row[];
  readonly width: number;
  readonly height: number;
  readonly packing: number;
  readonly checks: number;
  readonly chargers: number;
  readonly parking: number;
  columnX(column: number): number;
}

export function planSite(numbers: SiteNumbers): SitePlan {
  wholeNumber(numbers.faces, "faces", 1, facesMax);
  wholeNumber(numbers.robots, "robots", 0, robotsMax);
  const packing = numbers.packingStations ?? packingFor(numbers.robots);
  wholeNumber(packing, "packingStations", 1, packingMax);
  const checks = Math.ceil(packing / packingPerCheck);
  // A floor without a robot has room for the first.
  const parking = Math.max(1, numbers.robots);
  const chargers = Math.ceil(parking / robotsPerCharger);
  const columnsMin = columnsFor(packing + checks);
  let best: SitePlan | undefined;
  for (let columns = columnsMin; ; columns += 2) {
    const plan = planWith(columns, numbers.faces, { packing, checks, chargers, parking });
    if (best && outOfSquare(best) <= outOfSquare(plan)) return best;
    best = plan;
  }
}

/** Benches stand side by side along one wall: past a certain length the last would be off the map. */
function packingFor(robots: number): number {
  let packing = Math.max(1, Math.ceil(robots / robotsPerPackingStation));
  while (widthOf(columnsFor(packing + Math.ceil(packing / packingPerCheck))) > positionsToM) packing--;
  return packing;
}

/** One station, receiving among them, stands between each two columns; an even number of columns closes every loop. */
const columnsFor = (packingAndChecks: number): number => Math.max(2, evenFrom(packingAndChecks + 2));

const widthOf = (columns: number): number => 2 * westM + columnPitchM * (columns - 1);

type Counts = Pick<SitePlan, "packing" | "checks" | "chargers" | "parking">;

function planWith(columns: number, faces: number, counts: Counts): SitePlan {
  const positions = Math.ceil(faces / (facesPerPosition * columns));
  const parkingPositions = Math.ceil((counts.parking + counts.chargers) / (2 * columns));
  const rows = rowsOf(positions, parkingPositions);
  return {
    ...counts,
    columns,
    positions,
    rows,
    width: widthOf(columns),
    height: rows.at(-1)!.y + crossPitchM,
    columnX: (column) => westM + columnPitchM * column,
  };
}

/** Every column passes the same rows from south to north: packing's pair of lanes, parking, a pair, then storage blocks with a pair after each. */
function rowsOf(positions: number, parkingPositions: number): Row[] {
  const rows: Row[] = [];
  let y = benchSouthM + benchDepthM + clearanceM + pocketM;
  let pairs = 0;
  const crossPair = () => {
    rows.push({ kind: "cross", y, pair: pairs, east: false });
    rows.push({ kind: "cross", y: y + crossPitchM, pair: pairs, east: true });
    y += 2 * crossPitchM;
    pairs++;
  };
  crossPair();
  for (let position = 1; position <= parkingPositions; position++, y += pitchM)
    rows.push({ kind: "parking", y, position });
  y += crossPitchM - pitchM;
  crossPair();
  const blocks = Math.ceil(positions / blockPositionsMax);
  for (let block = 1, position = 1; block <= blocks; block++) {
    const last = Math.round((positions * block) / blocks);
    for (; position <= last; position++, y += pitchM) rows.push({ kind: "storage", y, position, block });
    y += crossPitchM - pitchM;
    crossPair();
  }
  return rows.map((row) => ({ ...row, y: centimetres(row.y) }));
}

const outOfSquare = (plan: SitePlan): number => Math.abs(plan.width - plan.height);
const evenFrom = (n: number): number => n + (n % 2);
export const centimetres = (metres: number): number => Math.round(metres * 100) / 100;

function wholeNumber(value: number, option: string, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new FloorplaneError({
      code: "bad-option",
      message: `${option} is ${value}; a site can be drawn for a whole number from ${least} to ${most}`,
      field: option,
    });
}
