/** What hands do with goods, one word for each thing that a logistics provider bills and an EPCIS event tells. */

export type Step =
  /** Goods came from a supplier and stand at a place. */
  | "receive"
  /** Goods that were sold came back, and stand at a bench. */
  | "return"
  /** Units went from a place into a tote. */
  | "pick"
  /** A tote with goods was brought to a station. */
  | "transport"
  /** Units went from a tote to a place. */
  | "put-away"
  /** The contents of a tote are a parcel with a label. */
  | "pack"
  /** A parcel was put on a pallet. */
  | "palletise"
  /** A parcel was taken off a pallet, or the pallet was broken up. */
  | "depalletise"
  /** A parcel left the dock. */
  | "ship"
  /** Somebody counted a place or a tote: what was found. */
  | "count"
  /** The book follows a count: more units, or fewer (below nought). */
  | "adjust"
  /** Units were taken out of trade until somebody looks at them. */
  | "set-aside"
  /** Somebody looked at units and said what they are fit for. */
  | "grade"
  /** Somebody took a photo of units. */
  | "photograph"
  /** Units went from one place to another by hand. */
  | "relocate"
  /** Units that were for sale were taken off the shelf for good. */
  | "write-off"
  /** Units that were not for sale were destroyed. */
  | "destroy"
  /** Somebody decided about an order, such as to hold it; no goods move by that. */
  | "decide";

export const steps: Readonly<Record<Step, true>> = {
  receive: true,
  return: true,
  pick: true,
  transport: true,
  "put-away": true,
  pack: true,
  palletise: true,
  depalletise: true,
  ship: true,
  count: true,
  adjust: true,
  "set-aside": true,
  grade: true,
  photograph: true,
  relocate: true,
  "write-off": true,
  destroy: true,
  decide: true,
};

/** Whose hands: `house` is a decision that nobody outside asked for, such as goods at a place that the site lost. */
export type HandKind = "robot" | "person" | "station" | "portal" | "wms" | "house";

export const handKinds: Readonly<Record<HandKind, true>> = {
  robot: true,
  person: true,
  station: true,
  portal: true,
  wms: true,
  house: true,
};
