/**
 * Gives waiting transports to free robots as one least-cost assignment. Cost of a pair: metres x unit cost + seconds x delay cost + alpha (t - t0)^2 when late
 * (REQUIREMENTS A1 22, 23), less what it would cost to let the transport wait on.
 */
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { RobotView } from "../robots/robot-view.ts";
import { isAtShelf } from "../transports/stop-actions.ts";
import { planTour } from "../transports/tour.ts";
import { isPick, mayReorder, type Transport, takesUp } from "../transports/transport.ts";
import { Admission } from "./admission.ts";
import { assignLeastCost } from "./assignment.ts";
import type { Decision, Floor } from "./floor.ts";
import type { Dock } from "./places.ts";
import { refusalsOf, unableFor } from "./refusals.ts";
import type { Way } from "./travel.ts";

/** Transports looked at in one round beyond the free robots: the most urgent ones; the others' turn comes. */
const spareTransports = 16;
/** What it costs to leave a transport waiting, before its age and lateness: more than any way on a floor, so that no robot idles while work waits. */
const waitingCost = 10_000;
/** Seconds a stop takes on average with the way to it, to guess when a tour ends. */
const stopS = 20;
/** How much longer a transport waits that is passed over now, s: about a tour. */
const nextChanceS = 300;
/** What was due when it was asked for, since others wait for it, goes before what has waited so long, ms. */
const neededNowMs = 30 * minuteMs;
/** A dock that another robot holds will be free, but not at once, s. */
const busyDockS = 15;
/** Robots on their way to fetch, for each dock: one works there, one is next, one stands by. More would only wait with a transport that others could do. */
const fetchersPerDock = 3;

/** What somebody waits for; counts are done when there is none. */
export const isWork = ({ kind }: Transport): boolean => kind !== "count";

const isWaiting = (floor: Floor, transport: Transport): boolean =>
  isWork(transport) && transport.state === "requested" && hasPlaces(floor, transport);

export const waitsForRobot = (floor: Floor): boolean =>
  floor.transports.some((transport) => isWaiting(floor, transport));

export const waitingForRobot = (floor: Floor): Transport[] =>
  floor.transports.filter((transport) => isWaiting(floor, transport));

export function assignTransports(floor: Floor): readonly Decision[] {
  const waiting = waitingForRobot(floor);
  if (waiting.length === 0) return [];
  const able = floor.robots.filter(
    (robot) =>
      refusalsOf(robot).length === 0 && waiting.some((transport) => unableFor(robot, transport).length === 0),
  );
  // Who stands on a dock fetches there at once; the others come as the docks have room for them.
  const free = able.filter((robot) => floor.places.docks.has(robot.end));
  const room = roomAtDocks(floor, waiting);
  const others = able.filter((robot) => !floor.places.docks.has(robot.end));
  const isWanted = ({ id }: RobotView): boolean => waiting.some(({ wish }) => wish?.robot === id);
  const nearest = nearestToDocks(floor, others, waiting[0]!);
  // Whoever is asked for by name comes, however far away it is.
  free.push(...nearest.filter((robot, index) => index < room || isWanted(robot)));
  if (free.length === 0) return [];
  const doable = waiting.filter((transport) =>
    free.some((robot) => unableFor(robot, transport).length === 0),
  );
  const candidates = mostUrgent(floor, doable, free.length + spareTransports);
  if (candidates.length === 0) return [];
  const costs = free.map((robot) => candidates.map((transport) => pairCost(floor, robot, transport)));
  const decisions: Decision[] = [];
  assignLeastCost(costs).forEach((column, row) => {
    if (column < 0) return;
    const transport = candidates[column]!;
    const robot = free[row]!;
    const left = tourOf(floor, robot, transport);
    decisions.push({ type: "assign", robot: robot.id, transport: transport.transport, left });
  });
  return decisions;
}

/** For each of its stops there is a place to go to now; a storage place that is closed is passed over. */
const hasPlaces = (floor: Floor, transport: Transport): boolean =>
  transport.left.every((stop) => {
    const { stations, action } = transport.stops[stop]!;
    if (docksOfStop(floor, transport, stop).length > 0) return true;
    return isAtShelf(action) && stations.some((station) => floor.places.isClosed(station));
  });

/** How many more robots may go and fetch. */
function roomAtDocks(floor: Floor, waiting: readonly Transport[]): number {
  const fetching = floor.transports.filter(
    ({ robot, stop, stops, state }) =>
      robot !== null && state !== "acting" && stops[stop] && takesUp(stops[stop].action),
  );
  const docks = new Set(
    waiting.flatMap((transport) =>
      docksOfStop(floor, transport, transport.left[0] ?? 0).map(({ node }) => node),
    ),
  );
  return fetchersPerDock * docks.size - fetching.length;
}

function nearestToDocks(
  floor: Floor,
  robots: readonly RobotView[],
  example: Transport,
): readonly RobotView[] {
  return robots
    .map((robot) => ({ robot, seconds: wayToFetch(floor, robot, example)?.seconds ?? 0 }))
    .toSorted((a, b) => a.seconds - b.seconds || a.robot.index - b.robot.index)
    .map(({ robot }) => robot);
}

