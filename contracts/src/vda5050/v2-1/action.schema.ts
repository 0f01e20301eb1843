/** An action of VDA 5050 2.1.0 (clause 6.8): one shape on nodes, on edges and as an instant action. */
import { type Static, Type } from "typebox";
import { Text } from "../header.ts";
import { ActionParameterSchema } from "../shapes.schema.ts";

export const BlockingTypeSchema = Type.Enum(["NONE", "SOFT", "HARD"], {
  description:
    "What may happen meanwhile. NONE: driving and other actions; SOFT: other actions, but the robot stands; HARD: nothing else at all.",
});
export type BlockingType = Static<typeof BlockingTypeSchema>;

export const ActionSchema = Type.Object(
  {
    actionType: Text("What to do, as the robot's factsheet lists it (pick, drop, startPause and so on)."),
    actionId: Text("Names this one execution, never used twice; the robot's action states refer to it."),
    actionDescription: Type.Optional(Text("A remark for people.")),
    blockingType: BlockingTypeSchema,
    actionParameters: Type.Optional(
      Type.Array(ActionParameterSchema, { description: "What the action needs to know." }),
    ),
  },
  { description: "Something the robot does besides driving." },
);
export type Action = Static<typeof ActionSchema>;
