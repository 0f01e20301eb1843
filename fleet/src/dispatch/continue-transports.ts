/** Sends each robot that has a transport and no place to go to the next one: the tour's next pocket, or the nearest dock, where its turn comes soon. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Waiting } from "@floorplane/contracts/reasons/of-robots";
import { someOf } from "@floorplane/contracts/reasons/reason";
import type { RobotView } from "../robots/robot-view.ts";
import { actionSeconds, isAtShelf } from "../transports/stop-actions.ts";
import { byUrgency, nextStops, type Transport } from "../transports/transport.ts";
import { isWork, waitsForRobot } from "./assign-transports.ts";
import type { Decision, Floor } from "./floor.ts";
import type { Dock } from "./places.ts";
import { TakenPlaces } from "./taken-places.ts";
import { turnAt } from "./turns.ts";

export function continueTransports(floor: Floor): readonly Decision[] {
  const taken = new TakenPlaces();
  const isWanted = waitsForRobot(floor);
  return floor.transports
    .filter(({ state, target, robot }) => state === "assigned" && target === null && robot !== null)
    .toSorted(byUrgency)
    .flatMap((transport): Decision[] => {
      const robot = floor.robot(transport.robot!);
      if (!robot.usable) return [];
      if (isWanted && !isWork(transport))
        return [{ type: "yield", robot: robot.id, transport: transport.transport }];
      return [nextPlace(floor, robot, transport, taken)];
    });
}

interface Place {
  readonly stop: number;
  readonly station: StationId;
  readonly node: number;
  readonly turn: number;
}

function nextPlace(floor: Floor, robot: RobotView, transport: Transport, taken: TakenPlaces): Decision {
  const stops = nextStops(transport);
  const place = firstFreePlace(floor, robot, transport, taken);
  if (place) {
    taken.take(place.node);
    return { type: "choose", robot: robot.id, transport: transport.transport, ...place };
  }
  const nodes = stops.flatMap((stop) =>
    floor.places.docksOf(transport.stops[stop]!.stations).map(({ node }) => node),
  );
  const closed = nodes.length === 0 ? closedStop(floor, transport, stops) : undefined;
  if (closed) return { type: "skip", robot: robot.id, transport: transport.transport, ...closed };
  if (nodes.length === 0) return waitNowhere(floor, robot, transport.stops[stops[0] ?? 0]?.stations ?? []);
  const { cutOff } = floor.places;
  if (!nodes.some((node) => cutOff.leads(robot.end, node))) {
    const barredBy = cutOff.barring(robot.end);
    const wait = { nodes: [], docks: false, barredBy };
    return { type: "wait", robot: robot.id, wait, why: { code: "wait.shut-in", by: someOf(barredBy) } };
  }
  const first = transport.stops[stops[0]!];
  const docks = first === undefined || !isAtShelf(first.action);
  const workedBy = floor.book.queue(nodes[0] ?? -1)[0] ?? null;
  const why: Waiting = docks
    ? { code: "wait.dock" }
    : { code: "wait.place", node: floor.nodeName(nodes[0]!), workedBy };
  return { type: "wait", robot: robot.id, wait: { nodes, docks }, why };
}

/** Stops in the tour's order; of the places of one stop, the nearest. */
export function firstFreePlace(
  floor: Floor,
  robot: RobotView,
  transport: Transport,
  taken: TakenPlaces,
): Place | undefined {
  for (const stop of nextStops(transport)) {
    const { stations, action } = transport.stops[stop]!;
    let best: Place | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const { station, node } of docksToTry(floor, transport, stations)) {
      if (!floor.places.cutOff.leads(robot.end, node)) continue;
      const seconds = floor.travel.seconds(robot.end, node);
      if (taken.has(node) || seconds >= least) continue;
      const turn = turnAt(floor, robot, node, actionSeconds(action));
      if (turn < 0) continue;
      best = { stop, station, node, turn };
      least = seconds;
    }
    if (best) return best;
  }
  return undefined;
}

/** Where its action has failed already comes last. */
function docksToTry(floor: Floor, { failedAt }: Transport, stations: readonly StationId[]): readonly Dock[] {
  const docks = floor.places.docksOf(stations);
  const untried = docks.filter(({ station }) => !failedAt.includes(station));
  return untried.length > 0 ? untried : docks;
}

function waitNowhere({ places }: Floor, { id: robot }: RobotView, stations: readonly StationId[]): Decision {
  const open = stations.find((station) => !places.isClosed(station));
  const wait = { nodes: [], docks: false };
  if (open === undefined)
    return { type: "wait", robot, wait, why: { code: "wait.closed", places: someOf(stations) } };
  const barredBy = places.barring(open);
  const why = { code: "transport.cut-off", place: open, by: someOf(barredBy) } as const;
  return { type: "wait", robot, wait: { ...wait, barredBy }, why };
}

/** A storage place that is closed: its units come from elsewhere, and the tour goes on. */
function closedStop(floor: Floor, { stops }: Transport, open: readonly number[]) {
  const stop = open.find((each) => isAtShelf(stops[each]!.action));
  const station =
    stop === undefined
      ? undefined
      : stops[stop]!.stations.find((each) => floor.places.has(each) && floor.places.isClosed(each));
  return stop === undefined || station === undefined ? undefined : { stop, station };
}
