/** How far a simulated day has come: one line that is written over on a terminal, a line now and then in a file. */
import type { Writable } from "node:stream";

const onTerminalMs = 500;
const inFileMs = 30_000;

export type ProgressOut = Pick<Writable, "write"> & { readonly isTTY?: boolean };

export class DayProgress {
  readonly #out: ProgressOut;
  readonly #now: () => number;
  #saidAt: number;

  constructor(out: ProgressOut, now: () => number) {
    this.#out = out;
    this.#now = now;
    this.#saidAt = now();
  }

  /** `words` are asked for when it is time to say them. */
  say(words: () => string): void {
    const now = this.#now();
    if (now - this.#saidAt < (this.#out.isTTY ? onTerminalMs : inFileMs)) return;
    this.#saidAt = now;
    this.#out.write(this.#out.isTTY ? `\r\u001b[2K${words()}` : `${words()}\n`);
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write("\r\u001b[2K");
  }
}
