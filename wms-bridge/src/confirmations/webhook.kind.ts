/** What is kept of a webhook that a program registered, and of each attempt to deliver to one. Its secrets stand nowhere: they are made anew of the house's own by mark and generation. */

import type { ConfirmationType } from "@floorplane/contracts/confirmation-types";
import type { ClientId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";

export const webhookKind = kind(
  "webhook",
  1,
  fields({
    client: named<ClientId>(),
    /** Its client's own name for it. */
    webhook: Type.String(),
    /** Drawn by chance: in the ids of what it hears, and what its secrets are made of. */
    mark: Type.String(),
    url: Type.String(),
    /** What it hears; null: everything. */
    types: orNull(Type.Array(named<ConfirmationType>())),
    /** Those that sign, the newest last; `until`: beside its successor. */
    secrets: Type.Array(fields({ generation: Type.Integer(), until: orNull(moment) })),
    pausedAt: orNull(moment),
    createdAt: moment,
    /** Which program registered it. */
    createdBy: Type.String(),
  }),
);
export type KeptWebhook = BodyOf<typeof webhookKind>;

export const deliveryKind = kind(
  "delivery",
  1,
  fields({
    client: named<ClientId>(),
    page: Type.Integer(),
    before: Type.String(),
    rows: Type.Array(
      fields({
        at: moment,
        webhook: Type.String(),
        /** `webhook-id`. */
        id: Type.String(),
        type: Type.String(),
        subject: Type.String(),
        /** What was answered; 0: nothing, and `why`. */
        status: Type.Integer(),
        why: Type.String(),
      }),
    ),
  }),
);
export type Delivery = BodyOf<typeof deliveryKind>["rows"][number];
