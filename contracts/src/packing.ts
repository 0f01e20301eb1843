/** A person's packing station: what is done there, and what its screen shows. Reasons are codes; the page has the words. */
import type { Consignment } from "./consignment.schema.ts";

export const packingDeeds = [
  "take",
  "scan",
  "missing",
  "not-missing",
  "damaged",
  "carton",
  "close",
  "put-back",
  "lies-here",
  "print-again",
] as const;
export type PackingDeed = (typeof packingDeeds)[number];

/** What became of a deed. The first ones are good news. */
export const packingNews = {
  taken: true,
  opened: true,
  unit: true,
  "parcel-full": true,
  carton: true,
  closed: true,
  "job-done": true,
  "label-read": true,
  missing: true,
  "not-missing": true,
  damaged: true,
  "put-back": true,
  decided: true,
  "other-screen": false,
  "no-tote": false,
  "other-open": false,
  "other-station": false,
  "not-here": false,
  "unknown-code": false,
  "wrong-unit": false,
  "other-parcel": false,
  "other-order": false,
  "too-many": false,
  "serial-missing": false,
  "serial-twice": false,
  "serial-elsewhere": false,
  "serial-unknown": false,
  "units-left": false,
  "nothing-left": false,
  "nothing-missing": false,
  "which-unit": false,
  "more-than-open": false,
  "missing-sure": false,
  "no-carton": false,
  "carton-too-weak": false,
  "carton-not-for": false,
  "weight-off": false,
  /** Said by the screen: what was typed as a weight is none. */
  "weight-unread": false,
  "nothing-open": false,
} as const;
export type PackingWord = keyof typeof packingNews;

export interface PackingSaid {
  readonly word: PackingWord;
  /** What it is about: a code, a SKU, a parcel's number in its job, grams. */
  readonly about: Readonly<Record<string, string | number>>;
}

export interface PackedUnits {
  readonly sku: string;
  readonly name: string;
  /** What is printed on the goods, for who looks for it. */
  readonly labelText: string | null;
  readonly planned: number;
  readonly packed: number;
  readonly missing: number;
  readonly damaged: number;
}

export interface LabelAtBench {
  readonly print: string;
  readonly state: string;
  readonly why: string | null;
  readonly copy: number;
}

export interface ParcelAtBench {
  readonly sscc: string;
  readonly isClosed: boolean;
  readonly carton: string | null;
  readonly cartonBecause: string;
  readonly grams: number | null;
  readonly units: readonly PackedUnits[];
  readonly label: LabelAtBench | null;
}

export interface WorkAtBench {
  readonly job: string;
  readonly tote: string;
  readonly order: string | null;
  /** Its parcels stay at the dock, to be put on a pallet. */
  readonly isForPallet: boolean;
  readonly says: Pick<Consignment, "notes" | "hazmat" | "customs" | "service">;
  readonly parcels: readonly ParcelAtBench[];
}

export interface PackingStation {
  readonly station: string;
  /** Who acts here, from which screen. */
  readonly taken: { readonly screen: string; readonly by: string } | null;
  readonly waiting: readonly {
    readonly tote: string;
    readonly order: string | null;
    readonly units: number;
  }[];
  readonly work: WorkAtBench | null;
  /** Labels of this station that may have been printed: somebody looks. */
  readonly unknown: readonly (LabelAtBench & { readonly of: string })[];
  readonly printer: {
    readonly printer: string;
    readonly why: string | null;
    readonly waiting: number;
  } | null;
  readonly cartons: readonly string[];
}

export interface PackingAnswer {
  readonly said: PackingSaid | null;
  readonly state: PackingStation;
}
