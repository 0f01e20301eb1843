/** A print job as it is kept. What is printed is made of its parcel when it is sent. */
import type { ClientId, StationId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import { type PrinterTrouble, printerTroubles } from "@floorplane/contracts/printing";
import type { LabelKind } from "@floorplane/contracts/prints.schema";
import type { PrintState } from "./print.machine.ts";

/** Why a job is where it is. */
export type PrintWhy =
  | PrinterTrouble
  /** The house was ended while it was under way. */
  | "house-ended"
  /** Nobody read it in time. */
  | "not-read"
  | "queue-full"
  /** What it is of is gone, or the site's files name its printer no more. */
  | "gone"
  | "not-drawable";

export type PrintedBy = "status" | "connection" | "scan" | "person";

export const printKind = kind(
  "print",
  2,
  fields({
    client: named<ClientId>(),
    print: Type.String(),
    printer: Type.String(),
    station: orNull(named<StationId>()),
    label: oneOf<LabelKind>({ parcel: true, carrier: true, pallet: true, tote: true, bin: true }),
    /** SSCC, tote or bin. */
    of: Type.String(),
    /** Which label of it this is, from 1: more than one where a person asked for it again. */
    copy: Type.Integer(),
    state: oneOf<PrintState>({
      asked: true,
      sent: true,
      taken: true,
      printed: true,
      failed: true,
      unknown: true,
      replaced: true,
    }),
    why: orNull(
      oneOf<PrintWhy>({
        ...printerTroubles,
        "house-ended": true,
        "not-read": true,
        "queue-full": true,
        gone: true,
        "not-drawable": true,
      }),
    ),
    askedAt: moment,
    /** The house itself, a handheld, a name at a screen, a program. */
    askedBy: Type.String(),
    sentAt: orNull(moment),
    endedAt: orNull(moment),
    printedBy: orNull(oneOf<PrintedBy>({ status: true, connection: true, scan: true, person: true })),
    /** Who decided what became of an unknown one, or asked for another in its place. */
    decidedBy: orNull(Type.String()),
    /** The job in whose place this one is. */
    inPlaceOf: orNull(Type.String()),
  }),
  { 1: (print) => print },
);
export type Print = BodyOf<typeof printKind>;
