/**
 * Printers over raw TCP (port 9100). One connection a label: ask whether it can be printed, send it, and ask until the printer has counted it. Until its first byte is written nothing has left, and the answer says so; after
 * that nothing but the printer's own count, or its taking all, is an answer, and everything else is `unknown`.
 */
import { connect, type Socket } from "node:net";
import type { PrintAnswer, PrinterAt, PrinterTrouble, PrintOut } from "@floorplane/contracts/printing";
import { secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import { askStatus, type HostStatus, readStatus } from "./host-status.ts";

export interface TcpPrintersOptions {
  /** The wall's: no clock makes a printer faster. */
  readonly timers: Timers;
  readonly deadlines?: Partial<Deadlines>;
}

interface Deadlines {
  readonly connectMs: number;
  readonly statusMs: number;
  /** Until all bytes are taken. */
  readonly sendMs: number;
  /** Until it is counted: a label takes two seconds, a roll is changed in less than this or somebody is asked. */
  readonly printMs: number;
  readonly lookMs: number;
}
const usual: Deadlines = {
  connectMs: 5 * secondMs,
  statusMs: 3 * secondMs,
  sendMs: 10 * secondMs,
  printMs: 60 * secondMs,
  lookMs: 250,
};

export class TcpPrinters implements PrintOut {
  readonly #timers: Timers;
  readonly #deadlines: Deadlines;
  readonly #lines = new Set<Line>();

  constructor({ timers, deadlines = {} }: TcpPrintersOptions) {
    this.#timers = timers;
    this.#deadlines = { ...usual, ...deadlines };
  }

  print(printer: PrinterAt, label: Uint8Array, answered: (answer: PrintAnswer) => void): void {
    const line = new Line(printer, this.#timers);
    this.#lines.add(line);
    this.#talk(line, printer, label)
      .then(answered)
      .finally(() => {
        line.end();
        this.#lines.delete(line);
      });
  }

  /** What is under way is cut, and found as unknown at the next start. */
  stop(): void {
    for (const line of this.#lines) line.end();
  }

  async #talk(line: Line, { confirms }: PrinterAt, label: Uint8Array): Promise<PrintAnswer> {
    const { connectMs, statusMs, sendMs } = this.#deadlines;
    const isCounted = confirms === "status";
    if (!(await line.open(connectMs))) return nothingLeft("no-connection");
    let before = 0;
    if (isCounted) {
      const status = await line.status(statusMs);
      if (!status) return nothingLeft("no-answer");
      if (status.count === undefined) return nothingLeft("no-count");
      if (status.trouble) return nothingLeft(status.trouble);
      if (status.waiting > 0) return nothingLeft("busy");
      before = status.count;
    }
    if (!(await line.send(label, sendMs))) return { outcome: "unknown", why: "cut" };
    if (isCounted) return this.#untilCounted(line, before);
    return (await line.closeWell(sendMs)) ? { outcome: "taken" } : { outcome: "unknown", why: "cut" };
  }

  async #untilCounted(line: Line, before: number): Promise<PrintAnswer> {
    const { printMs, statusMs, lookMs } = this.#deadlines;
    const end = this.#timers.now() + printMs;
    let why: PrinterTrouble = "no-answer";
    while (this.#timers.now() < end) {
      const status = await line.status(statusMs);
      if (!status) return { outcome: "unknown", why: line.isOpen ? "no-answer" : "cut" };
      if (status.count !== undefined && status.count > before && status.waiting === 0)
        return { outcome: "printed" };
      why = status.trouble ?? "no-answer";
      await line.wait(lookMs);
    }
    return { outcome: "unknown", why };
  }
}

const nothingLeft = (why: PrinterTrouble): PrintAnswer => ({ outcome: "nothing-left", why });

/** A printer says a few hundred bytes; one that says more is none. */
const heardMax = 4_096;

/** One connection, asked for one thing at a time; each thing has a deadline, and none of them throws. */
class Line {
  readonly #socket: Socket;
  readonly #timers: Timers;
  #heard = "";
  #isOpen = false;
  #isEnded = false;
  /** Looks whether what is waited for has come. */
  #look: () => void = () => {};

  constructor({ address }: PrinterAt, timers: Timers) {
    this.#timers = timers;
    const colon = address.lastIndexOf(":");
    this.#socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
    this.#socket.setNoDelay(true);
    this.#socket.on("connect", () => {
      this.#isOpen = true;
      this.#look();
    });
    this.#socket.on("data", (bytes) => {
      this.#heard = (this.#heard + bytes.toString("latin1")).slice(-heardMax);
      this.#look();
    });
    // The other side ends after it has taken all.
    this.#socket.on("end", () => {
      this.#isEnded = true;
      this.#look();
    });
    this.#socket.on("close", () => {
      this.#isOpen = false;
      this.#look();
    });
    this.#socket.on("error", () => {});
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(withinMs: number): Promise<boolean> {
    return this.#until(
      withinMs,
      () => (this.#isOpen ? true : this.#socket.destroyed ? false : undefined),
      false,
    );
  }

  status(withinMs: number): Promise<HostStatus | undefined> {
    this.#heard = "";
    this.#socket.write(askStatus);
    const heard = (): HostStatus | null | undefined =>
      readStatus(this.#heard) ?? (this.#isOpen && !this.#isEnded ? undefined : null);
    return this.#until<HostStatus | null>(withinMs, heard, null).then((status) => status ?? undefined);
  }

  send(label: Uint8Array, withinMs: number): Promise<boolean> {
    let isTaken: boolean | undefined;
    this.#socket.write(label, (error) => {
      isTaken = !error;
      this.#look();
    });
    return this.#until(withinMs, () => (this.#isOpen ? isTaken : false), false);
  }

  /** Both sides say that they are done, after all bytes; a reset is not that. */
  closeWell(withinMs: number): Promise<boolean> {
    this.#socket.end();
    return this.#until(withinMs, () => (this.#isEnded ? true : this.#isOpen ? undefined : false), false);
  }

  wait(ms: number): Promise<void> {
    return new Promise((waited) => void this.#timers.at(this.#timers.now() + ms, waited));
  }

  end(): void {
    this.#socket.destroy();
  }

  /** What `look` finds first, or `otherwise` when nothing came within the time. */
  #until<Found>(withinMs: number, look: () => Found | undefined, otherwise: Found): Promise<Found> {
    return new Promise((found) => {
      const settle = (what: Found): void => {
        cancel();
        this.#look = () => {};
        found(what);
      };
      const cancel = this.#timers.at(this.#timers.now() + withinMs, () => settle(otherwise));
      this.#look = () => {
        const what = look();
        if (what !== undefined) settle(what);
      };
      this.#look();
    });
  }
}
