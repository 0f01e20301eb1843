/** A robot's tongue: what it says of itself passes through lies that can be put on and taken off, the first one first. Its body knows nothing of them. */
import type { TopicName } from "@floorplane/contracts/topics";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Fate, Misbehaviour } from "../robots/misbehaviour.ts";

/** From a state to what is said instead: one or several in order, or nothing. */
export type Lie = (state: State) => readonly State[];
/** What becomes of a message, after what the lies made of it. */
export type BadLine = (direction: "out" | "in", topic: TopicName) => Fate;

const fineLine: BadLine = () => "passes";

export class Tongue implements Misbehaviour {
  #lies: readonly Lie[] = [];
  #line: BadLine = fineLine;
  /** The last true state that the robot wanted to say, and the last that it said instead. */
  truth: State | undefined;
  said: State | undefined;
  /** Every action that it has really done. */
  readonly done = new Set<string>();

  /** Takes it off again. */
  lie(lie: Lie): () => void {
    this.#lies = [...this.#lies, lie];
    return () => {
      this.#lies = this.#lies.filter((other) => other !== lie);
    };
  }

  spoil(line: BadLine): () => void {
    this.#line = line;
    return () => {
      this.#line = fineLine;
    };
  }

  told(truth: State): readonly State[] {
    this.truth = truth;
    for (const { actionId, actionStatus } of truth.actionStates)
      if (actionStatus === "FINISHED") this.done.add(actionId);
    const told = this.#lies.reduce<readonly State[]>((said, lie) => said.flatMap(lie), [truth]);
    this.said = told.at(-1) ?? this.said;
    return told;
  }

  outgoing(topic: TopicName): Fate {
    return this.#line("out", topic);
  }

  incoming(topic: TopicName): Fate {
    return this.#line("in", topic);
  }
}
