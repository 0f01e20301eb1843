/** Webhooks that a program registers at the WMS's door, and what it may ask of one. */
import Type, { type Static } from "typebox";
import { type ConfirmationType, confirmationTypes } from "./confirmation-types.ts";
import type { Frozen } from "./kind.ts";
import { gateOf } from "./parse.ts";

const client = Type.Optional(
  Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$", description: "whose" }),
);
const strict = { additionalProperties: false };

export const WebhookRequestSchema = Type.Object(
  {
    client,
    webhook: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: "^[A-Za-z0-9_.:~-]+$",
      description: "its client's own name for it",
    }),
    url: Type.String({
      minLength: 1,
      maxLength: 2_048,
      description:
        "https, and no address inside the house's network, unless the site allows both; redirects are not followed",
    }),
    types: Type.Optional(
      Type.Array(Type.Enum(Object.keys(confirmationTypes) as ConfirmationType[]), {
        minItems: 1,
        uniqueItems: true,
        description: "what it hears; everything where absent",
      }),
    ),
  },
  strict,
);
export type WebhookRequest = Frozen<Static<typeof WebhookRequestSchema>>;
export const parseWebhookRequest = gateOf("webhook", WebhookRequestSchema);

export const ReplaySchema = Type.Object(
  {
    client,
    delivery: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: "`webhook-id` of one that it was sent" }),
    ),
    from: Type.Optional(Type.String({ format: "date-time", description: "all that happened then or later" })),
    after: Type.Optional(
      Type.Integer({ minimum: 0, description: "`next` of the answer before, where that said `more`" }),
    ),
  },
  strict,
);
export type Replay = Frozen<Static<typeof ReplaySchema>>;
export const parseReplay = gateOf("replay", ReplaySchema);
