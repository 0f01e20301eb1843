/** The last number given of each kind. */
import { fields, kind, Type } from "@floorplane/contracts/kind";

const last = Type.Integer();

export const countersKind = kind(
  "counters",
  2,
  fields({ tote: last, parcel: last, wave: last, task: last, confirmation: last, print: last }),
  { 1: (counters) => ({ ...counters, print: 0 }) },
);
