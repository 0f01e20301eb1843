/**
 * Where bad luck and bad faith reach a robot's messages (FAULTS B2, B3, B4, C7, C8): each message, in or out, may be lost, doubled or late, and a state may say
 * something else than what is. The vehicles that do so are in `field-kit/`.
 */
import type { TopicName } from "@floorplane/contracts/topics";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";

export type Fate = "passes" | "lost" | "doubled" | { readonly lateMs: number };

export interface Misbehaviour {
  outgoing(topic: TopicName, payload: Uint8Array): Fate;
  incoming(topic: TopicName, payload: Uint8Array): Fate;
  /** What the robot says instead of a state that is true, in order; nothing: it keeps quiet. Absent: the truth. */
  told?(truth: State): readonly State[];
}

/** An honest robot on a perfect line. */
export const behaved: Misbehaviour = { outgoing: () => "passes", incoming: () => "passes" };
