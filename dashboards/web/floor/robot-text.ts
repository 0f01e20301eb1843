/** What a robot is in for, where its activity alone would look like rest. Pure. */
import type { RobotMark } from "../../gateway/protocol.ts";
import { isTrouble } from "../map/robot-looks.ts";

/** Whether it is given work, now or when it has finished what it does. */
export const takesWork = ({ activity, condition }: Pick<RobotMark, "activity" | "condition">): boolean =>
  !isTrouble(activity) && activity !== "off-floor" && condition.service === "in";

/** The activity as people should read it: one that is out of service only looks as if it rested. Whoever is in trouble or at work is shown as that. */
export const shownAs = ({
  activity,
  condition,
}: Pick<RobotMark, "activity" | "condition">): RobotMark["activity"] | "out-of-service" =>
  condition.service !== "in" && resting.has(activity) ? "out-of-service" : activity;

const resting: ReadonlySet<RobotMark["activity"]> = new Set(["idle", "parking", "charging"]);
