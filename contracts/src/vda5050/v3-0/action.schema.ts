/** Actions of VDA 5050 3.0.0 (clauses 6.2 and 7.3): on nodes and edges, at once, and in zones. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { Text } from "../header.ts";
import { ActionParameterSchema } from "../shapes.schema.ts";

export const BlockingTypeSchema = Type.Enum(["NONE", "SOFT", "SINGLE", "HARD"], {
  description:
    "What may happen meanwhile. NONE: driving and other actions; SINGLE: driving, but no other action; SOFT: other actions, but the robot stands; HARD: nothing else at all.",
});
export type BlockingType = Static<typeof BlockingTypeSchema>;

const doing = {
  actionType: Text("What to do, as the robot's factsheet lists it (pick, drop, startPause and so on)."),
  actionDescriptor: Type.Optional(Text("A name for people.")),
  actionParameters: Type.Optional(
    Type.Array(ActionParameterSchema, { description: "What the action needs to know." }),
  ),
  retriable: Type.Optional(
    Type.Boolean({
      description:
        "Whether the action waits as RETRIABLE for a word when it did not succeed; absent: it fails at once.",
    }),
  ),
};
const actionId = Text("Names this one execution, never used twice; the robot's action states refer to it.");

export const ActionSchema = Type.Object(
  { ...doing, actionId, blockingType: BlockingTypeSchema },
  { description: "Something the robot does besides driving." },
);
export type Action = Static<typeof ActionSchema>;

/** At once and beside everything else: it blocks nothing (clause 6.2.1). */
export const InstantActionSchema = Type.Object(
  {
    ...doing,
    actionId,
    blockingType: Type.Enum(["NONE"], { description: "Always NONE: it waits for nothing and nobody." }),
  },
  { description: "Something the robot does at once." },
);
export type InstantAction = Static<typeof InstantActionSchema>;

/** The robot names each execution itself (clause 7.6). */
export const ZoneActionSchema = Type.Object(
  { ...doing, blockingType: BlockingTypeSchema },
  { description: "Something every robot does that comes through the zone." },
);
export type ZoneAction = Static<typeof ZoneActionSchema>;

export const actionsAt = (place: string) =>
  Type.Array(ActionSchema, {
    maxItems: messageItemsMax,
    description: `What to do on the ${place}; empty for nothing.`,
  });
