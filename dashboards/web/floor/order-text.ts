/** Why an order stands, in words. Pure. */
import type { OrderBrief } from "../../gateway/protocol.ts";
import type { Say } from "../words/words.ts";

/** What the house has said of it; else that it is gathered with others, which looks like nothing for minutes. Empty: it moves. */
export function orderWhy({ why, state }: Pick<OrderBrief, "why" | "state">, say: Say): string {
  if (why !== "") return why;
  return state === "allocated" ? say("order.gathering") : "";
}
