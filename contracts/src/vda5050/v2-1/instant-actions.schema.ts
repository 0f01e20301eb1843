/** `instantActions` of VDA 5050 2.1.0 (clause 6.9): actions a robot starts at once, beside its order. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { ActionSchema } from "./action.schema.ts";
import { headerFields } from "./header.ts";

export const InstantActionsSchema = Type.Object(
  {
    ...headerFields,
    actions: Type.Array(ActionSchema, {
      maxItems: messageItemsMax,
      description: "What to do now (cancelOrder, startPause, stateRequest and so on).",
    }),
  },
  {
    title: "instantActions",
    description: "Control asks a robot for something that cannot wait for the order.",
  },
);
export type InstantActions = Static<typeof InstantActionsSchema>;
