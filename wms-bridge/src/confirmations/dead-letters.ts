/** Confirmations that were given up: kept for a person, who may have them sent again once their hearer is mended. */
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../alarms.ts";
import { Shelf } from "../shelf.ts";
import { type DeadLetter, deadLetterKind } from "./confirmation.kind.ts";
import { inOrder, type Queued } from "./queued.ts";

export class DeadLetters {
  readonly #letters = new Shelf<string, DeadLetter>({
    kind: deadLetterKind,
    id: (letter) => letter.id,
    body: (letter) => ({ ...letter }),
    read: (letter) => letter,
  });

  get size(): number {
    return this.#letters.size;
  }

  all(): Iterable<DeadLetter> {
    return this.#letters.all();
  }

  /** Puts letters of one hearer aside; one alarm stands for all of them. */
  bury(desk: Desk, letters: readonly Queued[], why: string): void {
    const [first] = letters;
    if (!first) return;
    for (const letter of letters) this.#letters.add({ ...letter, diedAt: desk.now, why });
    raiseAlarm(desk, "webhook.dead-letter", first.target, { id: first.id, about: first.subject, why });
  }

  /** Takes some out, the oldest first; the alarm of a hearer goes with its last letter. */
  take(desk: Desk, which: (letter: DeadLetter) => boolean, limit: number): DeadLetter[] {
    const taken = [...this.#letters.all()].filter(which).sort(inOrder).slice(0, limit);
    if (taken.length === 0) return taken;
    for (const letter of taken) this.#letters.remove(letter);
    const left = new Set([...this.#letters.all()].map(({ target }) => target));
    for (const target of new Set(taken.map((letter) => letter.target)))
      if (!left.has(target)) clearAlarm(desk, "webhook.dead-letter", target);
    return taken;
  }

  flush(desk: Desk): void {
    this.#letters.flush(desk);
  }

  kept(): Iterable<Kept> {
    return this.#letters.kept();
  }

  restore(read: Restore): Promise<void> {
    return this.#letters.restore(read);
  }
}
