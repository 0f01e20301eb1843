/** That a task was answered already, and how, in English. */
import { isoTime } from "../../units.ts";
import type { ActReasons } from "../of-acts.ts";

export const answeredOtherwiseInEnglish = ({
  task,
  by,
  at,
  found,
}: Readonly<ActReasons["task.answered-otherwise"]>): string =>
  `${task} was answered already${by === "" ? "" : ` by ${by}`} at ${isoTime(at)}, with ${found}; another answer changes nothing: correct it by a new count, write-off or disposition`;
