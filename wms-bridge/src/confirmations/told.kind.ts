/** What was told, for whoever asks instead of being called: the same words as the webhooks, one list for each client. */

import { type Confirmation, ConfirmationSchema } from "@floorplane/contracts/confirmation.schema";
import type { ClientId } from "@floorplane/contracts/ids";
import { fields, kind, moment, named, Type } from "@floorplane/contracts/kind";

export const toldKind = kind(
  "told",
  1,
  fields({
    client: named<ClientId>(),
    page: Type.Integer(),
    before: Type.String(),
    rows: Type.Array(
      fields({
        at: moment,
        type: named<Confirmation["type"]>(),
        /** What it is about: of one subject they are in order. */
        subject: Type.String(),
        data: ConfirmationSchema.properties.data,
      }),
    ),
  }),
);
