/** What people say of picks at the door: units that somebody fetched though a robot was sent for them, and whose next pick is which. */
import Type, { type Static } from "typebox";
import { nameLengthMax } from "./client-names.ts";
import { gateOf } from "./parse.ts";

const strict = { additionalProperties: false };
const id = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$", description });
const client = Type.Optional(id("whose goods; the program's own where it has one"));
const device = id("a handheld that has an account here, or WMS");
const typed = (description: string) => Type.String({ minLength: 1, maxLength: nameLengthMax, description });

export const PickSaidSchema = Type.Object(
  {
    client,
    device,
    place: typed("the label of the place, as it was scanned"),
    sku: typed("SKU, GTIN, case GTIN or alias, as it was scanned"),
    quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    order: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "for this order; the most urgent where absent",
      }),
    ),
  },
  strict,
);
export type PickSaid = Static<typeof PickSaidSchema>;
export const parsePickSaid = gateOf("pick", PickSaidSchema);

export const NextPickSchema = Type.Object(
  {
    client,
    device,
    near: Type.Optional(
      typed("where that person is: a place or a station; the oldest pick is next where absent"),
    ),
  },
  strict,
);
export type NextPick = Static<typeof NextPickSchema>;
export const parseNextPick = gateOf("next pick", NextPickSchema);

export const LetGoSchema = Type.Object({ client, device }, strict);
export type LetGo = Static<typeof LetGoSchema>;
export const parseLetGo = gateOf("release of a task", LetGoSchema);
