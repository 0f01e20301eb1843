/** What keeps a robot from work, by its chart: a fault that nobody explains is one that nobody mends. */
import type { RobotCondition } from "@floorplane/contracts/acts";
import type { SingleReason, Trouble } from "@floorplane/contracts/reasons/of-robots";
import type { RobotView } from "./robot-view.ts";

type Reasons<Region extends keyof RobotCondition> = Readonly<
  Record<RobotCondition[Region], ((because: Trouble | null) => SingleReason) | null>
>;

const readiness: Reasons<"readiness"> = {
  unknown: () => ({ code: "fault.unheard" }),
  ready: null,
  stopped: () => ({ code: "fault.stopped" }),
  confirming: () => ({ code: "fault.stop-released" }),
  manual: null,
  faulty: (because) => ({ code: "fault.reported", because }),
  astray: (because) => ({ code: "fault.astray", because }),
  paused: null,
};
const order: Reasons<"order"> = {
  none: null,
  sent: null,
  running: null,
  unanswered: () => ({ code: "fault.order-unanswered" }),
  clearing: () => ({ code: "fault.order-cancelling" }),
  cooling: (because) => ({ code: "fault.order-refused", because }),
  wedged: () => ({ code: "fault.order-kept" }),
  barred: (because) => ({ code: "fault.orders-refused", because }),
};

/** Why it shows a fault; null where it shows none. The gravest first. */
export function faultOf({ value, context: { trouble }, entered, contest }: RobotView): SingleReason | null {
  if (value.presence !== "on" || value.link !== "heard") return null;
  if (value.room === "contested") return { code: "fault.contested", contest };
  if (value.readiness === "manual" || value.readiness === "paused" || value.hold === "held") return null;
  const reason = readiness[value.readiness] ?? order[value.order];
  if (reason) return reason(trouble);
  return entered ? null : { code: "fault.no-place" };
}

/** Why it may get no work though nothing is wrong that it says itself; none: it may. */
export const hindrancesOf = ({ unfit, report }: RobotView): readonly SingleReason[] =>
  unfit.length > 0 ? unfit : report?.battery.untold ? [{ code: "charge.untold" }] : [];
