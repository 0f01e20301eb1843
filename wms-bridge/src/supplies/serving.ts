/** A box of goods at its station: one order tote after the other gets its units, then the box goes back. Nobody there in time: it goes back too, and what orders lack is asked for anew. */
import type { Desk } from "@floorplane/runtime/room";
import { askForPick, type PickMeans } from "../tasks/picks.ts";
import { dealing, lookLater, serveNobody } from "../totes/journeys/supply.ts";
import { contentsOf } from "../totes/keeping.ts";
import { needToteCount, type ToteMeans } from "../totes/picking.ts";
import { openServed } from "../totes/served.ts";
import type { Supply, Tote } from "../totes/tote.ts";

export type ServingMeans = PickMeans & ToteMeans;

/** The robot stands there with it. */
export function boxArrived(means: ServingMeans, desk: Desk, box: Supply): void {
  if (box.stage === "leaving") {
    goBack(means, desk, box);
    return;
  }
  means.totes.stage(box, "serving");
  lookAtBox(means, desk, box);
}

/** Whoever is next gets his units. When nobody is, the box stays a while for others who may want what is in it; an empty one goes at once. */
export function lookAtBox(means: ServingMeans, desk: Desk, box: Supply): void {
  const { stage, lines, recount } = box;
  if (stage === "gathering" || stage === "leaving") return;
  const served = openServed(means, box).filter(({ tour }) => !tour.withdrawn);
  if (stage === "sent") {
    if (served.length > 0) return;
    if (lines[0]!.state === "open") callOff(means, desk, box);
    else leave(means, desk, box);
    return;
  }
  const { tasks, settings } = means;
  if (served.some(({ tour, entry }) => tasks.picksOf(tour.tote).some((task) => task.entry === entry))) return;
  const [next] = served;
  if (next) {
    desk.cancelDue(leaveId(box));
    askForPick(means, desk, next.tour, next.entry);
  } else if (contentsOf(means, box) === 0 || recount) leave(means, desk, box);
  else desk.due(leaveId(box), desk.now + settings.boxStaysMs, { type: "box.leave", tote: box.tote });
}

/** Nobody has asked for more of it. */
export function boxStayed(means: ServingMeans, desk: Desk, box: Supply): void {
  if (box.stage === "serving" && openServed(means, box).length === 0) leave(means, desk, box);
}

/** It goes back with what is left. */
export function leave(means: ServingMeans, desk: Desk, box: Supply): void {
  desk.cancelDue(leaveId(box));
  serveNobody(means, desk, box);
  goBack(means, desk, box);
}

/** Its orders are gone or served otherwise: whoever brings the units of that tote looks whether anybody wants them. */
export function lookAtBoxesOf({ totes }: ToteMeans, desk: Desk, tote: Tote): void {
  for (const id of new Set(tote.lines.map(({ box }) => box))) {
    const box = totes.supply(id);
    if (box) lookLater(desk, box);
  }
}

function goBack(means: ServingMeans, desk: Desk, box: Supply): void {
  const { transport, tote, recount } = box;
  const hasRest = contentsOf(means, box) > 0 && !recount;
  if (recount) needToteCount(means, desk, box);
  const purposes = [dealing, ...(hasRest ? [] : [{ type: "put" } as const])];
  desk.send("fleet", { type: "transport.skipStops", transport, tote, purposes });
}

function callOff({ totes, places }: ServingMeans, desk: Desk, box: Supply): void {
  totes.stage(box, "leaving");
  const { transport } = box;
  desk.send("fleet", {
    type: "transport.withdraw",
    transport,
    stations: places.check,
    reason: "order-cancelled",
  });
}

const leaveId = ({ tote }: Supply): string => `box-leave/${tote}`;
