/**
 * One label on its way to paper. `sent` is written down before its first byte leaves: whoever finds it so after a power loss does not know whether it was printed, and asks a person. Nothing is printed twice without a
 * person's word, and nothing that may be lost is taken for printed.
 */
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type PrintState = "asked" | "sent" | "taken" | "printed" | "failed" | "unknown" | "replaced";
export type PrintEvent =
  /** Its bytes may leave from now on. */
  | "label.sent"
  /** The printer has all of it, and only its reading tells whether it is on paper. */
  | "printer.took"
  /** The printer was not ready, and no byte left. */
  | "nothing.left"
  /** There is nothing to print, or no printer. */
  | "given.up"
  /** The printer counted it, or closed the connection well where that is enough. */
  | "printer.confirmed"
  /** A person or a portal read it. */
  | "label.scanned"
  /** The connection was cut, the house was ended, or nobody read it in time. */
  | "left.unknown"
  /** A person has it in the hand. */
  | "person.found"
  /** A person asks for another in its place. */
  | "person.again";

export const printMachine = setup({
  types: { events: {} as { type: PrintEvent } },
}).createMachine({
  id: "print",
  initial: "asked",
  states: {
    asked: { on: { "label.sent": "sent", "given.up": "failed" } },
    sent: {
      on: {
        "nothing.left": "asked",
        "given.up": "failed",
        "printer.took": "taken",
        "printer.confirmed": "printed",
        "label.scanned": "printed",
        "left.unknown": "unknown",
      },
    },
    taken: { on: { "label.scanned": "printed", "left.unknown": "unknown", "person.again": "replaced" } },
    unknown: {
      on: {
        "printer.confirmed": "printed",
        "label.scanned": "printed",
        "person.found": "printed",
        "person.again": "replaced",
      },
    },
    printed: { on: { "person.again": "replaced" } },
    failed: { on: { "person.again": "replaced" } },
    replaced: { type: "final" },
  },
});

export const printChart = new Chart<PrintState, PrintEvent>(printMachine);
