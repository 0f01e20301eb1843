/** A printer as the house sees it: it may be sent the next label, it has one, or it is left alone for a while because it did not take the last one. One label at a time: what is under way is never more than one. */
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type PrinterState = "ready" | "printing" | "stopped";
export type PrinterEvent = "label.sent" | "label.ended" | "printer.refused" | "waited";

export const printerMachine = setup({
  types: { events: {} as { type: PrinterEvent } },
}).createMachine({
  id: "printer",
  initial: "ready",
  states: {
    ready: { on: { "label.sent": "printing" } },
    printing: { on: { "label.ended": "ready", "printer.refused": "stopped" } },
    stopped: { on: { waited: "ready" } },
  },
});

export const printerChart = new Chart<PrinterState, PrinterEvent>(printerMachine);
