/** What keeps a robot from work, by its chart, in words: a fault that nobody explains is one that nobody mends. */
import type { RobotCondition } from "@floorplane/contracts/acts";
import type { RobotView } from "./robot-view.ts";

type Words<Region extends keyof RobotCondition> = Readonly<Record<RobotCondition[Region], string>>;

const readiness: Words<"readiness"> = {
  unknown: "it has not said yet how it is",
  ready: "",
  stopped: "its emergency stop is pressed or a safety field is violated",
  confirming: "it was stopped: a person has to look and let it go on",
  manual: "",
  faulty: "it reports a fault",
  astray: "where it says it is does not fit the floor or its order",
  paused: "",
};
const order: Words<"order"> = {
  none: "",
  sent: "",
  running: "",
  unanswered: "it does not answer to its order",
  clearing: "its order is being taken back",
  cooling: "it refused its order; the next one waits a moment",
  wedged: "it keeps an order that was taken back",
  barred: "it refused several orders in a row: a person has to look",
};

/** Why it shows a fault; empty where it shows none. The gravest first. */
export function faultOf({ value, context: { trouble }, entered, contest }: RobotView): string {
  if (value.presence !== "on" || value.link !== "heard") return "";
  if (value.room === "contested") return `the house stopped it: ${contest}`;
  if (value.readiness === "manual" || value.readiness === "paused" || value.hold === "held") return "";
  const withTrouble = (words: string): string => (trouble === "" ? words : `${words}: ${trouble}`);
  if (value.readiness === "faulty" || value.readiness === "astray")
    return withTrouble(readiness[value.readiness]);
  if (value.readiness === "ready" && (value.order === "cooling" || value.order === "barred"))
    return withTrouble(order[value.order]);
  return (
    readiness[value.readiness] ||
    order[value.order] ||
    (entered ? "" : "the place where it stands is not given to it yet")
  );
}

/** Why it may get no work though nothing is wrong that it says itself; empty: it may. */
export const hindranceOf = ({ unfit, report }: RobotView): string =>
  unfit ??
  (report?.battery.untold ? "it has not told its charge, which is taken for none until it does" : "");
