/** What is kept of a printer: whether it takes labels, and since when it does not. */
import { type BodyOf, fields, kind, moment, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import { type PrinterTrouble, printerTroubles } from "@floorplane/contracts/printing";
import type { PrinterState } from "./printer.machine.ts";

export const printerKind = kind(
  "printer",
  1,
  fields({
    printer: Type.String(),
    state: oneOf<PrinterState>({ ready: true, printing: true, stopped: true }),
    /** Of the last label that it did not take; null once it took one. */
    why: orNull(oneOf<PrinterTrouble>(printerTroubles)),
    since: orNull(moment),
    refusals: Type.Integer(),
    isTold: Type.Boolean(),
  }),
);
export type KeptPrinter = BodyOf<typeof printerKind>;
