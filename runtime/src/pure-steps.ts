/**
 * XState's pure `initialTransition` and `transition`, as a chart that is asked all day wants them. XState makes an actor for each call of them, with an initial state of its own that nobody looks
 * at; here one actor that never starts stands for the chart, since no chart here invokes another or speaks to one.
 */
import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
  type ExecutableActionObject,
} from "xstate";

/** The snapshot that follows, and the actions that somebody has to do. */
type Stepped = readonly [snapshot: AnyMachineSnapshot, actions: readonly ExecutableActionObject[]];

export class PureSteps {
  readonly #machine: AnyStateMachine;
  readonly #scope: Omit<AnyActorScope, "actionExecutor">;

  constructor(machine: AnyStateMachine) {
    const self = createActor(machine);
    this.#machine = machine;
    this.#scope = {
      self,
      system: self.system,
      id: "",
      sessionId: "",
      logger: () => {},
      defer: () => {},
      emit: () => {},
      stopChild: () => {},
    };
  }

  first(input: unknown): Stepped {
    const actions: ExecutableActionObject[] = [];
    return [this.#machine.getInitialSnapshot(this.#gathering(actions), input), actions];
  }

  next(before: AnyMachineSnapshot, event: EventObject): Stepped {
    const actions: ExecutableActionObject[] = [];
    return [this.#machine.transition(before, event, this.#gathering(actions)), actions];
  }

  #gathering(actions: ExecutableActionObject[]): AnyActorScope {
    return { ...this.#scope, actionExecutor: (action) => actions.push(action) };
  }
}
