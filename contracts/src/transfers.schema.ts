/** Goods that go to another warehouse of the same owner: what arrived there, and what becomes of what did not. */

import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";
import { personPattern } from "./people-names.ts";
import { text } from "./texts.ts";
import { client, goods, rowsMax, strict } from "./wms.schema.ts";

export const TransferArrivalSchema = Type.Object(
  {
    client,
    lines: Type.Optional(
      Type.Array(
        Type.Object({ sku: goods, quantity: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }, strict),
        {
          maxItems: rowsMax,
          description: "what the other warehouse counted of it now; all that is on the way where absent",
        },
      ),
    ),
  },
  { ...strict, description: "may be left out: all that is on the way arrived" },
);
export type TransferArrival = Static<typeof TransferArrivalSchema>;
export const parseTransferArrival = gateOf("arrival of a transfer", TransferArrivalSchema);

export const TransferDecisionSchema = Type.Object(
  {
    client,
    person: Type.String({
      minLength: 1,
      maxLength: 40,
      pattern: personPattern,
      description: "who approves it",
    }),
    reason: Type.Optional(text(200, "why, for whoever reads of it later")),
  },
  strict,
);
export type TransferDecision = Static<typeof TransferDecisionSchema>;
export const parseTransferDecision = gateOf("decision about a transfer", TransferDecisionSchema);

/** Where a transfer is. */
export const transferStates = {
  ordered: "nothing of it has left yet",
  "between-sites": "some of it left, and is on its way",
  difference:
    "less arrived than left, or more, or nobody has said for three days that it arrived: people are asked, and it stays so until they decide",
  arrived: "all that left is at the other warehouse",
  closed: "what did not arrive was given up as lost",
} as const;
export type TransferState = keyof typeof transferStates;
