/** Transports are begun when those that they follow have ended: fleet control is asked for them then, and for none before. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Stop } from "@floorplane/contracts/messages";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import { isSameReason, someOf } from "@floorplane/contracts/reasons/reason";
import { dayMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { keyOf } from "../keeping/owned.ts";
import { type Carry, isOver, type WithCarries } from "./carries.ts";
import { endCarry } from "./ending.ts";

export type CarryMeans = WithCarries & WithConfirmations;

/** What has no deadline is never late, and grows urgent by its age alone. */
const noDeadlineMs = dayMs;

/** Looks through those that wait, where one more waits or one less is waited for. */
export function beginCarries(means: CarryMeans, desk: Desk): void {
  const { carries } = means;
  // Who fails since another did may be followed by others.
  while (carries.takeUnsettled()) {
    const before = new Map<string, number>();
    for (const carry of [...carries.open].sort((a, b) => a.turn - b.turn)) {
      const sequence = carry.sequence === null ? undefined : keyOf(carry.client, carry.sequence);
      const ahead = sequence === undefined ? 0 : (before.get(sequence) ?? 0);
      if (sequence !== undefined) before.set(sequence, ahead + 1);
      if (carry.state === "waiting") look(means, desk, carry, ahead);
    }
  }
}

function look(means: CarryMeans, desk: Desk, carry: Carry, ahead: number): void {
  const { carries } = means;
  const followed = carry.after.flatMap((number) => carries.get(number, carry.client) ?? []);
  if (followed.some((one) => isOver(one) && one.state !== "done")) {
    endCarry(means, desk, carry, { event: "carry.failed", ending: "after-ended" });
    return;
  }
  const why = whyWaits(followed, carry, ahead);
  if (why === undefined) begin(means, desk, carry);
  else if (!isSameReason(carry.why, why)) carries.explain(carry, why);
}

function whyWaits(
  followed: readonly Carry[],
  { sequence }: Carry,
  ahead: number,
): TransportReason | undefined {
  const open = followed.filter((one) => !isOver(one)).map(({ transport }) => transport);
  if (open.length > 0) return { code: "transport.after", transports: someOf(open) };
  return ahead > 0 ? { code: "transport.in-sequence", sequence: sequence!, ahead } : undefined;
}

function begin(means: CarryMeans, desk: Desk, carry: Carry): void {
  const { carries } = means;
  for (const [index, { stations, load }] of carry.stops.entries()) {
    if (stations.length > 0) continue;
    const known = load === null ? undefined : whereStands(means, carry, index);
    if (known === undefined) {
      endCarry(means, desk, carry, { event: "carry.failed", ending: "load-unknown" });
      return;
    }
    carries.changeStop(carry, index, { stations: known });
  }
  carries.follow(carry, "carry.begun");
  carries.explain(carry, null);
  desk.send("fleet", {
    type: "transport.requested",
    transport: carry.id,
    kind: "carry",
    tote: null,
    stops: carry.stops.map(
      ({ action, stations, load, loadType }, stop): Stop => ({
        stations,
        action: { type: action === "pick" ? "pickLoad" : "dropLoad", load, loadType },
        purpose: { type: "carry", stop },
      }),
    ),
    dueAt: carry.dueAt ?? desk.now + noDeadlineMs,
    wish: { robot: carry.wanted, priority: carry.priority, isDispensable: carry.isDispensable },
  });
}

/** An earlier drop of the same transport, else where it was set down last. */
function whereStands(
  { carries }: WithCarries,
  carry: Carry,
  index: number,
): readonly StationId[] | undefined {
  const { load } = carry.stops[index]!;
  const earlier = carry.stops
    .slice(0, index)
    .findLast((stop) => stop.action === "drop" && stop.load === load);
  if (earlier) return earlier.stations;
  const station = carries.standing(carry.client, load!);
  return station === undefined ? undefined : [station];
}
