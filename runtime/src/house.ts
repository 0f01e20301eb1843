/**
 * The house: runs the rooms' steps one at a time, writes each as one chained row, hands over the mailbox, fires what is due, and lets effects
 * out only when their row is durable. One writer, one log: on the virtual clock and on a running site alike.
 */
import { createHash, hash as digest, type Hash } from "node:crypto";
import { assert } from "@floorplane/contracts/errors";
import type { Kind } from "@floorplane/contracts/kind";
import type { Mail } from "@floorplane/contracts/messages";
import { type RoomName, roomNames } from "@floorplane/contracts/rooms";
import type { Topic } from "@floorplane/contracts/topics";
import type { Bus } from "./bus/bus.ts";
import type { Timers } from "./clock/clock.ts";
import { differences } from "./differences.ts";
import {
  type Change,
  type DocumentChange,
  type DueChange,
  type Ledger,
  type MailChange,
  mailPerRowMax,
  mailPosition,
  type Row,
} from "./ledger/ledger.ts";
import type { Desk, Office, Restore, Restored, Room } from "./room.ts";

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
  readonly #armed = new Map<string, () => void>();
  readonly #waiting: Waiting[] = [];
  #sequence = 0;
  #hash = "";
  #durable = 0;
  #stepping = false;
  #stopped = false;
  #broken = false;

  constructor(options: HouseOptions) {
    this.#options = options;
  }

  /** Rooms are built with their office and then moved in. */
  moveIn(room: Room): void {
    this.#rooms.set(room.name, room);
  }

  office(room: RoomName): Office {
    return {
      now: () => this.#options.timers.now(),
      act: (cause, decide) => this.#enqueue({ room, cause, taken: 0, fired: undefined, decide }),
    };
  }

  /** Sequence of the last row written. */
  get sequence(): number {
    return this.#sequence;
  }

  /** What waits, for who watches the house. */
  figures(): HouseFigures {
    return {
      rows: this.#sequence,
      rowsWaiting: this.#sequence - this.#durable,
      effectsWaiting: this.#waiting.reduce((sum, { effects }) => sum + effects.length, 0),
      stepsWaiting: this.#steps.length,
      deadlines: this.#armed.size,
    };
  }

  /** Restores every room from the ledger, then begins them and goes on with what was under way. */
  async start(): Promise<void> {
    const { ledger } = this.#options;
    const head = await ledger.open();
    this.#sequence = head.sequence;
    this.#durable = head.sequence;
    this.#hash = head.hash;
    ledger.whenDurable((sequence) => this.#becomeDurable(sequence));
    for (const room of this.#inOrder()) await room.restore(this.#reader());
    await this.#options.restored?.(this.#reader());
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
    for (const due of dues) this.#arm(due.room, due.id, due.at, due.event as { type: string });
    this.#stepping = false;
    this.#drain();
  }

  /** Where memory and ledger disagree, in words: nowhere, between steps. */
  async differences(): Promise<string[]> {
    const found: string[] = [];
    for (const room of this.#inOrder()) found.push(...(await differences(room, this.#reader())));
    return found;
  }

  /** Takes no more steps; waits until what was written is durable and closes rooms and ledger. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const cancel of this.#armed.values()) cancel();
    this.#armed.clear();
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
    for (const cancel of this.#armed.values()) cancel();
    this.#armed.clear();
    this.#steps.length = 0;
    this.#waiting.length = 0;
    this.#stepping = false;
  }

  #step(step: Step): void {
    const desk = new StepDesk(this.#options.timers.now(), this.#options.bus);
    if (step.fired !== undefined) desk.dues.set(step.fired, { id: step.fired, at: null, event: null });
    const { around } = this.#options;
    if (around) around(step.room, () => step.decide(desk));
    else step.decide(desk);
    const written = step.taken > 0 || desk.wrote;
    const row = written ? this.#write(step, desk) : undefined;
    if (desk.effects.length > 0 || (row && this.#options.committed)) {
      this.#waiting.push({ step, sequence: this.#sequence, effects: desk.effects, row });
    }
    if (row) {
      this.#options.witness?.(row);
      this.#options.ledger.append(row);
      for (const due of row.change.due) this.#arm(step.room, due.id, due.at, due.event as { type: string });
      row.change.mail.forEach(({ to, message }, index) => {
        this.#deliver(to, message, mailPosition(row.sequence, index));
      });
    }
    if (this.#waiting.length > 0 && this.#durable >= this.#waiting[0]!.sequence) this.#release();
  }

  #write(step: Step, desk: StepDesk): Row {
    assert(desk.mail.length <= mailPerRowMax, `${step.room} wrote ${desk.mail.length} mails in one step`);
    for (const { to, message } of desk.mail) this.#roomOf(to, message);
    const change: Change = {
      at: desk.now,
      room: step.room,
      cause: step.cause,
      documents: [...desk.documents.values()],
      mail: desk.mail,
      due: [...desk.dues.values()],
      taken: step.taken,
    };
    const text = JSON.stringify(change);
    this.#sequence++;
    this.#hash = digest("sha256", this.#hash + text);
    return { sequence: this.#sequence, change, text, hash: this.#hash };
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

  #arm(room: RoomName, id: string, at: number | null, event: { readonly type: string }): void {
    const key = `${room}/${id}`;
    this.#armed.get(key)?.();
    this.#armed.delete(key);
    if (at === null || this.#stopped || this.#broken) return;
    const cancel = this.#options.timers.at(at, () => {
      this.#armed.delete(key);
      this.#enqueue({
        room,
        cause: { type: event.type, data: { due: id } },
        taken: 0,
        fired: id,
        decide: (desk) => this.#rooms.get(room)?.fire(event, desk, id),
      });
    });
    this.#armed.set(key, cancel);
  }

  #becomeDurable(sequence: number): void {
    this.#durable = Math.max(this.#durable, sequence);
    if (!this.#stepping) this.#release();
  }

  #release(): void {
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

/** The desk of one step: gathers what is written and what is to be done. */
class StepDesk implements Desk {
  readonly now: number;
  readonly #bus: Bus;
  readonly documents = new Map<string, DocumentChange>();
  readonly mail: MailChange[] = [];
  readonly dues = new Map<string, DueChange>();
  readonly effects: (() => void)[] = [];

  constructor(now: number, bus: Bus) {
    this.now = now;
    this.#bus = bus;
  }

  get wrote(): boolean {
    return this.documents.size > 0 || this.mail.length > 0 || this.dues.size > 0;
  }

  put<Body extends object>({ name, version }: Kind<Body>, id: string, body: Body): void {
    this.documents.set(`${name}/${id}`, { kind: name, id, version, body });
  }

  remove({ name, version }: Kind, id: string): void {
    this.documents.set(`${name}/${id}`, { kind: name, id, version, body: null });
  }

  send<To extends RoomName>(to: To, message: Mail[To]): void {
    this.mail.push({ to, message });
  }

  due(id: string, at: number, event: object): void {
    this.dues.set(id, { id, at, event });
  }

  cancelDue(id: string): void {
    this.dues.set(id, { id, at: null, event: null });
  }

  publish(topic: Topic, payload: Uint8Array): void {
    this.effects.push(() => this.#bus.publish(topic, payload));
  }

  after(effect: () => void): void {
    this.effects.push(effect);
  }
}

/** One digest over everything that was delivered and decided, in order: equal for equal seeds, on any machine. */
export class Trace {
  readonly #hash: Hash = createHash("sha256");
  #text = "";

  message(at: number, topic: string, payload: Uint8Array): void {
    this.#note(`${at} ${topic} `);
    this.#flush();
    this.#hash.update(payload);
  }

  row(row: Row): void {
    this.#note(`${row.sequence} ${row.hash}\n`);
  }

  digest(): string {
    this.#flush();
    return this.#hash.copy().digest("hex");
  }

  #note(text: string): void {
    this.#text += text;
    if (this.#text.length > 65_536) this.#flush();
  }

  #flush(): void {
    if (this.#text) this.#hash.update(this.#text);
    this.#text = "";
  }
}
