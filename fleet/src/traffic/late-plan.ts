/** A plan that comes late: robots may have left the floor since it was asked for, and others may have their slots. What was planned for those is no use to anybody. */
import type { Plan } from "./planner.ts";

/** The plan without the visits of strangers; the plan itself where there are none. Who would have passed where they stood is held back by the claims. */
export function withoutStrangers(plan: Plan, isStranger: (slot: number) => boolean): Plan {
  if (!plan.wish.some((_, slot) => isStranger(slot))) return plan;
  const strange = Uint8Array.from(plan.wish, (_, slot) => (isStranger(slot) ? 1 : 0));
  const isKept = (_: number, visit: number) => strange[plan.robot[visit]!] === 0;
  const robot = plan.robot.filter(isKept);
  return {
    visits: robot.length,
    robot,
    edge: plan.edge.filter(isKept),
    departMs: plan.departMs.filter(isKept),
    arriveMs: plan.arriveMs.filter(isKept),
    wish: plan.wish.map((edge, slot) => (strange[slot] ? -1 : edge)),
    gaveWay: plan.gaveWay.map((gave, slot) => (strange[slot] ? 0 : gave)),
  };
}