function mostUrgent(floor: Floor, waiting: readonly Transport[], count: number): readonly Transport[] {
  const admission = new Admission(floor);
  const chosen: Transport[] = [];
  for (const { transport } of waiting
    .map((one) => ({ transport: one, worth: worthOf(floor, one) }))
    .toSorted((a, b) => b.worth - a.worth)) {
    if (!admission.admits(transport)) continue;
    admission.take(transport);
    chosen.push(transport);
    if (chosen.length === count) break;
  }
  return chosen;
}

/** What letting it wait would cost: how old it would be when it is done, so that long tours begin early, and how much later it would get. */
function worthOf(floor: Floor, transport: Transport): number {
  const { costs } = floor.settings;
  const done = soonest(floor, transport);
  const ahead = aheadMs(transport);
  const later = lateness(floor, transport, done + nextChanceS * secondMs) - lateness(floor, transport, done);
  return later + costs.perWaitedMinute * ((ahead + done - transport.requestedAt) / minuteMs);
}

/** What a transport goes before, ms of waiting. */
function aheadMs({ dueAt, requestedAt, wish }: Transport): number {
  if (wish?.isDispensable) return -neededNowMs;
  if (dueAt <= requestedAt || wish?.priority === "urgent") return neededNowMs;
  return wish?.priority === "high" ? neededNowMs / 2 : 0;
}

/** When a robot that stood at the dock now would be done. */
const soonest = (floor: Floor, { stops }: Transport): number => floor.now + stops.length * stopS * secondMs;

const lateness = (floor: Floor, { dueAt }: Transport, done: number): number =>
  done <= dueAt ? 0 : floor.settings.costs.perLateMinuteSquared * ((done - dueAt) / minuteMs) ** 2;

function pairCost(floor: Floor, robot: RobotView, transport: Transport): number {
  const { costs } = floor.settings;
  if (unableFor(robot, transport).length > 0) return Number.POSITIVE_INFINITY;
  if (isLeftToOthers(floor, robot, transport)) return Number.POSITIVE_INFINITY;
  const way = wayToFetch(floor, robot, transport);
  if (way === undefined || !Number.isFinite(way.seconds)) return Number.POSITIVE_INFINITY;
  const done = floor.now + (way.seconds + transport.stops.length * stopS) * secondMs;
  return (
    costs.perMetre * way.metres +
    costs.perSecond * way.seconds +
    lateness(floor, transport, done) -
    lateness(floor, transport, soonest(floor, transport)) -
    worthOf(floor, transport) -
    waitingCost
  );
}

/** It gave that work up, and another is there who did not. */
const isLeftToOthers = (floor: Floor, robot: RobotView, transport: Transport): boolean =>
  transport.notBy.includes(robot.id) &&
  floor.robots.some(
    (other) =>
      !transport.notBy.includes(other.id) &&
      other.value.presence === "on" &&
      other.value.service === "in" &&
      unableFor(other, transport).length === 0,
  );

/** A robot that just dropped at a dock stands on it: its way is nothing, and it fetches its next tote right there. */
function wayToFetch(floor: Floor, robot: RobotView, transport: Transport): Way | undefined {
  let best: Way | undefined;
  for (const { node } of docksOfStop(floor, transport, transport.left[0] ?? 0)) {
    const way = floor.travel.way(robot.end, node);
    const busy = floor.book.isFreeFor(robot.id, node) ? 0 : busyDockS;
    if (!best || way.seconds + busy < best.seconds) best = { ...way, seconds: way.seconds + busy };
  }
  return best;
}

const docksOfStop = (floor: Floor, transport: Transport, stop: number): readonly Dock[] =>
  floor.places.docksOf(transport.stops[stop]?.stations ?? []);

/** Fetch first, then the picks by the shortest way to a drop dock, then the rest as it was asked for. */
function tourOf(floor: Floor, robot: RobotView, transport: Transport): readonly number[] {
  const { left, stops } = transport;
  const picks = left.filter((stop) => isPick(stops[stop]!));
  if (picks.length < 2 || !mayReorder(stops)) return left;
  const before = left.slice(0, left.indexOf(picks[0]!));
  const after = left.slice(left.indexOf(picks.at(-1)!) + 1);
  const nodes = picks.map((stop) => docksOfStop(floor, transport, stop)[0]?.node ?? -1);
  if (nodes.includes(-1)) return left;
  const fetch = before.length > 0 ? docksOfStop(floor, transport, before[0]!) : [];
  const { order } = planTour({
    from: nearestOf(floor, robot.end, fetch),
    stops: nodes,
    ends: after.length > 0 ? docksOfStop(floor, transport, after[0]!).map(({ node }) => node) : [],
    seconds: (from, to) => floor.travel.seconds(from, to),
  });
  return [...before, ...order.map((index) => picks[index]!), ...after];
}

function nearestOf(floor: Floor, from: number, docks: readonly Dock[]): number {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const { node } of docks) {
    const seconds = floor.travel.seconds(from, node);
    if (seconds >= least) continue;
    best = node;
    least = seconds;
  }
  return best;
}
