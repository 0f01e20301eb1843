/** What people do with goods when they pick: units go from a bin into the tote of a robot, or into one that they carry, which they bring to a station. Done once, however often it is told. */
import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { Shelves } from "../goods/shelves.ts";

type Found = TaskOutcome["found"];

/** To reach into a bin and back, and a scan of its label, ms. */
export const reachMs = 6_000;

export interface Ways {
  /** Metres from one place to another, as people walk. */
  readonly metres: (from: string, to: string) => number;
  readonly walkMps: number;
}

/** The nearest of those that wait, the one that was asked for first where two are as near; undefined: nobody knows where that person is. */
export function nearestPick(
  waiting: readonly TaskMessage[],
  from: string | undefined,
  { metres }: Ways,
): TaskMessage | undefined {
  const picks = waiting.filter(({ kind }) => kind === "pick");
  if (from === undefined) return picks[0];
  let best: TaskMessage | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const task of picks) {
    const way = metres(from, task.location ?? from);
    if (way >= least) continue;
    best = task;
    least = way;
  }
  return best;
}

/** Takes what is there. A tote of one's own is taken from the stack with the first unit that goes into it. */
export function pickUnits(
  shelves: Shelves,
  { location, sku, lot, quantity = 0, tote, from }: TaskMessage,
): Found {
  if (!location || !sku || !tote) return [];
  if (from !== undefined) {
    if (shelves.looked({ tote: from }, sku) > 0 && !shelves.totes().includes(tote)) shelves.openTote(tote);
    return [{ sku, quantity: shelves.deal(from, sku, quantity, tote) }];
  }
  if ((shelves.bin(location).get(sku) ?? 0) > 0 && !shelves.totes().includes(tote)) shelves.openTote(tote);
  const taken = shelves.take({ location, sku, lot, quantity, tote }).quantity;
  return [{ sku, quantity: taken }];
}

/** What a barcode of goods says, and what one weighs. */
export interface GoodsInHand {
  readonly gtin?: string | undefined;
  readonly kilograms: number;
}

/** On a floor that asks for evidence each unit is scanned, and the scale is read. */
export function evidenceOf(
  found: Found,
  goods: (sku: string) => GoodsInHand | undefined,
): Pick<TaskOutcome, "found" | "grams"> {
  let kilograms = 0;
  const scans = found.flatMap(({ sku, quantity }): Found => {
    const known = goods(sku);
    kilograms += quantity * (known?.kilograms ?? 0);
    const code = known?.gtin;
    if (code === undefined) return [{ sku, quantity }];
    return Array.from({ length: quantity }, () => ({ sku: code, quantity: 1 }));
  });
  return { found: scans, grams: Math.round(kilograms * 1_000) };
}
