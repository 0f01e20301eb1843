/**
 * XState charts, driven one way: pure steps on plain JSON rows. A delayed transition becomes a due row of the room that owns the machine,
 * its cancel deletes the row; there are no actors and no timers here. Charts live in `*.machine.ts`.
 */
import { assert, FloorplaneError } from "@floorplane/contracts/errors";
import type { AnyStateMachine, EventFromLogic, InputFrom, SnapshotFrom } from "xstate";
import { PureSteps } from "./pure-steps.ts";
import type { Desk } from "./room.ts";

/** A machine as it stands in a document: value and context of its chart. The version of the document stands for that of the chart. */
export interface MachineRow {
  readonly value: unknown;
  readonly context: unknown;
}

/** A named action that the chart asks its owner to do. */
export interface Asked {
  readonly type: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Stepped<Machine extends AnyStateMachine> {
  readonly snapshot: SnapshotFrom<Machine>;
  readonly row: MachineRow;
  /** What the owner is asked to do, in order. */
  readonly asked: readonly Asked[];
  /** Whether the event changed anything. */
  readonly changed: boolean;
}

/** The actions of a chart that are its owner's to do, as they stand in its `setup`; what the chart does itself (`assign`) stands beside them. */
export type Asks = Readonly<Record<string, (args: never, params: never) => void>>;

/** Who does them: a total record, so that a new action does not compile until somebody does it. `Owned`: what the owner keeps of a machine. */
export type Doers<Chart extends Asks, Owned> = {
  readonly [Action in keyof Chart]: (owned: Owned, params: ParamsOf<Chart[Action]>, desk: Desk) => void;
};
type ParamsOf<Ask> = Ask extends (args: never, params: infer Params) => void
  ? unknown extends Params
    ? Readonly<Record<string, never>>
    : Params
  : never;

/** Does all that was asked for, in order. An action that has no doer is a bug of chart and owner together: nothing is passed over in silence. */
export function doAsked<Chart extends Asks, Owned>(
  doers: Doers<Chart, Owned>,
  asked: readonly Asked[],
  owned: Owned,
  desk: Desk,
): void {
  for (const { type, params } of asked) {
    const doer = Object.hasOwn(doers, type) ? doers[type as keyof Chart] : undefined;
    assert(doer, `a chart asks for ${type}, which nobody does`);
    doer(owned, params as never, desk);
  }
}

/** A due event that belongs to a machine: give it back to `step` as it is. */
export interface MachineDue {
  readonly type: "machine.due";
  readonly machine: string;
  readonly id: string;
  readonly event: { readonly type: string };
}

/** Drives all machines of one chart; `kind` and the machine's id name its due rows. */
export class Machines<Machine extends AnyStateMachine> {
  readonly kind: string;
  readonly machine: Machine;
  readonly #steps: PureSteps;

  constructor(kind: string, machine: Machine) {
    this.kind = kind;
    this.machine = machine;
    this.#steps = new PureSteps(machine);
  }

  /** A row that comes back after a restart; one that its chart does not know is refused: nobody may guess what was decided. */
  restored(id: string, row: MachineRow): MachineRow {
    try {
      this.machine.resolveState({ value: row.value as never, context: row.context as never });
      return row;
    } catch (error) {
      throw new FloorplaneError({
        code: "ledger-failed",
        message: `${this.kind} ${id} stands in the ledger at ${JSON.stringify(row.value)}, which its chart does not know: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }

  begin(id: string, input: InputFrom<Machine>, desk: Desk): Stepped<Machine> {
    const [snapshot, actions] = this.#steps.first(input);
    return this.#stepped(id, snapshot as SnapshotFrom<Machine>, actions, true, desk);
  }

  step(id: string, row: MachineRow, event: EventFromLogic<Machine>, desk: Desk): Stepped<Machine> {
    const before = this.machine.resolveState({ value: row.value as never, context: row.context as never });
    const [snapshot, actions] = this.#steps.next(before, event);
    return this.#stepped(
      id,
      snapshot as SnapshotFrom<Machine>,
      actions,
      (snapshot as unknown) !== (before as unknown),
      desk,
    );
  }

  #stepped(
    id: string,
    snapshot: SnapshotFrom<Machine>,
    actions: readonly { readonly type: string; readonly params?: unknown }[],
    changed: boolean,
    desk: Desk,
  ): Stepped<Machine> {
    const asked: Asked[] = [];
    for (const action of actions) {
      const params = (action.params ?? {}) as Record<string, unknown>;
      if (action.type === "xstate.raise" && params.delay !== undefined) {
        const name = String(params.id);
        const event: MachineDue = {
          type: "machine.due",
          machine: this.kind,
          id,
          event: params.event as { type: string },
        };
        desk.due(this.#dueId(id, name), desk.now + Number(params.delay), event);
      } else if (action.type === "xstate.cancel") {
        desk.cancelDue(this.#dueId(id, String(params.sendId)));
      } else asked.push({ type: action.type, params });
    }
    const { value, context } = snapshot as unknown as { value: unknown; context: unknown };
    return { snapshot, row: { value, context }, asked, changed };
  }

  #dueId(id: string, name: string): string {
    return `${this.kind}/${id}/${name}`;
  }
}
