/** How far a robot can drive in one go along the steps of its order. */
import { type Stretch, shortestM } from "./speed-profile.ts";
import { headingWanted, isReleased, type Leg, mustStand, type Step } from "./way.ts";

export interface Ahead {
  readonly legs: Leg[];
  /** Metres from the start of the first step to each leg. */
  readonly starts: number[];
  /** Metres to each node that the run reaches. */
  readonly nodes: number[];
}

/** The legs that can be driven in one go: to the end of the base, to a node where it must stand, or to a turn. */
export function legsAhead(steps: readonly Step[], place: number, mayPass: (step: Step) => boolean): Ahead {
  const ahead: Ahead = { legs: [], starts: [], nodes: [] };
  let start = 0;
  for (const step of steps) {
    if (!isReleased(step)) break;
    for (const [index, leg] of step.legs.entries()) {
      const before = ahead.legs.at(-1);
      if (before && mustStand(before, leg, index === 0)) return ahead;
      if (start + leg.length > place + shortestM) {
        ahead.legs.push(leg);
        ahead.starts.push(start);
      }
      start += leg.length;
    }
    ahead.nodes.push(start);
    const heading = ahead.legs.at(-1)?.heading ?? 0;
    if (!mayPass(step) || headingWanted(step.node, heading) !== undefined) return ahead;
  }
  return ahead;
}

export function stretchesOf({ legs, starts }: Ahead, place: number): Stretch[] {
  return legs.map((leg, index) => ({
    length: starts[index]! + leg.length - Math.max(place, starts[index]!),
    speedMax: leg.speedMax,
  }));
}
