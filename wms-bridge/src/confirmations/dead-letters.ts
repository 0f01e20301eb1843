/** Confirmations that were given up: kept for a person, who may have them sent again once their hearer is mended. */
import type { ClientId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import { given, type OfClient } from "../keeping/owned.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { deadLetterKind, type KeptLetter } from "./confirmation.kind.ts";
import { inOrder, type Queued } from "./queued.ts";

export type DeadLetter = OfClient<KeptLetter>;

export class DeadLetters extends Shelf<string, DeadLetter, KeptLetter> {
  readonly #keptMs: number;

  constructor(stores: Stores, client: ClientId, keptMs: number) {
    super(stores, {
      kind: deadLetterKind,
      id: (letter) => letter.id,
      body: (letter) => ({ ...letter }),
      owner: { own: client, ids: "house" },
      read: (letter) => given(letter, client),
    });
    this.#keptMs = keptMs;
  }

  /** Puts letters of one hearer aside; one alarm stands for all of them. */
  bury(desk: Desk, letters: readonly Queued[], why: string): void {
    const [first] = letters;
    if (!first) return;
    for (const letter of letters) this.add({ ...letter, diedAt: desk.now, why });
    raiseAlarm(desk, "webhook.dead-letter", first.target, { id: first.id, about: first.subject, why });
  }

  /** How many wait of a client's. */
  of(client: ClientId): number {
    let count = 0;
    for (const letter of this.all()) if (letter.client === client) count++;
    return count;
  }

  /** How many wait for a hearer. */
  for(target: string): number {
    let count = 0;
    for (const letter of this.all()) if (letter.target === target) count++;
    return count;
  }

  /** Takes some out, the oldest first; the alarm of a hearer goes with its last letter. */
  take(desk: Desk, which: (letter: DeadLetter) => boolean, limit: number): DeadLetter[] {
    const taken = [...this.all()].filter(which).sort(inOrder).slice(0, limit);
    if (taken.length === 0) return taken;
    for (const letter of taken) this.remove(letter);
    const left = new Set([...this.all()].map(({ target }) => target));
    for (const target of new Set(taken.map((letter) => letter.target)))
      if (!left.has(target)) clearAlarm(desk, "webhook.dead-letter", target);
    return taken;
  }

  override letGo(desk: Desk, limit: number): number {
    return this.take(desk, ({ diedAt }) => diedAt < desk.now - this.#keptMs, limit).length;
  }
}
