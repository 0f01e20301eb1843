/** Why a thing stands or waits, in the reader's words. Pure. */
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { robotReasonInEnglish } from "../../words/robots.en.ts";
import { plainly } from "./alarm-text.ts";

/** Empty: there is no reason. What a transport waits for its robot does. */
export const whyText = (reason: RobotReason | null): string =>
  reason === null ? "" : plainly(robotReasonInEnglish(reason));
