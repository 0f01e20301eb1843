/** Sends each robot that has a transport and no place to go to the next one: the tour's next free pocket, or the nearest free dock. */
import type { Robot } from "../robots/robot.ts";
import { byUrgency, nextStops, type Transport } from "../transports/transport.ts";
import { type Decision, type Floor, Given } from "./floor.ts";

export function continueTransports(floor: Floor): readonly Decision[] {
  const given = new Given();
  const robots = new Map(floor.robots.map((robot) => [robot.id, robot]));
  return floor.transports
    .filter(({ state, target, robot }) => state === "assigned" && target === null && robot !== null)
    .toSorted(byUrgency)
    .flatMap((transport) => {
      const robot = robots.get(transport.robot!);
      return robot?.usable ? [nextPlace(floor, robot, transport, given)] : [];
    });
}

function nextPlace(floor: Floor, robot: Robot, transport: Transport, given: Given): Decision {
  const stops = nextStops(transport);
  const isPick = stops.length > 0 && transport.stops[stops[0]!]!.action.type.endsWith("Items");
  const wanted: number[] = [];
  for (const stop of stops) {
    const docks = floor.places.docksOf(transport.stops[stop]!.stations);
    const node = given.nearest(
      floor,
      robot,
      docks.map((dock) => dock.node),
    );
    if (node >= 0) {
      given.take(node);
      const { station } = docks.find((dock) => dock.node === node)!;
      return { type: "choose", robot: robot.id, transport: transport.transport, stop, station, node };
    }
    wanted.push(...docks.map((dock) => dock.node));
  }
  const holder = floor.book.holder(wanted[0] ?? -1);
  const place = isPick && wanted.length > 0 ? floor.nodeName(wanted[0]!) : "a free dock";
  return {
    type: "wait",
    robot: robot.id,
    wait: { nodes: wanted, docks: !isPick },
    why: isPick && holder ? `waits for ${place}, where ${holder} works or is going` : `waits for ${place}`,
  };
}
