/**
 * What read rounds say about a tote, by the rule of the house: a line is picked when the robot's number and the tags agree. A missed tag may show in a later
 * round, so tags add up; a stray one (from a shelf, another tote) comes once, so a surplus counts only when the same tag is seen twice.
 */
import type { Sku } from "@floorplane/contracts/ids";
import type { TagSeen } from "@floorplane/contracts/messages";
import { expectedTags } from "@floorplane/contracts/picking";
import type { SeenTag, Tour } from "./tote.ts";

/** A box as readers see it: all that lies in it, whoever it is for. */
export type ReadBox = Pick<Tour, "lines" | "rounds" | "sightings">;

export type Verdict = "agrees" | "missing" | "surplus";

export interface Judged {
  readonly verdict: Verdict;
  /** Tags of no item of the catalogue: ghosts, or goods that were never announced. */
  readonly unknownTags: number;
}

/** Adds a round to what was seen and judges the tote as it should be now. */
export function judgeRound(
  tote: ReadBox,
  tags: readonly TagSeen[],
  skuOf: (gtin: string) => Sku | undefined,
): Judged {
  const inRound = new Map<string, SeenTag>();
  for (const { gtin, serial } of tags) {
    const key = `${gtin}|${serial}`;
    if (inRound.has(key)) continue;
    const seen = tote.sightings.tags.get(key) ?? { gtin, rounds: 0 };
    seen.rounds++;
    tote.sightings.tags.set(key, seen);
    inRound.set(key, seen);
  }
  const now = countBySku(inRound.values(), skuOf);
  const ever = countBySku(tote.sightings.tags.values(), skuOf);
  const twice = countBySku(
    [...tote.sightings.tags.values()].filter(({ rounds }) => rounds > 1),
    skuOf,
  );
  const lastChance = (sku: Sku): number =>
    tote.rounds > 0 ? (twice.bySku.get(sku) ?? 0) : (now.bySku.get(sku) ?? 0);

  const expected = expectedBySku(tote);
  const stillOpen = new Set(tote.lines.flatMap(({ state, sku }) => (state === "open" ? sku : [])));
  let verdict: Verdict = "agrees";
  for (const { state, sku } of tote.lines)
    if (state === "taken" && (ever.bySku.get(sku) ?? 0) < expected.get(sku)!) verdict = "missing";
  if (verdict === "agrees")
    for (const sku of now.bySku.keys())
      if (!stillOpen.has(sku) && lastChance(sku) > (expected.get(sku) ?? 0)) verdict = "surplus";
  // A ghost comes once; a tag of goods that nobody knows comes again with the tote that they lie in.
  const unknownAgain = [...inRound.values()].some(
    ({ gtin, rounds }) => rounds > 1 && skuOf(gtin) === undefined,
  );
  if (verdict === "agrees" && unknownAgain) verdict = "surplus";
  return { verdict, unknownTags: now.unknown };
}

/** Tags that the tote should show by now, from what the robot said it took. */
function expectedBySku(tote: ReadBox): Map<Sku, number> {
  const expected = new Map<Sku, number>();
  for (const { state, sku, taken } of tote.lines)
    if (state !== "open") expected.set(sku, (expected.get(sku) ?? 0) + expectedTags(taken));
  return expected;
}

function countBySku(tags: Iterable<SeenTag>, skuOf: (gtin: string) => Sku | undefined) {
  const bySku = new Map<Sku, number>();
  let unknown = 0;
  for (const { gtin } of tags) {
    const sku = skuOf(gtin);
    if (sku === undefined) unknown++;
    else bySku.set(sku, (bySku.get(sku) ?? 0) + 1);
  }
  return { bySku, unknown };
}
