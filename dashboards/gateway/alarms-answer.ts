/** `GET /api/alarms`: what is active, by what is behind it, the most urgent first, with the words that hold for it. */
import type { AlarmText } from "../words/alarm-words.ts";
import { inEnglish } from "../words/alarms.en.ts";
import type { AlarmBoard } from "./alarm-board.ts";
import type { AlarmGroup, AlarmSummary } from "./protocol.ts";

export interface AlarmsAnswer extends AlarmSummary {
  readonly alarms: readonly (AlarmGroup & Pick<AlarmText, "title" | "cause" | "action">)[];
}

export function alarmsAnswer(board: AlarmBoard, now: number): AlarmsAnswer {
  board.refresh(now);
  const alarms = board.groups().map((group) => {
    // Of a house that knew other alarms than this one: its code is all there is.
    const unexplained = { title: group.meaning, cause: "", action: "" };
    const { title, cause, action } = inEnglish(group.meaning) ?? unexplained;
    return { ...group, title, cause, action };
  });
  return { ...board.summary(), alarms };
}
