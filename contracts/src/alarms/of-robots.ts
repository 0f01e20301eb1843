/** Alarms that fleet raises of robots, places and the line to the floor. */
import type { AlarmRow } from "./row.ts";

export const alarmsOfRobots = {
  "house.line-down": {
    priority: "critical",
    respondWithinMinutes: 5,
    parameters: [],
  },
  "house.behind": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["behindS", "speed", "lagMs", "planMs"],
  },
  "planner.lost": {
    priority: "medium",
    respondWithinMinutes: 60,
    parameters: ["times"],
  },
  "robot.lost": {
    priority: "high",
    respondWithinMinutes: 10,
    silence: "is",
    parameters: ["robot", "why?"],
  },
  "robot.estop": {
    priority: "critical",
    respondWithinMinutes: 5,
    parameters: ["robot", "why?"],
  },
  "robot.fault": {
    priority: "high",
    respondWithinMinutes: 10,
    parameters: ["robot", "why?"],
  },
  "robot.astray": {
    priority: "high",
    respondWithinMinutes: 10,
    parameters: ["robot", "why?"],
  },
  "robot.contradicts": {
    priority: "high",
    respondWithinMinutes: 10,
    parameters: ["robot", "why?"],
  },
  "robot.unanswered": {
    priority: "high",
    respondWithinMinutes: 10,
    silence: "follows",
    parameters: ["robot", "why?"],
  },
  "robot.refuses": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["robot", "why?"],
  },
  "robot.unfit": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["robot", "why?"],
  },
  "robot.limits-untold": {
    priority: "medium",
    respondWithinMinutes: 60,
    parameters: ["robot", "why?"],
  },
  "robot.cancel-stuck": {
    priority: "high",
    respondWithinMinutes: 10,
    silence: "follows",
    parameters: ["robot", "why?"],
  },
  "robot.stuck": {
    priority: "medium",
    respondWithinMinutes: 10,
    silence: "follows",
    parameters: ["robot", "why?"],
  },
  "robot.unreadable": {
    priority: "high",
    respondWithinMinutes: 15,
    parameters: ["robot", "why?"],
  },
  "robot.odd-words": {
    priority: "low",
    respondWithinMinutes: 480,
    parameters: ["robot", "why?"],
  },
  "robot.ring": {
    priority: "high",
    respondWithinMinutes: 5,
    silence: "follows",
    parameters: ["robot", "why?"],
  },
  "robot.displaced": {
    priority: "high",
    respondWithinMinutes: 5,
    parameters: ["robot", "why?"],
  },
  "robot.outcome-unknown": {
    priority: "medium",
    respondWithinMinutes: 30,
    silence: "follows",
    parameters: ["robot", "why?"],
  },
  "robot.bars-way": {
    priority: "high",
    respondWithinMinutes: 10,
    silence: "follows",
    parameters: ["robot", "why?"],
  },
  "robot.awaits-place": {
    priority: "high",
    respondWithinMinutes: 10,
    silence: "follows",
    parameters: ["robot", "why?"],
  },
  "robot.failing": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["robot", "why?"],
  },
  "place.failing": {
    priority: "high",
    respondWithinMinutes: 30,
    parameters: ["what", "robot", "times"],
  },
  "robot.off-floor-seen": {
    priority: "high",
    respondWithinMinutes: 5,
    parameters: ["robot", "why?"],
  },
  "robot.handling-failed": {
    priority: "high",
    respondWithinMinutes: 10,
    parameters: ["robot", "why?"],
  },
} as const satisfies Readonly<Record<string, AlarmRow>>;
