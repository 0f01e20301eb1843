/** Conditions of a robot that need a person, and how soon. Their words for people are the dashboards'; the definition's name is the key. */
import type { AlarmPriority } from "@floorplane/contracts/documents";

export const robotAlarms = {
  /** Silent or gone for too long: somebody must look where it stands; its place stays held. */
  "robot.lost": "high",
  /** An emergency stop is pressed. Only people release it. */
  "robot.estop": "critical",
  /** It says that it stands and needs a person. */
  "robot.fault": "high",
  /** It is not where it can be, or does not know where it is. */
  "robot.astray": "high",
  /** It names a node and says a pose elsewhere; all that it may stand on stays held. */
  "robot.contradicts": "high",
  /** What it says cannot be read, or is another robot's: on that topic it is as good as silent. */
  "robot.unreadable": "high",
  /** It leaves out or misspells what the standard asks for; it is read on the safe side. */
  "robot.odd-words": "low",
  /** It speaks, but does not answer our orders. */
  "robot.unanswered": "high",
  /** It refuses one order after another. */
  "robot.refuses": "high",
  /** By its factsheet it cannot do what the layout demands of every robot. */
  "robot.unfit": "high",
  /** It takes no limits of the kind that the layout sets. */
  "robot.limits-untold": "medium",
  /** It was asked to cancel and neither did nor stands. */
  "robot.cancel-stuck": "high",
  /** It is heard, has work, and has not moved on for minutes. */
  "robot.stuck": "medium",
  /** It and others wait for one another, and none can make room. */
  "robot.ring": "high",
  /** It stands where another robot holds the floor. */
  "robot.displaced": "high",
  /** It lost its order while it worked: nobody knows whether the units were moved. */
  "robot.outcome-unknown": "medium",
  /** It cannot hand over or take its tote. */
  "robot.handling-failed": "high",
  /** It stands for good, and work waits behind it. */
  "robot.bars-way": "high",
  /** It fails again and again where others do not: it gets no more work until a person has looked. */
  "robot.failing": "high",
  /** A person took it off the floor, and it says a place on the lanes: that is held for it. */
  "robot.off-floor-seen": "high",
} as const satisfies Readonly<Record<string, AlarmPriority>>;

export type RobotTrouble = keyof typeof robotAlarms;
