/** What fleet control says of transports that somebody asked for. */
import type { FromFleet } from "@floorplane/contracts/messages";
import { reasonOfToday } from "@floorplane/contracts/reasons/reason";
import type { Desk } from "@floorplane/runtime/room";
import type { CarryMeans } from "./begin.ts";
import { aboard, type Carry, isOver } from "./carries.ts";
import { endCarry } from "./ending.ts";
import { tellAsker } from "./tell-asker.ts";

type OfTransport = Extract<FromFleet, { transport: unknown }>;
type StopDone = Extract<FromFleet, { type: "stop.done" }>;
type Answered = Extract<FromFleet, { type: "stop.replaced" | "stop.kept" }>;

/** Answers whether it is about one of them. */
export function hearCarry(means: CarryMeans, desk: Desk, message: { readonly type: string }): boolean {
  if (!("transport" in message)) return false;
  const word = message as OfTransport;
  const carry = means.carries.of(word.transport);
  if (!carry) return false;
  if (!isOver(carry)) hear(means, desk, carry, word);
  return true;
}

function hear(means: CarryMeans, desk: Desk, carry: Carry, word: OfTransport): void {
  const { carries } = means;
  switch (word.type) {
    case "transport.assigned":
      carries.follow(carry, "carry.assigned");
      carries.givenTo(carry, word.robot);
      tellAsker(means, desk, carry, "transport.assigned", { robot: word.robot });
      return;
    case "transport.unassigned":
      unassigned(means, desk, carry, word.station);
      return;
    case "transport.held":
      carries.explain(carry, reasonOfToday(word.why));
      return;
    case "stop.done":
      stopDone(means, desk, carry, word);
      return;
    case "stop.replaced":
    case "stop.kept":
      answered(means, desk, carry, word);
      return;
    case "transport.done":
      if (carry.state !== "withdrawing" || isAllDone(carry))
        endCarry(means, desk, carry, { event: "carry.done" });
      else endCarry(means, desk, carry, { event: "carry.withdrawn", ending: carry.ending ?? "asked" });
      return;
    case "transport.failed": {
      const { reason } = word;
      if (reason === "withdrawn")
        endCarry(means, desk, carry, { event: "carry.withdrawn", ending: carry.ending ?? "asked" });
      else if (reason === "dispensable")
        endCarry(means, desk, carry, { event: "carry.withdrawn", ending: reason });
      else endCarry(means, desk, carry, { event: "carry.failed", ending: reason });
      return;
    }
    case "stops.skipped":
    case "stop.waiting":
      return;
    default:
      word satisfies never;
  }
}

/** What was on its robot, if anything, is fetched from where a person has put it. */
function unassigned(
  means: CarryMeans,
  desk: Desk,
  carry: Carry,
  station: Extract<OfTransport, { type: "transport.unassigned" }>["station"],
): void {
  const { carries } = means;
  const onRobot = aboard(carry);
  if (station !== null && onRobot)
    carries.changeStop(carry, carry.stops.indexOf(onRobot) - 1, {
      stations: [station],
      station: null,
      doneAt: null,
    });
  carries.follow(carry, "carry.unassigned");
  carries.givenTo(carry, null);
  tellAsker(means, desk, carry, "transport.unassigned", {
    ...(station === null || !onRobot ? {} : { station, load: onRobot.load, loadType: onRobot.loadType }),
  });
}

function stopDone(
  means: CarryMeans,
  desk: Desk,
  carry: Carry,
  { purpose, status, station, robot, load: said }: StopDone,
): void {
  const stop = purpose.type === "carry" ? carry.stops[purpose.stop] : undefined;
  if (purpose.type !== "carry" || !stop || status !== "finished") return;
  const { carries } = means;
  const { action, loadType } = stop;
  const load = said ?? stop.load;
  carries.changeStop(carry, purpose.stop, { doneAt: desk.now, station, load });
  if (action === "pick") carries.changeStop(carry, purpose.stop + 1, { load });
  carries.follow(carry, action === "pick" ? "carry.picked" : "carry.dropped");
  const told = action === "pick" ? "transport.picked" : "transport.dropped";
  tellAsker(means, desk, carry, told, { robot, stop: purpose.stop, station, load, loadType });
}

/** It goes elsewhere now, or its robot had its action already. */
function answered(means: CarryMeans, desk: Desk, carry: Carry, { purpose, type }: Answered): void {
  if (purpose.type !== "carry") return;
  const { stop: index } = purpose;
  const [first, ...later] = carry.stops[index]?.asked ?? [];
  if (!first) return;
  const taken = type === "stop.replaced";
  means.carries.changeStop(carry, index, { asked: later, ...(taken ? { stations: first } : {}) });
  if (taken) tellAsker(means, desk, carry, "transport.retargeted", { stop: index, stations: [...first] });
  else tellAsker(means, desk, carry, "transport.target-kept", { stop: index });
}

/** Each at one of the places that it was asked for. */
const isAllDone = ({ stops }: Carry): boolean =>
  stops.every(({ station, stations }) => station !== null && stations.includes(station));
