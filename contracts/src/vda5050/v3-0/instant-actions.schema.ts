/** `instantActions` of VDA 5050 3.0.0 (clauses 6.2.1 and 7.4): actions a robot starts at once, beside its order. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { InstantActionSchema } from "./action.schema.ts";
import { headerFields } from "./header.ts";

export const InstantActionsSchema = Type.Object(
  {
    ...headerFields,
    actions: Type.Array(InstantActionSchema, {
      maxItems: messageItemsMax,
      description: "What to do now (cancelOrder, startPause, retry and so on).",
    }),
  },
  {
    title: "instantActions",
    description: "Control asks a robot for something that cannot wait for the order.",
  },
);
export type InstantActions = Static<typeof InstantActionsSchema>;
