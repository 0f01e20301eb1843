/** Printers of a test: what came out of each, and whatever answer a test wants. */
import type { PrintAnswer, PrinterAt, PrintOut } from "@floorplane/contracts/printing";
import { secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";

export interface OnPaper {
  readonly printer: string;
  readonly text: string;
}

export class ScriptedPaper implements PrintOut {
  /** Every label whose bytes a printer had, in order. */
  readonly labels: OnPaper[] = [];
  /** By a test: undefined leaves it unanswered for ever, as a printer whose house died. */
  answers: (printer: string, nth: number) => PrintAnswer | undefined = () => ({ outcome: "printed" });
  readonly #timers: Timers;
  #asked = 0;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  print({ printer }: PrinterAt, label: Uint8Array, answered: (answer: PrintAnswer) => void): void {
    const answer = this.answers(printer, this.#asked++);
    if (answer?.outcome !== "nothing-left")
      this.labels.push({ printer, text: Buffer.from(label).toString("latin1") });
    if (answer) this.#timers.at(this.#timers.now() + secondMs, () => answered(answer));
  }
}
