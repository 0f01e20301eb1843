/** The words of alarms as a catalogue has them: one entry for every alarm and root that the contracts know, so that none can be without. */
import { type AlarmDefinition, alarmMeanings } from "@floorplane/contracts/alarms/alarms";
import type { AlarmMeaning } from "@floorplane/contracts/alarms/meaning";
import { type AlarmRoot, alarmRoots } from "@floorplane/contracts/alarms/roots";

const parts = ["title", "cause", "consequence", "action"] as const;
export type AlarmWords = Readonly<
  Record<`alarm.${AlarmDefinition | AlarmRoot}.${(typeof parts)[number]}`, string>
>;

/** English is what the contracts say. */
export const englishAlarmWords = Object.fromEntries(
  Object.entries<AlarmMeaning>({ ...alarmMeanings, ...alarmRoots }).flatMap(([definition, meaning]) =>
    parts.map((part) => [`alarm.${definition}.${part}`, meaning[part]]),
  ),
) as AlarmWords;
