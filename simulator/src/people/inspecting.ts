/**
 * A person who looks at goods that stand frozen: what is good goes home, or stays until it has a fresh label; the rest stays where it is. What is fit for nothing is carried off once two people have signed
 * for it.
 */
import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { Disposition } from "@floorplane/contracts/states";
import type { Random } from "@floorplane/runtime/random";
import type { LookedAt, Shelves } from "../goods/shelves.ts";
import type { Mishaps } from "../mishaps/mishaps.ts";

type Found = TaskOutcome["found"];

/** Of what customers send back: one unit in ten is worn, one in fifty is fit for nothing. What never left the building is good. */
const wornShare = 0.1;
const spoiltShare = 0.02;

export interface Inspecting {
  readonly shelves: Shelves;
  readonly random: Random;
  /** Where the goods of a location stand: its bin, the totes at its bench, or the receiving dock. */
  readonly goodsAt: (location: string) => readonly LookedAt[];
  /** A tote at a bench is empty now. */
  readonly emptied: (location: string, tote: string) => void;
  /** Says what is damaged, in chance's place. */
  readonly mishaps?: Pick<Mishaps, "damagedOf"> | undefined;
}

export const unitsAt = ({ shelves, goodsAt }: Inspecting, { location, sku }: TaskMessage): number =>
  goodsAt(location ?? "").reduce((sum, place) => sum + shelves.looked(place, sku ?? ""), 0);

/** Does it, once. */
export function inspect(inspecting: Inspecting, task: TaskMessage): Found {
  const { random, goodsAt, mishaps } = inspecting;
  const { location = "", sku = "", quantity = 0, to, relabel: isLabelled = false } = task;
  const there = Math.min(quantity, unitsAt(inspecting, task));
  const isReturned = goodsAt(location).some((place) => "receiving" in place);
  const units: Record<Disposition, number> = { available: 0, defective: 0, condemned: 0, destroyed: 0 };
  const chance = random.split(task.task);
  if (mishaps) {
    units.defective = Math.min(there, mishaps.damagedOf(sku, there));
    units[to === undefined && !isLabelled ? "condemned" : "available"] += there - units.defective;
  }
  for (let unit = 0; !mishaps && unit < there; unit++) {
    const drawn = isReturned ? chance.next() : 1;
    const worn =
      drawn < wornShare ? "defective" : to === undefined && !isLabelled ? "condemned" : "available";
    units[drawn < spoiltShare ? "destroyed" : worn]++;
  }
  if (to !== undefined && !isLabelled) carry(inspecting, task, units.available, { bin: to });
  const found = (Object.keys(units) as Disposition[]).flatMap((state) =>
    units[state] > 0 ? { sku, quantity: units[state], state } : [],
  );
  return found.length > 0 ? found : [{ sku, quantity: 0, state: "defective" }];
}

/** The house says that some were decided of while he looked: these are left out, and what was carried home too many goes back. */
export function leaveDecided(inspecting: Inspecting, task: TaskMessage, found: Found): Found {
  const { shelves, goodsAt } = inspecting;
  const { location = "", sku = "", quantity = 0, to, relabel: isLabelled = false } = task;
  let over = found.reduce((sum, one) => sum + one.quantity, 0) - quantity;
  const isKept = ({ state }: Found[number]): boolean => state === "available" && !isLabelled;
  const left = [...found]
    .sort((a, b) => Number(isKept(a)) - Number(isKept(b)))
    .map((one) => {
      const part = Math.max(0, Math.min(over, one.quantity));
      over -= part;
      const [place] = goodsAt(location);
      if (part > 0 && isKept(one) && to !== undefined && place && !("tote" in place))
        shelves.carryOff({ bin: to }, sku, part, "bin" in place ? place : "receiving");
      const quantity = one.quantity - part;
      return { ...one, quantity, ...(one.serials ? { serials: one.serials.slice(0, quantity) } : {}) };
    });
  const some = left.filter((one) => one.quantity > 0);
  return some.length > 0 ? some : left.slice(0, 1);
}

/** Brings what came to its place, once. */
export function putAway(inspecting: Inspecting, task: TaskMessage): Found {
  const { sku = "", quantity = 0, to } = task;
  const units = to === undefined ? 0 : Math.min(quantity, unitsAt(inspecting, task));
  if (to !== undefined) carry(inspecting, task, units, { bin: to });
  return [{ sku, quantity: units }];
}

/** Puts labels on and brings the goods home; where there is no place for them, they are looked at again. */
export function relabel(inspecting: Inspecting, task: TaskMessage): Found {
  const { sku = "", quantity = 0, to } = task;
  const units = to === undefined ? 0 : Math.min(quantity, unitsAt(inspecting, task));
  if (to !== undefined) carry(inspecting, task, units, { bin: to });
  return [{ sku, quantity: units }];
}

/** The first looks and signs; the second signs for as many, and carries them off. */
export function destroy(inspecting: Inspecting, task: TaskMessage): Found {
  const { sku = "", quantity = 0, signed } = task;
  const units = signed?.units ?? Math.min(quantity, unitsAt(inspecting, task));
  if (signed) carry(inspecting, task, units, "destroyed");
  return [{ sku, quantity: units }];
}

function carry(
  { shelves, goodsAt, emptied }: Inspecting,
  { location = "", sku = "" }: TaskMessage,
  units: number,
  to: Parameters<Shelves["carryOff"]>[3],
): void {
  let left = units;
  for (const place of goodsAt(location)) {
    if (left === 0) return;
    left -= shelves.carryOff(place, sku, left, to);
    if ("tote" in place && shelves.unitsIn(place.tote) === 0) emptied(location, place.tote);
  }
}
