/** `instantActions` of VDA 5050 1.1: the list bears the topic's own name, which 2.0 changed to `actions`. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { headerFieldsOf } from "../header.ts";
import { ActionSchema } from "../v2-1/action.schema.ts";

export const InstantActionsSchema = Type.Object(
  {
    ...headerFieldsOf("1.1.0"),
    instantActions: Type.Array(ActionSchema, {
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
