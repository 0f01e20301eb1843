/**
 * The house: runs the rooms' steps one at a time, writes each as one chained row, hands over the mailbox, fires what is due, and lets effects
 * out only when their row is durable. One writer, one log: on the virtual clock and on a running site alike.
 */
import { assert } from "@floorplane/contracts/errors";
import type { Kind } from "@floorplane/contracts/kind";
import type { Mail } from "@floorplane/contracts/messages";
import { type RoomName, roomNames } from "@floorplane/contracts/rooms";
import type { Bus } from "./bus/bus.ts";
import type { Timers } from "./clock/clock.ts";
import { type Deadline, Deadlines } from "./deadlines.ts";
import { differences } from "./differences.ts";
import {
  type Change,
  type Ledger,
  mailPerRowMax,
  mailPosition,
  type Row,
  type TakenMail,
} from "./ledger/ledger.ts";
import { Notes } from "./notes.ts";
import type { Desk, Office, Restore, Restored, Room } from "./room.ts";
import { RowChain } from "./row-chain.ts";
import { StepDesk } from "./step-desk.ts";

export interface HouseOptions {
  readonly ledger: Ledger;
  readonly timers: Timers;
  readonly bus: Bus;
  /** Stands around each decision, for who measures them: calls `decide` once. */
  readonly around?: (room: RoomName, decide: () => void) => void;
  /** Sees every row as it is appended (trace hash, change feed of screens). Rows may not be durable yet. */
  readonly witness?: (row: Row) => void;
  /** Sees every row once it is durable, in order: what screens and outsiders may be told. */
  readonly committed?: (row: Row) => void;
  /** Reads what the ledger holds, before the first step: for who follows committed rows. */
  readonly restored?: (read: Restore) => Promise<void>;
  /**
   * Hears of a bug in a step or an effect. Memory may be half changed and ahead of the ledger: nothing of it may be used again, so the house takes no
   * more steps and lets nothing out; the process must end and come back from the ledger. Absent: the bug is thrown to whoever asked for the step.
   */
  readonly broke?: (bug: BrokenStep) => void;
}

export interface HouseFigures {
  /** Written since the ledger began, and those of them that are not durable yet. */
  readonly rows: number;
  readonly rowsWaiting: number;
  readonly effectsWaiting: number;
  /** Mail and due events whose step was not taken yet. */
  readonly stepsWaiting: number;
  readonly deadlines: number;
}

/** What a house broke at: the room and its step, and what was thrown there as `cause`. */
export class BrokenStep extends Error {
  readonly room: RoomName;
  readonly step: string;

  constructor({ room, cause }: Pick<Step, "room" | "cause">, thrown: unknown) {
    const why = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    super(`a bug in ${room} at ${cause.type} ended the house, which comes back from its ledger: ${why}`, {
      cause: thrown,
    });
    this.name = "BrokenStep";
    this.room = room;
    this.step = cause.type;
  }
}

interface Step {
  readonly room: RoomName;
  readonly cause: Change["cause"];
  readonly taken: number;
  readonly fired: string | undefined;
  readonly decide: (desk: Desk) => void;
}

interface Waiting {
  readonly step: Pick<Step, "room" | "cause">;
  readonly sequence: number;
  readonly effects: readonly (() => void)[];
  readonly row: Row | undefined;
}

export class House {
  readonly #options: HouseOptions;
  readonly #rooms = new Map<RoomName, Room>();
  readonly #steps: Step[] = [];
  readonly #deadlines: Deadlines;
  readonly #notes: Notes;
  readonly #chain = new RowChain();
  readonly #takenBefore: TakenMail[] = [];
  readonly #waiting: Waiting[] = [];
  #durable = 0;
  #stepping = false;
  #stopped = false;
  #broken = false;

