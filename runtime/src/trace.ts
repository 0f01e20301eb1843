/** One digest over all that happens in a simulated house. */
import { createHash, type Hash } from "node:crypto";
import type { Row } from "./ledger/ledger.ts";

/** One digest over everything that was delivered and decided, in order: equal for equal seeds, on any machine. */
export class Trace {
  readonly #hash: Hash = createHash("sha256");
  #text = "";

  message(at: number, topic: string, payload: Uint8Array): void {
    this.#note(`${at} ${topic} `);
    this.#flush();
    this.#hash.update(payload);
  }

  row(row: Row): void {
    this.#note(`${row.sequence} ${row.hash}\n`);
  }

  digest(): string {
    this.#flush();
    return this.#hash.copy().digest("hex");
  }

  #note(text: string): void {
    this.#text += text;
    if (this.#text.length > 65_536) this.#flush();
  }

  #flush(): void {
    if (this.#text) this.#hash.update(this.#text);
    this.#text = "";
  }
}
