import type { AlarmOf } from "@floorplane/contracts/alarms/alarms";

/** Conditions of a robot that need a person. */
export type RobotTrouble = Extract<AlarmOf<"fleet">, `robot.${string}`>;
