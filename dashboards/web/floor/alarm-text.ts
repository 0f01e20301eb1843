/** Alarms in the reader's words. A code that this page does not know is shown by its name: a house may be newer than a page that was left open. */
import { alarmMeanings } from "@floorplane/contracts/alarms/alarms";
import type { AlarmMeaning } from "@floorplane/contracts/alarms/meaning";
import { alarmRoots } from "@floorplane/contracts/alarms/roots";
import type { AlarmDocument } from "@floorplane/contracts/documents";
import { minuteMs } from "@floorplane/contracts/units";

type WordOf = (id: string) => string | undefined;
const meanings: Readonly<Record<string, AlarmMeaning>> = { ...alarmMeanings, ...alarmRoots };

export const alarmTitle = (meaning: string, wordOf: WordOf): string =>
  wordOf(`alarm.${meaning}.title`) ?? meaning.replace(/[.-]/g, " ");

/** How long the action helps, ms; undefined where nobody has said. */
export const respondWithinMs = (meaning: string): number | undefined =>
  Object.hasOwn(meanings, meaning) ? meanings[meaning]!.respondWithinMinutes * minuteMs : undefined;

/** What the alarm was raised with, apart from its source. */
export function alarmDetail({ parameters, source }: AlarmDocument): string {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== "robot" && value !== source && value !== "")
    .map(([name, value]) => (name === "why" ? `${value}` : `${name} ${value}`))
    .join(" · ")
    .slice(0, 160);
}
