/** Counts of bins that a WMS asks for: of which bins, by whom, and what a reader that is carried through them has read. */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";
import { client, goods, id, number, numbered, strict } from "./wms.schema.ts";

/** As large as a body can be. */
const tagsMax = 10_000;
const readsMax = 20_000;
/** More passes than anybody walks. */
export const passesMax = 50;

const epc = Type.String({
  pattern: "^[0-9A-Fa-f]{4,124}$",
  description: "EPC memory of the tag, in hexadecimal",
});

export const CountScopeSchema = Type.Object(
  {
    all: Type.Optional(Type.Literal(true, { description: "every bin: a full count" })),
    zones: Type.Optional(Type.Array(id("zone of `site.yaml`"), { minItems: 1, maxItems: 1_000 })),
    locations: Type.Optional(Type.Array(id("storage location"), { minItems: 1, maxItems: 20_000 })),
    skus: Type.Optional(Type.Array(goods, { minItems: 1, maxItems: 1_000 })),
    classes: Type.Optional(
      Type.Array(Type.Enum(["A", "B", "C"]), {
        minItems: 1,
        uniqueItems: true,
        description: "bins with goods of these classes: how often they sell",
      }),
    ),
    valueOver: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1e12,
        description: "bins whose goods are worth more, by `value` of their items",
      }),
    ),
    doubt: Type.Optional(
      Type.Literal(true, { description: "bins alone in which a pick found otherwise than the book has it" }),
    ),
    notCountedForDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3_650, description: "bins alone that nobody counted for so long" }),
    ),
  },
  {
    ...strict,
    minProperties: 1,
    description: "which bins: those of which all that is named here holds",
  },
);
export type CountScope = Static<typeof CountScopeSchema>;

/** A tag that hangs on goods at a place, as its owner lists it. */
const ListedTag = Type.Object(
  {
    epc,
    location: id("storage location where it hangs"),
    sku: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "what it hangs on; may be left out where its code is an SGTIN of the catalogue",
      }),
    ),
  },
  strict,
);

export const CountRequestSchema = Type.Object(
  {
    client,
    count: number("the WMS's number of the count"),
    by: Type.Optional(
      Type.Enum(["people", "reads"], {
        description:
          "people: each bin becomes a task for somebody with a handheld; reads: a reader is carried through the bins first, and people count what it leaves open. people where absent",
      }),
    ),
    scope: Type.Optional(CountScopeSchema),
    tags: Type.Optional(
      Type.Array(ListedTag, {
        minItems: 1,
        maxItems: tagsMax,
        description:
          "by reads: the tags that are known, with their places, which are the bins of this count then. Without them every tag of the catalogue's GTINs counts, where a pass says it was read",
      }),
    ),
  },
  strict,
);
export type CountRequest = Static<typeof CountRequestSchema>;
export const parseCountRequest = numbered("count", CountRequestSchema, "count");

export const CountPassSchema = Type.Object(
  {
    client,
    pass: Type.Integer({
      minimum: 1,
      maximum: passesMax,
      description: "which walk through the bins; a pass may come in pieces, and a piece may come twice",
    }),
    reader: id("what it was read with"),
    location: Type.Optional(
      id("the bin that was read, where the tags of the count were not listed with their places"),
    ),
    reads: Type.Array(
      Type.Object(
        {
          epc,
          rssiDbm: Type.Optional(Type.Number({ minimum: -120, maximum: 20 })),
          count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
        },
        strict,
      ),
      { maxItems: readsMax },
    ),
  },
  strict,
);
export type CountPass = Static<typeof CountPassSchema>;
export const parseCountPass = gateOf("pass", CountPassSchema);
