/**
 * Rounds of a robot's reader that stands before a bin: which place's label it sees nearest, and how many different tags of each goods lie as near. What it saw in the rounds before adds to that, since one
 * round misses some; a restart begins anew. Nothing here throws.
 */
import type { Reads } from "@floorplane/contracts/devices.schema";
import { placeNumberOfEpc } from "@floorplane/contracts/labels";
import type { FromSensors } from "@floorplane/contracts/messages";
import { secondMs } from "@floorplane/contracts/units";
import { decoded } from "./round.ts";

/** The label of the next place answers at least this much weaker than the one before the antenna. */
const labelMarginDb = 10;
/** What answers this much weaker than the label lies in another bin: within a bin of half a metre, goods behind goods cost less. */
const sameBinDb = 25;
/** Rounds further apart are of two visits. */
const visitGapMs = 60 * secondMs;
/** Tags of one bin; more are no bin. */
const tagsMax = 5_000;

type BinRead = Extract<FromSensors, { type: "bin.read" }>;

interface Visit {
  readonly place: string;
  at: number;
  /** GTIN by tag. */
  readonly tags: Map<string, string>;
}

export class BinReads {
  readonly #visits = new Map<string, Visit>();

  /** Undefined where it stands before no bin whose label it can tell from the next. */
  add({ reader, reads }: Reads, now: number): Pick<BinRead, "place" | "seen"> | undefined {
    const labels = new Map<string, number>();
    for (const { epc, rssiDbm } of reads) {
      const place = placeNumberOfEpc(decoded(epc));
      if (place !== undefined) labels.set(place, Math.max(rssiDbm, labels.get(place) ?? rssiDbm));
    }
    const [nearest, next] = [...labels].sort((a, b) => b[1] - a[1]);
    if (!nearest || (next && nearest[1] - next[1] < labelMarginDb)) return undefined;
    const [place, strength] = nearest;
    const visit = this.#visitOf(reader, place, now);
    for (const { epc, rssiDbm } of reads) {
      if (rssiDbm < strength - sameBinDb || visit.tags.size >= tagsMax) continue;
      const code = decoded(epc);
      if (code.scheme === "sgtin") visit.tags.set(epc.toUpperCase(), code.gtin);
    }
    const seen = [...Map.groupBy(visit.tags.values(), (gtin) => gtin)];
    return { place, seen: seen.map(([gtin, of]) => ({ gtin, tags: of.length })) };
  }

  #visitOf(reader: string, place: string, now: number): Visit {
    const known = this.#visits.get(reader);
    if (known?.place === place && now - known.at < visitGapMs) {
      known.at = now;
      return known;
    }
    const visit: Visit = { place, at: now, tags: new Map() };
    this.#visits.set(reader, visit);
    return visit;
  }
}
