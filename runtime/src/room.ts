/** What a room is to the house: a writer that decides in synchronous steps, each of which commits whole or not at all. */
import type { Kind } from "@floorplane/contracts/kind";
import type { Mail } from "@floorplane/contracts/messages";
import type { RoomName } from "@floorplane/contracts/rooms";
import type { Topic } from "@floorplane/contracts/topics";

/**
 * What one step writes on. What is written here is committed as one row together with its cause; what is published or run `after` waits until that row
 * is durable. Nothing here waits or throws for reasons of the world.
 */
export interface Desk {
  /** House time of this step, ms since the epoch. */
  readonly now: number;
  /** Writes a document. The body is plain JSON and is not changed afterwards: put a new one instead. */
  put<Body extends object>(kind: Kind<Body>, id: string, body: NoInfer<Body>): void;
  /**
   * Writes a document whose change decides nothing and is told again after a restart (what a robot is doing, its charge): it costs no row, and goes along with the next one,
   * within a second.
   */
  note<Body extends object>(kind: Kind<Body>, id: string, body: NoInfer<Body>): void;
  remove(kind: Kind, id: string): void;
  /** It leaves the working set; its last body is still found by its id (`Office.past`). */
  retire(kind: Kind, id: string): void;
  /** Writes to another room (or to oneself); taken once, in order. */
  send<To extends RoomName>(to: To, message: Mail[To]): void;
  /** A deadline that survives a restart: `fire` hears `event` at `at`. The same id again replaces it. */
  due(id: string, at: number, event: object): void;
  cancelDue(id: string): void;
  /** Speaks on the bus once this step is durable. */
  publish(topic: Topic, payload: Uint8Array): void;
  /** Runs once this step is durable (an answer to a caller). Gone if the process dies first: what must survive is a document and a due row. */
  after(effect: () => void): void;
}

/** A document as it would be written now, or those of its fields that a restart reads back. */
export interface Kept {
  readonly kind: Kind;
  readonly id: string;
  readonly body: object;
}

export interface Restore {
  /** All documents of a kind, ids ascending, as bodies of its present version. Throws `ledger-failed` at one that cannot be read. */
  documents<Body extends object>(kind: Kind<Body>): Promise<Restored<Body>[]>;
}

export interface Restored<Body> {
  readonly id: string;
  readonly body: Body;
}

/** A room is restored, begun, and then only ever called with messages and due events, one at a time. */
export interface Room<Name extends RoomName = RoomName> {
  readonly name: Name;
  /** Loads what the room keeps. Nothing is decided here. */
  restore(read: Restore): Promise<void>;
  /** First step after all rooms are restored: subscribe, re-ask the world, arm what must be armed. */
  begin(desk: Desk): void;
  /** A message for this room. */
  take(message: Mail[Name], desk: Desk): void;
  /** A due row of this room fired; it is removed by this very step, which may write it anew under its id `due`. */
  fire(event: { readonly type: string }, desk: Desk, due: string): void;
  /** All that a restart would read back, as memory has it: between steps the ledger holds exactly this. */
  kept?(): Iterable<Kept>;
  /** Lets go of sockets and timers. Safe to call twice. */
  stop?(): Promise<void>;
}

/** How a room decides about what it hears from outside (a device, a request): the house gives one to each room. */
export interface Office {
  readonly now: () => number;
  /** Runs one step. `cause` stands in the ledger row if the step changed anything. Called inside another step, it waits until that one is committed. */
  act(cause: { readonly type: string; readonly data?: unknown }, decide: (desk: Desk) => void): void;
  /** Finds the last body of a document that was retired. Answers at once where the ledger can, else when it has looked. */
  past<Body extends object>(kind: Kind<Body>, id: string, found: (body: Body | undefined) => void): void;
}
