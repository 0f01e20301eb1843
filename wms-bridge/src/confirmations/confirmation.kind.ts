/** What is kept for those who hear confirmations: what waits, what was given up, who does not take what it is sent, and the house's own name in the ids. */

import { type Confirmation, ConfirmationSchema } from "@floorplane/contracts/confirmation.schema";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import { client, ofBefore } from "../keeping/owned.ts";
import type { HearerState } from "./hearer.machine.ts";

const queued = {
  client,
  /** `webhook-id`: the same at each attempt, and never given twice by any house. */
  id: Type.String(),
  /** Tells which came first. */
  number: Type.Integer(),
  target: Type.String(),
  /** What it is about; confirmations of one subject keep their order. */
  subject: Type.String(),
  type: named<Confirmation["type"]>(),
  data: ConfirmationSchema.properties.data,
  queuedAt: moment,
  /** How often it alone was not taken while others were. */
  attempts: Type.Integer(),
  /** When it alone is tried again; null: as soon as its turn comes. */
  retryAt: orNull(moment),
  /** When it was told first, where it is told once more as it was: its data is whole then. */
  toldAt: orNull(moment),
};
const once = (body: object): object => ({ ...body, toldAt: null });

/** Its id ended with its number before it had one of its own. */
const numbered = ({ id, ...rest }: { id: string }): object => ({
  id,
  number: Number(id.slice(id.lastIndexOf("-") + 1)),
  ...rest,
});

export const confirmationKind = kind("confirmation", 5, fields(queued), {
  1: ({ retryAt = null, ...confirmation }) => ({ ...confirmation, retryAt }),
  2: numbered,
  3: ofBefore,
  4: once,
});

export const deadLetterKind = kind(
  "dead-letter",
  5,
  fields({ ...queued, diedAt: moment, why: Type.String() }),
  { 1: ({ retryAt = null, ...letter }) => ({ ...letter, retryAt }), 2: numbered, 3: ofBefore, 4: once },
);
export type KeptLetter = BodyOf<typeof deadLetterKind>;

export const hearerKind = kind(
  "hearer",
  1,
  fields({
    name: Type.String(),
    state: oneOf<HearerState>({ listening: true, doubted: true, waiting: true, asked: true, gone: true }),
    /** Questions in a row that were not taken. */
    failures: Type.Integer(),
    /** Since when nothing was taken. */
    since: moment,
    /** An alarm stands. */
    isTold: Type.Boolean(),
  }),
);
/** What is kept of a hearer that does not take what it is sent; of one that does, nothing. */
export type HearerTrouble = BodyOf<typeof hearerKind>;

export const knownHearerKind = kind(
  "known-hearer",
  2,
  fields({
    name: Type.String(),
    client: Type.String(),
    /** Since when the house runs without its address; null: it is named. */
    unnamedSince: orNull(moment),
    /** From this row of all that was told to its client its ids follow from the row's number, so that it can be told again; null until the next start of a house of before. */
    tellableFrom: orNull(Type.Integer()),
  }),
  { 1: (known) => ({ ...known, tellableFrom: null }) },
);
/** Who was named as a hearer once. */
export type KnownHearer = BodyOf<typeof knownHearerKind>;

export const houseNameKind = kind("house-name", 1, fields({ name: Type.String() }));
