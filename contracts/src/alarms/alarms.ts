/** Every alarm of the house with its meaning: who raises one that is not here does not compile, and no screen is without words for it. */
import type { AlarmMeaning } from "./meaning.ts";
import { alarmsOfGoods } from "./of-goods.ts";
import { alarmsOfRobots } from "./of-robots.ts";
import { alarmsOfSensors } from "./of-sensors.ts";

export const alarmMeanings = { ...alarmsOfRobots, ...alarmsOfGoods, ...alarmsOfSensors } as const;
export type AlarmDefinition = keyof typeof alarmMeanings;
export type OwnAlarm = keyof typeof alarmsOfSensors;

/** Undefined for a code of a house that knew others than this one. */
export function alarmMeaning(definition: string): AlarmMeaning | undefined {
  const all: Readonly<Record<string, AlarmMeaning>> = alarmMeanings;
  return Object.hasOwn(all, definition) ? all[definition] : undefined;
}
