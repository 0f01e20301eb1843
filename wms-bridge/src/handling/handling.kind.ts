/**
 * Handling as it is kept: pages of rows, one list for each client, in the client's own numbers and codes, so that a row can go out as it is. What is told of it (activity, EPCIS events, passports) is made
 * when it is read.
 */
import type { ClientId } from "@floorplane/contracts/ids";
import { fields, kind, moment, named, oneOf, Type } from "@floorplane/contracts/kind";
import { handKinds, steps } from "./steps.ts";

/** SKU, lot ("" where nobody read one), units (of an adjustment below nought where they are gone), and the GTIN that the SKU had then: what was said of it once stays so when it is relabelled. */
const goods = Type.Tuple([Type.String(), Type.String(), Type.Integer(), Type.String()]);
/** SKU, serial number, and the lot of the goods that it is one of. Rows of before have no lot, and stay as they were: their hashes are of what was written. */
const piece = Type.Union([
  Type.Tuple([Type.String(), Type.String(), Type.String()]),
  Type.Tuple([Type.String(), Type.String()]),
]);
const name = Type.Optional(Type.String());

const handlingRow = fields({
  at: moment,
  step: oneOf(steps),
  hand: oneOf(handKinds),
  /** Which robot, person (by the handheld or the name at the screen), station or portal. */
  by: name,
  goods: Type.Array(goods),
  /** Which of them, of goods that are kept by serial number. */
  serials: Type.Optional(Type.Array(piece)),
  /** Places of the site. */
  from: name,
  to: name,
  tote: name,
  order: name,
  parcel: name,
  /** SSCC of the pallet that the parcel stands on, or left on. */
  pallet: name,
  /** What the units are now, where that changed, and what who looked called it. */
  state: name,
  grade: name,
  /** SHA-256 of a photo's bytes. */
  photo: name,
  /** What was decided about the order, such as `order.hold`. */
  act: name,
  /** Who signed beside `by`, where it takes two, and why it was done. */
  with: name,
  why: name,
  /** What the WMS or the floor calls the reason: `receipt/R1`, `return/…`, `write-off/…`, `disposition/…`, `task/…`. */
  ref: name,
});

/** An event of another house, captured as it came: beside ours in the same list, since it is part of the same history. */
const capturedRow = fields({
  at: moment,
  step: Type.Literal("captured"),
  /** Of the capture that brought it. */
  ref: Type.String(),
  /** `https://…` and prefixes that its fields need beside the standard's own. */
  context: Type.Array(Type.Unknown()),
  event: Type.Unsafe<object>(Type.Object({})),
});

export const handlingKind = kind(
  "handling",
  7,
  fields({
    client: named<ClientId>(),
    page: Type.Integer(),
    before: Type.String(),
    rows: Type.Array(Type.Union([handlingRow, capturedRow])),
  }),
  {
    1: (page) => page,
    2: (page) => page,
    3: (page) => page,
    4: (page) => page,
    5: (page) => page,
    6: (page) => page,
  },
);