  constructor(options: HouseOptions) {
    this.#options = options;
    this.#deadlines = new Deadlines(options.timers);
    this.#notes = new Notes(options.timers, (room) =>
      this.#guarded({ room, cause: { type: "noted" } }, () => this.#writeOver(room, "noted")),
    );
  }

  /** Rooms are built with their office and then moved in. */
  moveIn(room: Room): void {
    this.#rooms.set(room.name, room);
  }

  office(room: RoomName): Office {
    return {
      now: () => this.#options.timers.now(),
      act: (cause, decide) => this.#enqueue({ room, cause, taken: 0, fired: undefined, decide }),
      past: (kind, id, found) =>
        this.#options.ledger.past(kind.name, id, (row) => found(row && kind.read(row))),
    };
  }

  /** Sequence of the last row written. */
  get sequence(): number {
    return this.#chain.sequence;
  }

  /** What waits, for who watches the house. */
  figures(): HouseFigures {
    return {
      rows: this.sequence,
      rowsWaiting: this.sequence - this.#durable,
      effectsWaiting: this.#waiting.reduce((sum, { effects }) => sum + effects.length, 0),
      stepsWaiting: this.#steps.length,
      deadlines: this.#deadlines.size,
    };
  }

  /** Restores every room from the ledger, then begins them and goes on with what was under way. */
  async start(): Promise<void> {
    const { ledger } = this.#options;
    const head = await ledger.open();
    this.#chain.goOn(head);
    this.#durable = head.sequence;
    ledger.whenDurable((sequence) => this.#becomeDurable(sequence));
    const reader = shared(this.#reader());
    for (const room of this.#inOrder()) await room.restore(reader);
    await this.#options.restored?.(reader);
    const [dues, ...mails] = await Promise.all([ledger.due(), ...roomNames.map((room) => ledger.mail(room))]);
    this.#stepping = true;
    for (const room of this.#inOrder())
      this.#steps.push({
        room: room.name,
        cause: { type: "begun" },
        taken: 0,
        fired: undefined,
        decide: (desk) => room.begin(desk),
      });
    mails.forEach((rows, index) => {
      for (const { position, message } of rows) this.#deliver(roomNames[index]!, message, position);
    });
    for (const due of dues) this.#arm(due);
    this.#stepping = false;
    this.#drain();
  }

  /** Where memory and ledger disagree, in words: nowhere, between steps. What was noted is written down first. */
  async differences(): Promise<string[]> {
    if (!this.#notes.isEmpty) this.#writeOver(roomNames[0], "noted");
    const found: string[] = [];
    for (const room of this.#inOrder()) found.push(...(await differences(room, this.#reader())));
    return found;
  }

  /** Takes no more steps; waits until what was written is durable and closes rooms and ledger. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#writeOver(roomNames[0], "stopped");
    this.#deadlines.clear();
    for (const room of this.#inOrder().reverse()) await room.stop?.();
    await this.#options.ledger.close();
  }

  #reader(): Restore {
    return {
      documents: async <Body extends object>(kind: Kind<Body>): Promise<Restored<Body>[]> =>
        (await this.#options.ledger.documents(kind.name)).map((row) => ({
          id: row.id,
          body: kind.read(row),
        })),
    };
  }

  #inOrder(): Room[] {
    return roomNames.flatMap((name) => this.#rooms.get(name) ?? []);
  }

  #enqueue(step: Step): void {
    if (this.#stopped || this.#broken) return;
    this.#steps.push(step);
    if (!this.#stepping) this.#drain();
  }

  #drain(): void {
    this.#stepping = true;
    for (let index = 0; index < this.#steps.length; index++) {
      const step = this.#steps[index]!;
      this.#guarded(step, () => this.#step(step));
      if (index >= 4_096) {
        this.#steps.splice(0, index + 1);
        index = -1;
      }
    }
    this.#steps.length = 0;
    this.#stepping = false;
  }

  /** What is thrown inside is a bug: what the world does wrong is answered by the rooms. */
  #guarded(step: Pick<Step, "room" | "cause">, run: () => void): void {
    try {
      run();
    } catch (thrown) {
      // Inside an effect of a broken step, or told already: one bug ends a house once.
      if (thrown instanceof BrokenStep) throw thrown;
      this.#halt();
      const bug = new BrokenStep(step, thrown);
      if (!this.#options.broke) throw bug;
      this.#options.broke(bug);
    }
  }

  /** Nothing is decided, fired or let out any more. */
  #halt(): void {
    this.#broken = true;
    this.#deadlines.clear();
    this.#notes.clear();
    this.#steps.length = 0;
    this.#waiting.length = 0;
    this.#stepping = false;
  }

  #step(step: Step): void {
    const desk = new StepDesk(this.#options.timers.now(), this.#options.bus);
    if (step.fired !== undefined) this.#deadlines.end(step.room, step.fired, true);
    const { around } = this.#options;
    if (around) around(step.room, () => step.decide(desk));
    else step.decide(desk);
    for (const { id, at } of desk.dues.values()) if (at === null) this.#deadlines.end(step.room, id);
    const rearmed = step.fired === undefined ? undefined : desk.onlyRearmed(step.fired);
    if (rearmed) this.#arm({ ...rearmed, room: step.room }, "for nothing else");
    const row = desk.wrote && !rearmed ? this.#write(step, desk) : undefined;
    // Nothing was decided about it: it leaves the mailbox with the next row, and until then a restart hands it over again.
    if (!row && step.taken > 0) this.#takenBefore.push({ room: step.room, position: step.taken });
    if (!row) this.#notes.add(step.room, desk.notes);
    if (desk.effects.length > 0 || (row && this.#options.committed)) {
      this.#waiting.push({ step, sequence: this.sequence, effects: desk.effects, row });
    }
    if (row) {
      this.#options.witness?.(row);
      this.#options.ledger.append(row);
      for (const due of row.change.due) this.#arm({ ...due, room: due.room ?? step.room });
      row.change.mail.forEach(({ to, message }, index) => {
        this.#deliver(to, message, mailPosition(row.sequence, index));
      });
    }
    if (this.#waiting.length > 0 && this.#durable >= this.#waiting[0]!.sequence) this.#letOut();
  }

  #write({ room, cause, taken }: Pick<Step, "room" | "cause" | "taken">, desk: StepDesk): Row {
    assert(desk.mail.length <= mailPerRowMax, `${room} wrote ${desk.mail.length} mails in one step`);
    for (const { to, message } of desk.mail) this.#roomOf(to, message);
    const armed = [...desk.dues.values()].filter(({ at }) => at !== null);
    return this.#chain.write({
      at: desk.now,
      room,
      cause,
      documents: [
        ...this.#notes.takeAlong(new Map([...desk.notes, ...desk.documents])),
        ...desk.notes.values(),
        ...desk.documents.values(),
      ],
      mail: desk.mail,
      due: [...this.#deadlines.takeOver(room, armed), ...armed],
      taken,
      takenBefore: this.#takenBefore.splice(0),
    });
  }

  /** What waited for a row to go with gets one: after an orderly end nothing fires and nobody hears a thing again. */
  #writeOver(room: RoomName, type: "noted" | "stopped"): void {
    if (this.#broken) return;
    if (this.#takenBefore.length === 0 && !this.#deadlines.areOver && this.#notes.isEmpty) return;
    const step = { room, cause: { type }, taken: 0 };
    const row = this.#write(step, new StepDesk(this.#options.timers.now(), this.#options.bus));
    if (this.#options.committed) this.#waiting.push({ step, sequence: row.sequence, effects: [], row });
    this.#options.witness?.(row);
    this.#options.ledger.append(row);
  }

  #deliver(to: RoomName, message: unknown, position: number): void {
    const room = this.#roomOf(to, message);
    const cause = { type: (message as { type: string }).type };
    this.#enqueue({
      room: to,
      cause,
      taken: position,
      fired: undefined,
      decide: (desk) => room.take(message as Mail[RoomName], desk),
    });
  }

  /** Mail for a room that is not there would lie for ever, and its sender wait for an answer that nobody gives. */
  #roomOf(to: RoomName, message: unknown): Room {
    const room = this.#rooms.get(to);
    assert(room, `mail ${(message as { type: string }).type} for ${to}, which is not in this house`);
    return room;
  }

  #arm({ room, id, at, event }: Deadline, why?: "for nothing else"): void {
    if (at === null || this.#stopped || this.#broken) return;
    const { type } = event as { readonly type: string };
    const fire = () =>
      this.#enqueue({
        room,
        cause: { type, data: { due: id } },
        taken: 0,
        fired: id,
        decide: (desk) => this.#rooms.get(room)?.fire(event as { readonly type: string }, desk, id),
      });
    if (why) this.#deadlines.rearm({ room, id, at, event }, fire);
    else this.#deadlines.arm({ room, id, at }, fire);
  }

  #becomeDurable(sequence: number): void {
    this.#durable = Math.max(this.#durable, sequence);
    if (!this.#stepping) this.#letOut();
  }

  #letOut(): void {
    let ready = 0;
    while (ready < this.#waiting.length && this.#waiting[ready]!.sequence <= this.#durable) ready++;
    for (const { step, effects, row } of this.#waiting.splice(0, ready)) {
      if (this.#broken) return;
      this.#guarded(step, () => {
        if (row) this.#options.committed?.(row);
        for (const effect of effects) effect();
      });
    }
  }
}

/** Fifty thousand open orders are read and judged once at a start, not once by each who follows them. Nobody changes what he is given: of a body a room makes a working copy. */
function shared({ documents }: Restore): Restore {
  const read = new Map<string, Promise<unknown>>();
  return {
    documents<Body extends object>(kind: Kind<Body>): Promise<Restored<Body>[]> {
      let rows = read.get(kind.name) as Promise<Restored<Body>[]> | undefined;
      if (!rows) read.set(kind.name, (rows = documents(kind)));
      return rows;
    },
  };
}
