/** What the text of VDA 5050 3.0.0 asks of a report beyond the published files (clause 7.8), held by what we write; readers take what comes. */
import type { Fault } from "../fault.ts";
import { angleMax } from "../header.ts";
import { writtenTimestamp } from "../timestamp.ts";
import type { State } from "./state.schema.ts";
import type { Visualization } from "./visualization.schema.ts";

export function stateFault(state: State): Fault | undefined {
  const { range, batteryHealth } = state.powerSupply;
  return (
    wayFault(state) ??
    wholeFault("powerSupply.range", range) ??
    wholeFault("powerSupply.batteryHealth", batteryHealth)
  );
}

/** Of what state and visualization share: where it is, and when it will be where. */
export function wayFault({
  mobileRobotPosition,
  intermediatePath,
}: Pick<Visualization, "mobileRobotPosition" | "intermediatePath">): Fault | undefined {
  const theta = mobileRobotPosition?.theta ?? 0;
  if (Math.abs(theta) > angleMax)
    return { field: "mobileRobotPosition.theta", reason: `must be within -pi and pi, is ${theta}` };
  for (const [index, { eta }] of (intermediatePath?.polyline ?? []).entries())
    if (!writtenTimestamp.test(eta)) {
      const field = `intermediatePath.polyline[${index}].eta`;
      return { field, reason: `must be UTC with milliseconds and Z, is "${eta}"` };
    }
  return undefined;
}

const wholeFault = (field: string, value: number | undefined): Fault | undefined =>
  value === undefined || Number.isInteger(value)
    ? undefined
    : { field, reason: `must be a whole number, is ${value}` };
