/** Where bad luck reaches a robot's messages (FAULTS B2, B3, B4, C7): each message, in or out, may be lost, doubled or late. */
import type { TopicName } from "@floorplane/contracts/topics";

export type Fate = "passes" | "lost" | "doubled" | { readonly lateMs: number };

export interface Misbehaviour {
  outgoing(topic: TopicName, payload: Uint8Array): Fate;
  incoming(topic: TopicName, payload: Uint8Array): Fate;
}

/** A robot on a perfect line. */
export const behaved: Misbehaviour = { outgoing: () => "passes", incoming: () => "passes" };
