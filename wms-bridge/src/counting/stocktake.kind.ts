/** Counts that were asked for as a whole, and the tags that readers saw in them. What one bin waits for is kept elsewhere (`stock/places.kind.ts`). */
import type { ClientId, LocationId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";

/** `reading`: passes come in; `counting`: people count what is left. */
export type StocktakeState = "reading" | "counting" | "done" | "cancelled";

export const stocktakeKind = kind(
  "stocktake",
  2,
  fields({
    client: named<ClientId>(),
    /** Its number: whoever asked for it gave it. */
    count: Type.String(),
    state: oneOf<StocktakeState>({ reading: true, counting: true, done: true, cancelled: true }),
    by: oneOf<"people" | "reads">({ people: true, reads: true }),
    openedAt: moment,
    endedAt: orNull(moment),
    /** Of what was asked for: the same again is the same count. */
    hash: Type.String(),
    /** By which row of the site's file it began; null: somebody asked for it. */
    schedule: orNull(Type.String()),
    /** As its scope had them when it was asked for. One is counted when it was counted since. */
    locations: Type.Array(named<LocationId>()),
    /** Of the tags that its owner listed; null: tags of the catalogue count. */
    listed: orNull(Type.Integer()),
    /** Numbers of the passes, in the order in which they came. */
    passes: Type.Array(Type.Integer()),
    /** Tags of nobody here that were seen beyond those that are kept. */
    beyond: Type.Integer(),
    /** Bins that reads alone confirmed. */
    confirmed: Type.Integer(),
    /** What people found in its bins otherwise than the book had it. */
    differing: fields({ bins: Type.Integer(), more: Type.Integer(), fewer: Type.Integer() }),
  }),
  { 1: (stocktake) => ({ ...stocktake, schedule: null }) },
);
export type Stocktake = BodyOf<typeof stocktakeKind>;

/** One tag of a count. */
const tag = fields({
  epc: Type.String(),
  /** What it hangs on; null: goods of nobody here. */
  sku: orNull(named<Sku>()),
  /** Units that it stands for: those of a case, or one. */
  units: Type.Integer(),
  /** Where it hangs by its owner's list, or where it was read; null: it was not listed. */
  location: orNull(named<LocationId>()),
  /** It was read at another place too. */
  elsewhere: Type.Boolean(),
  /** In which passes it was seen. */
  passes: Type.Array(Type.Integer()),
});

export const countTagsKind = kind(
  "count-tags",
  1,
  fields({
    client: named<ClientId>(),
    count: Type.String(),
    page: Type.Integer(),
    tags: Type.Array(tag),
  }),
);
export type TagPage = BodyOf<typeof countTagsKind>;
export type CountTag = TagPage["tags"][number];
