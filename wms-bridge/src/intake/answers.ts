/** What was answered to which Idempotency-Key: the same key with the same body gets the same answer for at least 30 days, with another body a refusal. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { Shelf } from "../shelf.ts";
import { type Answer, answerKind } from "./answer.kind.ts";
import { Refusal } from "./refusal.ts";

/** Printable, so that it may stand in a log; long enough for a UUID with a prefix. */
const KEY = /^[\x21-\x7e]{1,128}$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Answers {
  readonly #answers = new Shelf<string, Answer>({
    kind: answerKind,
    id: (answer) => answer.key,
    body: (answer) => ({ ...answer }),
    read: (answer) => answer,
  });

  /** The key of a request that creates something. */
  keyOf(headers: Readonly<Record<string, string>>): string {
    const key = headers["idempotency-key"];
    if (key === undefined || !KEY.test(key))
      throw new Refusal(
        "idempotency-key-missing",
        "send an Idempotency-Key header of 1 to 128 printable characters, a new one for each new request",
        { field: "Idempotency-Key" },
      );
    return key;
  }

  find(key: string, requestHash: string): HttpResponse | undefined {
    const answer = this.#answers.get(key);
    if (!answer) return undefined;
    if (answer.requestHash !== requestHash)
      throw new Refusal("idempotency-key-reused", `Idempotency-Key ${key} came before with another request`, {
        field: "Idempotency-Key",
      });
    return { status: answer.status, headers: answer.headers, body: encoder.encode(answer.text) };
  }

  keep(desk: Desk, key: string, requestHash: string, { status, headers, body }: HttpResponse): void {
    this.#answers.add({ key, requestHash, status, headers, text: decoder.decode(body), at: desk.now });
  }

  /** Lets go of what is older than `keptMs`; at most `limit`, the oldest first. Answers whether there may be more. */
  forget(before: number, limit: number): boolean {
    let gone = 0;
    for (const answer of this.#answers.all()) {
      if (answer.at >= before) continue;
      if (gone++ >= limit) return true;
      this.#answers.remove(answer);
    }
    return false;
  }

  flush(desk: Desk): void {
    this.#answers.flush(desk);
  }

  kept(): Iterable<Kept> {
    return this.#answers.kept();
  }

  restore(read: Restore): Promise<void> {
    return this.#answers.restore(read);
  }
}
