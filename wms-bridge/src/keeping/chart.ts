/**
 * Charts without context and delays, asked often: each pair of state and event is put to XState once and remembered, so that fifteen thousand orders a day
 * cost table look-ups. The chart stays the only law: nothing here knows a transition of its own.
 */
import { assert } from "@floorplane/contracts/errors";
import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition, transition } from "xstate";

export class Chart<State extends string, Event extends string> {
  readonly machine: AnyStateMachine;
  readonly initial: State;
  readonly #known = new Map<State, Map<Event, State | undefined>>();

  constructor(machine: AnyStateMachine) {
    this.machine = machine;
    this.initial = initialTransition(machine)[0].value as State;
  }

  /** The state that follows, or undefined where the chart has no such way. */
  next(state: State, event: Event): State | undefined {
    let known = this.#known.get(state);
    if (!known) this.#known.set(state, (known = new Map()));
    if (known.has(event)) return known.get(event);
    const before = this.machine.resolveState({ value: state, context: {} });
    const follows = before.can({ type: event }) ? this.#after(before, event) : undefined;
    known.set(event, follows);
    return follows;
  }

  /** Nobody does what a chart of this kind asks for, now or later. */
  #after(before: AnyMachineSnapshot, event: Event): State {
    const [after, asked] = transition(this.machine, before, { type: event });
    assert(
      asked.length === 0,
      `${this.machine.id} asks for ${asked[0]?.type} at ${event}, which nobody does`,
    );
    return after.value as State;
  }
}
