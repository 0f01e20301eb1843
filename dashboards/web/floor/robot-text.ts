/** What a robot is in for, where its activity alone would look like rest. Pure. */
import type { RobotMark } from "../../gateway/protocol.ts";
import { isTrouble } from "../map/robot-looks.ts";

/** Whether it is given work, now or when it has finished what it does. */
export const takesWork = ({ activity, condition }: Pick<RobotMark, "activity" | "condition">): boolean =>
  !isTrouble(activity) && activity !== "off-floor" && condition.service === "in";
