/** One way in which a vehicle of the field misbehaves, and what it needs to do so. */
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Random } from "@floorplane/runtime/random";
import type { SimulatedRobot } from "../robots/simulated-robot.ts";
import type { Tongue } from "./tongue.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly theta: number;
}

/** The robot it happens to, and its surroundings. */
export interface Victim {
  readonly robot: SimulatedRobot;
  readonly tongue: Tongue;
  readonly timers: Timers;
  readonly random: Random;
  /** A place on a lane, clear of every body, where a person could put the robot down; undefined: the floor is full. `near`: as near to this as can be. */
  freePlace(near?: Place): Place | undefined;
  /** Where another robot that drives will be next; undefined: nobody drives. */
  wayOfAnother(): Place | undefined;
}

export interface Fault {
  /** In one sentence, for the table in the docs. */
  readonly what: string;
  /** Begins it; what is answered ends it, as a technician would: the vehicle is sound again, whatever it has made of its order. */
  begin(victim: Victim): () => void;
}
