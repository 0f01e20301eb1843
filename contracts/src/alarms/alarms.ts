/** Every alarm of the house: who raises it, how urgent it is and what it is raised with. One that is not here does not compile, nor does a screen without words for it. */
import type { MessageReason } from "../reasons/of-messages.ts";
import type { RobotReason } from "../reasons/of-robots.ts";
import type { RoomName } from "../rooms.ts";
import { alarmsOfGoods } from "./of-goods.ts";
import { alarmsOfRobots } from "./of-robots.ts";
import { alarmsOfSensors } from "./of-sensors.ts";
import type { AlarmRow } from "./row.ts";

/** By the room that raises them. */
export const alarmsOf = {
  fleet: alarmsOfRobots,
  "wms-bridge": alarmsOfGoods,
  sensors: alarmsOfSensors,
} as const satisfies Readonly<Partial<Record<RoomName, Readonly<Record<string, AlarmRow>>>>>;

export const alarmRows = { ...alarmsOfRobots, ...alarmsOfGoods, ...alarmsOfSensors } as const;
type Rows = typeof alarmRows;
export type AlarmDefinition = keyof Rows;
/** Those that a room raises. */
export type AlarmOf<Room extends keyof typeof alarmsOf> = keyof (typeof alarmsOf)[Room];

/** What a parameter holds: why something is with a robot, and what is odd in what is said, are reasons; all else is as it was told. */
type Given<Definition extends AlarmDefinition, Parameter> = Parameter extends "why"
  ? Definition extends AlarmOf<"fleet">
    ? RobotReason
    : Definition extends "device.odd-words"
      ? MessageReason
      : string
  : string | number;
type Name<Definition extends AlarmDefinition> = Rows[Definition]["parameters"][number];
/** What an alarm is raised with. */
export type AlarmParameters<Definition extends AlarmDefinition = AlarmDefinition> = {
  readonly [Parameter in Exclude<Name<Definition>, `${string}?`>]: Given<Definition, Parameter>;
} & {
  readonly [Known in Name<Definition> as Known extends `${infer Plain}?` ? Plain : never]?: Given<
    Definition,
    Known extends `${infer Plain}?` ? Plain : never
  >;
};
/** A definition with its parameters. */
export type RaisedAlarm<Of extends AlarmDefinition = AlarmDefinition> = {
  [Definition in Of]: {
    readonly definition: Definition;
    readonly parameters: AlarmParameters<Definition>;
  };
}[Of];

/** Undefined for a code of a house that knew others than this one. */
export function alarmRow(definition: string): AlarmRow | undefined {
  const all: Readonly<Record<string, AlarmRow>> = alarmRows;
  return Object.hasOwn(all, definition) ? all[definition] : undefined;
}
