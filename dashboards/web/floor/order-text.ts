/** Why an order stands, or ended as it did, in words. Pure. */
import type { OrderDocument } from "@floorplane/contracts/documents";
import { orderReasonInEnglish } from "@floorplane/contracts/reasons/english/of-orders";
import type { Say } from "../words/words.ts";
import { plainly } from "./alarm-text.ts";

/** What the house has said of it; else that it is gathered with others, which looks like nothing for minutes, or that it left without all that was asked. Empty: it moves. */
export function orderWhy(
  { why, state, ending }: Pick<OrderDocument, "why" | "state" | "ending">,
  say: Say,
): string {
  if (why) return plainly(orderReasonInEnglish(why));
  if (state === "shipped" && ending) return say(`order.ended.${ending}`);
  return state === "allocated" ? say("order.gathering") : "";
}
