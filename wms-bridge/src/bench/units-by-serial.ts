/** Which unit somebody packs, of goods that are kept by serial number: read off its label or tag, or scanned by itself, and written into its parcel. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import type { PackingSaid } from "@floorplane/contracts/packing";
import type { Desk } from "@floorplane/runtime/room";
import type { PackingMeans } from "../packing/packing.ts";
import { serialsIn } from "../packing/parcels.ts";
import type { Work, WorkParcel } from "../packing/work.kind.ts";
import { keepsSerials, notThatOne } from "../serials/serial-said.ts";
import { atPlace } from "../serials/serials.ts";
import { pieceOf } from "../tasks/scanned.ts";

export interface Scanned {
  readonly code: string;
  readonly serial: string | undefined;
}

interface Unit {
  readonly parcel: WorkParcel;
  readonly sku: Sku;
  readonly serial: string | undefined;
}

/** Goods and serial number; a serial number alone says whose it is where it is known here. */
export function whichUnit(
  { serials }: PackingMeans,
  { units }: WorkParcel,
  { code, serial: typed }: Scanned,
  now: number,
): Scanned {
  const piece = pieceOf(code, now);
  if (piece.serial !== undefined) return piece;
  const ofIt = units.filter(({ sku }) => serials.of(sku, code)?.state === "here");
  const [one, ...others] = typed === undefined ? ofIt : [];
  return one && others.length === 0 ? { code: one.sku, serial: code } : { code, serial: typed };
}

/** Writes down that it is in the parcel; answers why it is not. */
export function nameUnit(
  means: PackingMeans,
  desk: Desk,
  work: Work,
  { parcel, sku, serial, each }: Unit & { readonly each: number },
): PackingSaid | undefined {
  if (!keepsSerials(means, sku)) return undefined;
  if (serial === undefined || each > 1) return { word: "serial-missing", about: { sku } };
  const kept = means.parcels.get(parcel.sscc)!;
  const ofJob = means.parcels.ofJob(work.job);
  if (ofJob.some((one) => serialsIn(one, sku).includes(serial)))
    return { word: "serial-twice", about: { sku, serial } };
  const why = notThatOne(
    means,
    { sku, serial },
    ({ in: kind, name }) => kind === "tote" && name === work.tote,
  );
  if (why) return { word: why.reason, about: { sku, serial, why: why.text } };
  means.parcels.named(kept, [...kept.serials, { sku, serial }]);
  const order = work.order === null ? null : codeOf(work.order);
  means.serials.packed(work.client, { sku, serial, sscc: parcel.sscc, order }, desk.now);
  return undefined;
}

export const isNamed = (
  { parcels }: PackingMeans,
  { sscc }: WorkParcel,
  sku: Sku,
  serial: string | undefined,
): boolean => {
  const kept = parcels.get(sscc);
  return serial !== undefined && kept !== undefined && serialsIn(kept, sku).includes(serial);
};

/** It comes out of its parcel and lies at the bench. */
export function takeOutUnit(
  means: PackingMeans,
  desk: Desk,
  { work, parcel, sku, serial }: Unit & { readonly work: Work },
): PackingSaid | undefined {
  if (!keepsSerials(means, sku)) return undefined;
  const kept = means.parcels.get(parcel.sscc)!;
  const named = serialsIn(kept, sku);
  const out = serial ?? (named.length === 1 ? named[0] : undefined);
  if (out === undefined || !named.includes(out)) return { word: "serial-missing", about: { sku } };
  means.parcels.named(
    kept,
    kept.serials.filter((one) => one.sku !== sku || one.serial !== out),
  );
  means.serials.seen(work.client, sku, out, atPlace(means.places.bench(work.station)), desk.now);
  return undefined;
}
