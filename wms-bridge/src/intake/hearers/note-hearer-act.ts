/** Whoever has a hearer do something is written down beside it: the person at the screen, or the program. */
import type { HearerActNote } from "@floorplane/contracts/connections";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../../confirmations/confirmations.ts";
import type { Addressed } from "../route.ts";

export function noteHearerAct(
  { confirmations: { acts } }: WithConfirmations,
  { now: at }: Pick<Desk, "now">,
  { client, number, caller, person }: Pick<Addressed, "client" | "number" | "caller" | "person">,
  act: HearerActNote["act"],
): void {
  const who = person
    ? ({ via: "floor", ...person } as const)
    : ({ via: "program", by: caller.program, reason: "" } as const);
  acts.note(client, number, { act, ...who, at });
}
