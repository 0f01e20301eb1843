/**
 * A ZPL printer of the floor: what it was sent waits in its buffer, comes out a label at a time while there is paper, and is counted. Its buffer is gone with its power, its count is not. What it does wrong is told it
 * by name, and is ruder than the field: it cuts connections at any byte, answers late or never, prints and then dies.
 */
import type { Timers } from "@floorplane/runtime/clock/clock";

export interface LabelPrinterOptions {
  readonly timers: Timers;
  /** A label takes this long. */
  readonly printMs?: number;
  /** Labels on its roll. */
  readonly paper?: number;
}

/** What goes wrong with the next labels. */
export type PrinterFault =
  /** The connection is cut before, within or after the label's bytes. */
  | "cut-before"
  | "cut-within"
  | "cut-after"
  /** It prints, and dies before it says so: its connections are cut. */
  | "prints-then-dies"
  /** It takes all, and loses power before it prints: its buffer is gone. */
  | "dies-unprinted"
  /** It answers no question. */
  | "mute";

/** What it holds before it says that it is full. */
const bufferMax = 50;
const usualPrintMs = 1_200;

export class LabelPrinter {
  /** Every label that came out, as it was sent. */
  readonly printed: string[] = [];
  /** For each label in turn; undefined: all is well. */
  misbehaves: (nth: number) => PrinterFault | undefined = () => undefined;
  /** Cuts all its connections. */
  cut: () => void = () => {};
  isPaused = false;
  isOpen = false;
  #paper: number;
  #count = 0;
  #received = 0;
  readonly #buffer: { readonly label: string; readonly fault: PrinterFault | undefined }[] = [];
  #isPrinting = false;
  readonly #timers: Timers;
  readonly #printMs: number;

  constructor({ timers, printMs = usualPrintMs, paper = Number.POSITIVE_INFINITY }: LabelPrinterOptions) {
    this.#timers = timers;
    this.#printMs = printMs;
    this.#paper = paper;
  }

  /** What goes wrong with the label that comes next. */
  get next(): PrinterFault | undefined {
    return this.misbehaves(this.#received);
  }

  load(labels: number): void {
    this.#paper += labels;
    this.#go();
  }

  /** A whole label has come. */
  receive(label: string): void {
    const fault = this.next;
    this.#received++;
    if (fault === "dies-unprinted") {
      this.#buffer.length = 0;
      this.cut();
      return;
    }
    this.#buffer.push({ label, fault });
    if (fault === "cut-after") this.cut();
    this.#go();
  }

  /** A label was begun, and its connection ended: what has no end is thrown away. */
  lose(): void {
    this.#received++;
  }

  /** Host Status Return, three strings; then the count. */
  status(): string {
    const flag = (is: boolean): string => (is ? "1" : "0");
    const waiting = this.#buffer.length;
    const formats = String(Math.min(waiting, 999)).padStart(3, "0");
    const one = `030,${flag(this.#paper === 0)},${flag(this.isPaused)},1184,${formats},${flag(waiting >= bufferMax)},0,0,000,0,0,0`;
    const two = `000,0,${flag(this.isOpen)},0,0,2,4,0,00000000,1,000`;
    return `${[one, two, "1234,0"].map((each) => `\u0002${each}\u0003\r\n`).join("")}"${this.#count}"`;
  }

  #go(): void {
    if (this.#isPrinting || this.#buffer.length === 0 || this.#paper === 0 || this.isPaused || this.isOpen)
      return;
    this.#isPrinting = true;
    this.#timers.at(this.#timers.now() + this.#printMs, () => {
      this.#isPrinting = false;
      const next = this.#buffer.shift();
      if (next) {
        this.printed.push(next.label);
        this.#count++;
        this.#paper--;
        if (next.fault === "prints-then-dies") {
          this.#buffer.length = 0;
          this.cut();
        }
      }
      this.#go();
    });
  }
}
