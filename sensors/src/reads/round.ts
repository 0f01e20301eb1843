/** What one read round says, decoded: which tote, which pieces, which parcels, and what could not be read. Nothing here throws. */
import type { Reads } from "@floorplane/contracts/devices.schema";
import { decodeEpc, type Epc, epcUri } from "@floorplane/contracts/epc";
import type { ToteId } from "@floorplane/contracts/ids";
import { toteOfEpc } from "@floorplane/contracts/labels";
import type { TagSeen } from "@floorplane/contracts/messages";

/** A tote beside ours that is read through the wall answers at least this much weaker than our own, a hand's breadth from the antenna. */
const ownToteMarginDb = 10;
/** Codes remembered: the tags in a tote are read again after every pick. */
const codesMax = 50_000;

export interface DecodedRound {
  /** The tote the reader stands at; `none` without a tote's tag, `many` when it cannot be told which of several is ours. */
  readonly tote: ToteId | "none" | "many";
  readonly tags: readonly TagSeen[];
  readonly ssccs: readonly string[];
  /** EPC URIs of tags that are neither piece, tote nor parcel (places, other assets). */
  readonly strange: readonly string[];
  /** `urn:epc:raw:…` of what could not be decoded. */
  readonly raw: readonly string[];
}

const codes = new Map<string, Epc>();

export function decoded(hex: string): Epc {
  const known = codes.get(hex);
  if (known) return known;
  const epc = decodeEpc(hex);
  if (codes.size >= codesMax) codes.clear();
  codes.set(hex, epc);
  return epc;
}

/** Each tag counts once, whatever number of antennas saw it; order as read. */
export function decodeRound({ reads }: Reads): DecodedRound {
  const seen = new Set<string>();
  const totes = new Map<ToteId, number>();
  const tags: TagSeen[] = [];
  const ssccs: string[] = [];
  const strange: string[] = [];
  const raw: string[] = [];
  for (const { epc: hex, rssiDbm } of reads) {
    const epc = decoded(hex);
    const tote = toteOfEpc(epc);
    if (tote !== undefined) totes.set(tote, Math.max(rssiDbm, totes.get(tote) ?? Number.NEGATIVE_INFINITY));
    const key = hex.toUpperCase();
    if (tote !== undefined || seen.has(key)) continue;
    seen.add(key);
    if (epc.scheme === "sgtin") tags.push({ gtin: epc.gtin, serial: epc.serial });
    else if (epc.scheme === "sscc") ssccs.push(epc.sscc);
    else (epc.scheme === "raw" ? raw : strange).push(epcUri(epc));
  }
  return { tote: ownTote(totes), tags, ssccs, strange, raw };
}

function ownTote(totes: ReadonlyMap<ToteId, number>): ToteId | "none" | "many" {
  const [first, second] = [...totes].sort((a, b) => b[1] - a[1]);
  if (!first) return "none";
  if (second && first[1] - second[1] < ownToteMarginDb) return "many";
  return first[0];
}
