/** A transport that is wanted no more: by whoever asked for it, or since its time is over. */
import type { StationId, TransportId } from "@floorplane/contracts/ids";
import type { CarryEnding } from "@floorplane/contracts/transports.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { CarryMeans } from "./begin.ts";
import { type Carry, isOver } from "./carries.ts";
import { deadlineOf, endCarry } from "./ending.ts";

export interface CarryDue {
  readonly type: "carry.deadline";
  readonly carry: TransportId;
}

export interface Withdrawing {
  readonly ending: CarryEnding;
  /** Where a load that is on a robot is brought; none: where it was going. */
  readonly stations: readonly StationId[];
}

/** One that is not begun is over at once; of others fleet control says what became of them. */
export function withdrawCarry(
  means: CarryMeans,
  desk: Desk,
  carry: Carry,
  { ending, stations }: Withdrawing,
): void {
  if (carry.state === "waiting") {
    endCarry(means, desk, carry, { event: "carry.withdrawn", ending });
    return;
  }
  if (!means.carries.follow(carry, "carry.withdrawing")) return;
  means.carries.endsFor(carry, ending);
  desk.send("fleet", { type: "transport.withdraw", transport: carry.id, stations, reason: "asked" });
}

/** Only what may be left undone has one that ends it. */
export function armDeadline(desk: Desk, carry: Carry): void {
  if (!carry.isDispensable || carry.dueAt === null) return;
  const due: CarryDue = { type: "carry.deadline", carry: carry.id };
  desk.due(deadlineOf(carry), carry.dueAt, due);
}

/** Its time is over: it is left undone, unless something of it was picked. */
export function deadlinePassed(means: CarryMeans, desk: Desk, { carry: id }: CarryDue): void {
  const carry = means.carries.of(id);
  if (!carry || isOver(carry) || carry.stops.some(({ doneAt }) => doneAt !== null)) return;
  withdrawCarry(means, desk, carry, { ending: "deadline-passed", stations: [] });
}
