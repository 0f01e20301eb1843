/** A transport ends once, and whoever asked for it is told how. */
import type { CarryEnding } from "@floorplane/contracts/transports.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { aboard, type Carry, type WithCarries } from "./carries.ts";
import { type CarryTold, tellAsker } from "./tell-asker.ts";

type Ended =
  | { readonly event: "carry.done" }
  | { readonly event: "carry.withdrawn" | "carry.failed"; readonly ending: CarryEnding };

const tolds = {
  "carry.done": "transport.done",
  "carry.withdrawn": "transport.withdrawn",
  "carry.failed": "transport.failed",
} as const satisfies Readonly<Record<Ended["event"], CarryTold>>;

export function endCarry(
  means: WithCarries & WithConfirmations,
  desk: Desk,
  carry: Carry,
  ended: Ended,
): void {
  const ending = "ending" in ended ? ended.ending : null;
  const onRobot = aboard(carry);
  means.carries.end(carry, ended.event, { at: desk.now, ending });
  desk.cancelDue(deadlineOf(carry));
  tellAsker(means, desk, carry, tolds[ended.event], {
    ...(ending === null ? {} : { ending }),
    ...(onRobot ? { robot: carry.robot!, load: onRobot.load, loadType: onRobot.loadType } : {}),
  });
}

/** Names the due row of its deadline. */
export const deadlineOf = ({ id }: Pick<Carry, "id">): string => `carry/${id}`;
