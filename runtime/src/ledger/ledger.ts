/**
 * The ledger: what was decided. One port, three adapters (memory, SQLite, PostgreSQL) under one suite (`ledger.suite.ts`).
 * Rows are complete when they come here (sequence and hash are the house's); an adapter stores a row and all it changes in one transaction.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import type { Patch } from "./patch.ts";

export interface DocumentChange {
  readonly kind: string;
  readonly id: string;
  /** Of the kind, as it was when this was written; rows of the first format do not have it, and mean 1. */
  readonly version: number;
  /** Plain JSON; null removes the document. */
  readonly body: unknown;
  /** It only leaves the working set: its last body is to be found by its id. */
  readonly retired?: true;
}

/** As a row's text has it: whole, or what changed since the row before that wrote this document. */
export type WrittenDocument = DocumentChange | (Omit<DocumentChange, "body"> & { readonly patch: Patch });

export interface MailChange {
  readonly to: RoomName;
  /** Plain JSON with a `type`. */
  readonly message: unknown;
}

export interface DueChange {
  /** Whose it is, where it is over and goes along with another room's row. */
  readonly room?: RoomName;
  readonly id: string;
  /** ms since the epoch; null removes the row. */
  readonly at: number | null;
  /** Of one that is armed. */
  readonly event?: unknown;
}

/** What one step of one room changed. */
export interface Change {
  readonly at: number;
  readonly room: RoomName;
  /** What the room decided about: the message, the input or the due event. */
  readonly cause: { readonly type: string; readonly data?: unknown };
  readonly documents: readonly DocumentChange[];
  readonly mail: readonly MailChange[];
  readonly due: readonly DueChange[];
  /** The mailbox position that this step took, or 0 when it took none. */
  readonly taken: number;
  /** Mail that was taken by steps before it, which decided nothing and have no row. */
  readonly takenBefore?: readonly TakenMail[];
}

export interface TakenMail {
  readonly room: RoomName;
  readonly position: number;
}

/** A row as it is kept: `text` is the JSON of the change (`row-text.ts`), `hash` = SHA-256(previous hash + text), hex. */
export interface StoredRow {
  /** Dense, from 1. */
  readonly sequence: number;
  readonly text: string;
  readonly hash: string;
}

/** A row as it is written, with all documents whole. */
export interface Row extends StoredRow {
  readonly change: Change;
}

export interface StoredMail {
  readonly position: number;
  readonly message: unknown;
}

export interface StoredDue {
  readonly room: RoomName;
  readonly id: string;
  readonly at: number;
  readonly event: unknown;
}

export interface LedgerHead {
  readonly sequence: number;
  readonly hash: string;
}

/** All mail that is gone with a change. */
export const takenBy = ({
  room,
  taken,
  takenBefore = [],
}: Omit<Change, "documents">): readonly TakenMail[] =>
  taken > 0 ? [...takenBefore, { room, position: taken }] : takenBefore;

/**
 * How a ledger is laid out, whatever is in it; counts up with its tables and with the form of its rows. 1: documents without a version of their kind. 2: every document whole in its row, and
 * every deadline and mail that is over in a row of its own. 3: every row loose.
 */
export const ledgerFormat = 4;

/** A change holds at most this many mails, so that a mail's position is its row's sequence and place. */
export const mailPerRowMax = 1_024;
export const mailPosition = (sequence: number, index: number): number => sequence * mailPerRowMax + index;

export interface Ledger {
  /** Opens or creates. Throws `already-running` when another house holds it. */
  open(): Promise<LedgerHead>;
  /** Takes a row now; it is durable when `whenDurable` hears its sequence. Rows become durable in order. */
  append(row: Row): void;
  /** Set once, before the first append. Hears the highest durable sequence, possibly inside `append`. A commit that fails ends the process. */
  whenDurable(hear: (sequence: number) => void): void;
  /** All documents of a kind, ids ascending by bytes; `from` inclusive, `to` exclusive. Sees every row appended before the call. */
  documents(kind: string, range?: { readonly from?: string; readonly to?: string }): Promise<KeptRow[]>;
  /** Finds the last body of a document that was retired, at once where it can. Not of one that is still in the working set. */
  past(kind: string, id: string, found: (row: KeptRow | undefined) => void): void;
  /** Mail to a room that it has not taken, in order. */
  mail(room: RoomName): Promise<StoredMail[]>;
  /** All due rows, by time, then room, then id. */
  due(): Promise<StoredDue[]>;
  /** Rows from a sequence on, at most `limit`, packed or not. */
  rows(from: number, limit: number): Promise<StoredRow[]>;
  /** What it takes of its disk, its log included; 0 where it takes none. Need not be exact. */
  bytes(): Promise<number>;
  /** Waits for what was appended, then lets go of the file or connection. Safe to call twice. */
  close(): Promise<void>;
}

/** What an adapter throws at a ledger that it does not know. */
export const newerLedger = (format: number): FloorplaneError =>
  new FloorplaneError({
    code: "ledger-failed",
    message: `the ledger was written by a newer Floorplane (format ${format}, this one reads up to ${ledgerFormat}): start that one, or restore a backup`,
  });
