/** Alarms that sensors raises: devices, zones, stations and the list itself. */
import type { AlarmRow } from "./row.ts";

export const alarmsOfSensors = {
  "climate.temperature-band": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["min", "max", "device", "value"],
  },
  "climate.humidity-band": {
    priority: "medium",
    respondWithinMinutes: 120,
    parameters: ["min", "max", "device", "value"],
  },
  "device.silent": {
    priority: "medium",
    respondWithinMinutes: 60,
    silence: "is",
    parameters: [],
  },
  "device.link-broken": {
    priority: "medium",
    respondWithinMinutes: 15,
    silence: "is",
    parameters: [],
  },
  "device.bad-values": {
    priority: "medium",
    respondWithinMinutes: 120,
    parameters: ["quantity", "reason"],
  },
  "device.channel-silent": {
    priority: "medium",
    respondWithinMinutes: 60,
    silence: "follows",
    parameters: ["quantity"],
  },
  "device.unwatched": {
    priority: "high",
    respondWithinMinutes: 60,
    parameters: [],
  },
  "device.frozen": {
    priority: "low",
    respondWithinMinutes: 480,
    parameters: ["quantity"],
  },
  "device.clock": {
    priority: "medium",
    respondWithinMinutes: 60,
    parameters: ["said", "why"],
  },
  "device.unknown": {
    priority: "low",
    respondWithinMinutes: 480,
    parameters: ["robot?", "manufacturer?"],
  },
  "device.identity": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["said"],
  },
  "device.unreadable": {
    priority: "medium",
    respondWithinMinutes: 30,
    parameters: ["topic", "field", "why"],
  },
  "device.odd-words": {
    priority: "low",
    respondWithinMinutes: 480,
    parameters: ["topic", "why"],
  },
  "device.shared-identity": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: [],
  },
  "station.stopped": {
    priority: "high",
    respondWithinMinutes: 10,
    parameters: ["state"],
  },
  "station.job-not-taken": {
    priority: "high",
    respondWithinMinutes: 15,
    silence: "follows",
    parameters: ["job", "tote"],
  },
  "alarm.flood": {
    priority: "critical",
    respondWithinMinutes: 5,
    parameters: ["standing"],
  },
} as const satisfies Readonly<Record<string, AlarmRow>>;
