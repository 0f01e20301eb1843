/** An alarm as it is kept; screens may rely on what `AlarmDocument` names. */
import { alarmsOfRobots } from "@floorplane/contracts/alarms/of-robots";
import type { AlarmDocument } from "@floorplane/contracts/documents";
import type { AlarmId } from "@floorplane/contracts/ids";
import {
  type BodyOf,
  chartAlone,
  fields,
  kind,
  machineRow,
  moment,
  named,
  oneOf,
  orNull,
  Type,
} from "@floorplane/contracts/kind";
import { type Reason, reasonOfToday, reasonSchema } from "@floorplane/contracts/reasons/reason";
import type { AlarmPriority } from "@floorplane/contracts/states";

export const alarmKind = kind(
  "alarm",
  3,
  fields({
    alarm: named<AlarmId>(),
    definition: Type.String(),
    priority: oneOf<AlarmPriority>({ critical: true, high: true, medium: true, low: true, diagnostic: true }),
    state: oneOf<AlarmDocument["state"]>({
      normal: true,
      unacknowledged: true,
      acknowledged: true,
      "returned-unacknowledged": true,
    }),
    source: Type.String(),
    parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), reasonSchema()])),
    raisedAt: moment,
    clearedAt: orNull(moment),
    count: Type.Integer(),
    machine: machineRow,
    acknowledgedBy: orNull(Type.String()),
    acknowledgedAt: orNull(moment),
    acknowledgedWhy: orNull(Type.String()),
  }),
  {
    // The first rows did not say who had acknowledged them.
    1: ({ machine, acknowledgedBy = null, acknowledgedAt = null, acknowledgedWhy = null, ...alarm }) => ({
      ...alarm,
      machine: chartAlone(machine),
      acknowledgedBy,
      acknowledgedAt,
      acknowledgedWhy,
    }),
    2: withReason,
  },
);
/** Why something is with a robot was a sentence, empty where nobody knew. */
function withReason({ parameters, ...alarm }: Pick<AlarmDocument, "definition" | "parameters">): object {
  const { why, ...others } = parameters;
  if (typeof why !== "string" || !Object.hasOwn(alarmsOfRobots, alarm.definition))
    return { ...alarm, parameters };
  const reason = reasonOfToday<Reason>(why);
  return { ...alarm, parameters: reason ? { ...others, why: reason } : others };
}
export type KeptAlarm = BodyOf<typeof alarmKind>;
