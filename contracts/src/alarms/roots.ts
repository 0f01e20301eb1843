/** What is said of alarms that have one thing before them as their cause, in place of what each of them would say for itself. Minutes within which the action still helps. */
export const alarmRoots = {
  "floor-silent": { respondWithinMinutes: 5 },
  "gateway-silent": { respondWithinMinutes: 15 },
} as const;

export type AlarmRoot = keyof typeof alarmRoots;
