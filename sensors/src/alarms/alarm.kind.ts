/** An alarm as it is kept; screens may rely on what `AlarmDocument` names. */
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
import type { AlarmPriority } from "@floorplane/contracts/states";

export const alarmKind = kind(
  "alarm",
  2,
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
    parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
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
  },
);
export type KeptAlarm = BodyOf<typeof alarmKind>;
