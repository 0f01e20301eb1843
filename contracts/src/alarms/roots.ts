/** What is said of alarms that have one thing before them as their cause, in place of what each of them would say for itself. */
import type { AlarmMeaning } from "./meaning.ts";

export const alarmRoots = {
  "floor-silent": {
    title: "Many fell silent together",
    cause:
      "Robots or devices stopped being heard at about the same time: most likely it is one thing that all of them need (broker, network, power), not each of them.",
    consequence:
      "Where robots were last seen stays held for them, and what the devices watch is watched by nobody.",
    action:
      "Look at what they share before you look at any of them. When it is back they come back by themselves; then look only at those that still stand here.",
    respondWithinMinutes: 5,
  },
  "gateway-silent": {
    title: "All behind one gateway fell silent",
    cause:
      "Devices that are reached by one address stopped being heard at about the same time: most likely it is their gateway or its line.",
    consequence: "What they watch is watched by nobody.",
    action: "Check power and network of the gateway and the line behind it, not each device.",
    respondWithinMinutes: 15,
  },
} as const satisfies Readonly<Record<string, AlarmMeaning>>;

export type AlarmRoot = keyof typeof alarmRoots;
