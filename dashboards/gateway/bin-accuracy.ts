/** How many bins were as the book said when each was counted last: from what is written down of each bin, so that a restart and a long day change nothing of it. */
import type { CountedDocument } from "@floorplane/contracts/documents";
import type { Accuracy } from "./protocol.ts";

export class BinAccuracy {
  readonly #counted = new Map<string, CountedDocument>();

  put(id: string, counted: CountedDocument): void {
    this.#counted.set(id, counted);
  }

  remove(id: string): void {
    this.#counted.delete(id);
  }

  now(): Accuracy {
    let bins = 0;
    let right = 0;
    let since: number | null = null;
    for (const { at, isRight } of this.#counted.values()) {
      if (isRight === null) continue;
      bins++;
      if (isRight) right++;
      if (since === null || at < since) since = at;
    }
    return { bins, right, since };
  }
}
