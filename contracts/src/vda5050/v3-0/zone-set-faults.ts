/** Rules of a VDA 5050 3.0.0 zone set (clauses 6.4 and 7.6) that its schema cannot say, or that the text says in two ways: names, shapes, what a zone must say. */
import type { Fault } from "../fault.ts";
import { Faults } from "../order-rules.ts";
import type { Zone, ZoneSet } from "./zone-set.schema.ts";

/** What is wrong with the set; empty for a sound one. */
export function zoneSetFaults({ zoneSet }: ZoneSet): Fault[] {
  const faults = new Faults();
  if (zoneSet.zoneSetId === "") faults.add("zoneSet.zoneSetId", "is empty");
  const seen = new Set<string>();
  for (const [index, zone] of zoneSet.zones.entries()) {
    const field = `zoneSet.zones[${index}]`;
    if (seen.has(zone.zoneId)) faults.add(`${field}.zoneId`, `"${zone.zoneId}" is used twice in the set`);
    seen.add(zone.zoneId);
    // Clause 6.4.1 knows what its absence means, clause 7.6 and the published file require it.
    if (zone.zoneType === "RELEASE" && zone.releaseLossBehavior === undefined)
      faults.add(`${field}.releaseLossBehavior`, "is missing");
    checkOutline(`${field}.vertices`, zone.vertices, faults);
  }
  return faults.list;
}

type Corner = Zone["vertices"][number];

function checkOutline(field: string, corners: readonly Corner[], faults: Faults): void {
  if (crossesItself(corners)) faults.add(field, "cross themselves");
  else if (doubleArea(corners) <= 0) faults.add(field, "go round clockwise, or around nothing");
}

/** Positive counter-clockwise. */
function doubleArea(corners: readonly Corner[]): number {
  let area = 0;
  for (const [index, { x, y }] of corners.entries()) {
    const next = corners[(index + 1) % corners.length]!;
    area += x * next.y - next.x * y;
  }
  return area;
}

/** Sides that are no neighbours have no point in common. */
function crossesItself(corners: readonly Corner[]): boolean {
  const count = corners.length;
  for (let one = 0; one < count; one++)
    for (let other = one + 2; other < count; other++) {
      if (one === 0 && other === count - 1) continue;
      if (meet(corners[one]!, corners[one + 1]!, corners[other]!, corners[(other + 1) % count]!)) return true;
    }
  return false;
}

/** Whether two sides touch, by the turns that their ends make. */
function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const [ac, ad, ca, cb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (ac * ad < 0 && ca * cb < 0) return true;
  return (
    (ac === 0 && isBetween(a, c, b)) ||
    (ad === 0 && isBetween(a, d, b)) ||
    (ca === 0 && isBetween(c, a, d)) ||
    (cb === 0 && isBetween(c, b, d))
  );
}

const turn = (a: Corner, b: Corner, c: Corner): number =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

/** Of three on one line. */
const isBetween = (a: Corner, b: Corner, c: Corner): boolean =>
  b.x >= Math.min(a.x, c.x) &&
  b.x <= Math.max(a.x, c.x) &&
  b.y >= Math.min(a.y, c.y) &&
  b.y <= Math.max(a.y, c.y);
