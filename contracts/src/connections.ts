/** Who speaks to the WMS's door and who hears it, as screens are shown them. */
import type { SaidVia } from "./acts.ts";
import type { ClientId } from "./ids.ts";
import type { Scope } from "./programs.schema.ts";

export const hearerStates = ["listening", "doubted", "waiting", "asked", "gone"] as const;

export interface HearerMark {
  readonly client: ClientId;
  /** Its client's name for it, or that of an option. */
  readonly webhook: string;
  /** Without a query, which may hold a secret. */
  readonly url: string;
  /** What it hears; null: everything. */
  readonly types: readonly string[] | null;
  /** Of an option or a file: nobody changes it here. */
  readonly isFixed: boolean;
  readonly state: (typeof hearerStates)[number];
  readonly pausedAt: number | null;
  /** Confirmations that it was not told yet, and those that were given up. */
  readonly waiting: number;
  readonly dead: number;
  /** The program that registered it; null: the house's own command. */
  readonly createdBy: string | null;
  /** What it was had to do, the latest last. */
  readonly acts: readonly HearerActNote[];
}

/** What a program asked last, since this start of the house. */
export interface LastRequest {
  readonly at: number;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly status: number;
  /** By MQTT, or else by HTTP or inside the house. */
  readonly isTelegram: boolean;
  readonly requests: number;
  /** Of these, refused with 4xx. */
  readonly refused: number;
}

export interface ProgramMark {
  readonly program: string;
  readonly name: string;
  /** `*` alone: every client. */
  readonly clients: readonly string[];
  readonly scopes: readonly Scope[];
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly last: LastRequest | null;
}

export interface ConnectionsShown {
  readonly hearers: readonly HearerMark[];
  readonly programs: readonly ProgramMark[];
}

/** One attempt to tell a registered webhook something. */
export interface DeliveryRow {
  readonly at: number;
  readonly webhook: string;
  /** `webhook-id`. */
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** What was answered; 0: nothing, and `why`. */
  readonly status: number;
  readonly why: string;
}

/** A page of a client's list of attempts: rows are only ever added. */
export interface DeliveryDocument {
  readonly client: ClientId;
  readonly page: number;
  readonly rows: readonly DeliveryRow[];
}

/** A confirmation that was given up. */
export interface DeadLetterDocument {
  /** Null: kept by a house of before, which had one client. */
  readonly client: ClientId | null;
  readonly id: string;
  readonly target: string;
  readonly type: string;
  readonly subject: string;
  readonly queuedAt: number;
  readonly diedAt: number;
  readonly why: string;
}

/** What a person may have a webhook do; one that was set at the start of the house is paused there. */
export const hearerActs = ["test", "pause", "resume", "replay"] as const;
export type HearerAct = (typeof hearerActs)[number];

/** What is written down beside it: `redelivery` is of all that was given up of its client. */
export const notedHearerActs = [...hearerActs, "rotate", "redelivery"] as const;

export interface HearerActNote {
  readonly act: (typeof notedHearerActs)[number];
  readonly via: SaidVia;
  /** The name that the person gave, or the program. */
  readonly by: string;
  /** A program gives none. */
  readonly reason: string;
  /** House time, ms. */
  readonly at: number;
}

/** A person at a screen who asks for something at the door, and why. */
export interface PersonAsking {
  readonly by: string;
  readonly reason: string;
}
