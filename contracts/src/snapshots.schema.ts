/** What the WMS believes stands here at one moment, and a person's word about the differences. */

import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";
import { personPattern } from "./people-names.ts";
import { client, goods, id, number, numbered, strict } from "./wms.schema.ts";

/** A night's file of a large house, about half a mebibyte. */
export const snapshotRowsMax = 10_000;

export const SnapshotRequestSchema = Type.Object(
  {
    client,
    snapshot: number("its name: the same again is nothing"),
    complete: Type.Optional(
      Type.Boolean({
        description: "goods of the client that it does not name are not here, as the WMS believes",
      }),
    ),
    rows: Type.Array(
      Type.Object(
        {
          sku: goods,
          lot: Type.Optional(id("of goods that are kept by lot: of this lot alone")),
          location: Type.Optional(id("at this place alone")),
          units: Type.Integer({
            minimum: 0,
            maximum: 1_000_000,
            description: "all that are here in whatever state, on robots too where no place is named",
          }),
        },
        strict,
      ),
      { maxItems: snapshotRowsMax },
    ),
  },
  strict,
);
export type SnapshotRequest = Static<typeof SnapshotRequestSchema>;
export const parseSnapshot = numbered("stock snapshot", SnapshotRequestSchema, "snapshot");

export const ApprovalSchema = Type.Object(
  {
    client,
    person: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: personPattern,
      description: "who says so: stands in the book",
    }),
    lines: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: snapshotRowsMax }), {
        minItems: 1,
        maxItems: 1_000,
        description: "numbers of lines of the report; all that wait where absent",
      }),
    ),
  },
  strict,
);
export type Approval = Static<typeof ApprovalSchema>;
export const parseApproval = gateOf("approval", ApprovalSchema);
