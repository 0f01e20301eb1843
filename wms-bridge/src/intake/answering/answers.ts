/** What was answered to which Idempotency-Key: the same key with the same content gets the same answer for at least 30 days, with another content a refusal. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { given, type OfClient } from "../../keeping/owned.ts";
import { Shelf } from "../../keeping/shelf.ts";
import type { Stores } from "../../keeping/stores.ts";
import { answerKind, type KeptAnswer } from "./answer.kind.ts";
import { Refusal } from "./refusal.ts";

type Answer = OfClient<KeptAnswer>;

/** Two clients may send one key. */
export interface KeyOfClient {
  readonly client: ClientId;
  readonly key: string;
}

/** Printable, so that it may stand in a log; long enough for a UUID with a prefix. */
const keyLengthMax = 128;
const KEY = /^[\x21-\x7e]{1,128}$/;
function wrongIn(key: string): string {
  if (key.length === 0 || key.length > keyLengthMax) return `has ${key.length} characters`;
  return /\s/.test(key) ? "has a blank among its characters" : "has characters that are none of ASCII";
}
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Answers extends Shelf<string, Answer, KeptAnswer> {
  /** `atHandMs`: then they are looked up in the ledger. */
  constructor(stores: Stores, client: ClientId, atHandMs: number) {
    super(stores, {
      kind: answerKind,
      id: ({ key }) => key,
      owner: { own: client, ids: "client" },
      body: (answer) => ({ ...answer }),
      read: (answer) => given(answer, client),
      isOver: ({ at }, now) => at < now - atHandMs,
      staysFindable: true,
    });
  }

  /** The key of a request that creates something. */
  keyOf(headers: Readonly<Record<string, string>>): string {
    const key = headers["idempotency-key"];
    if (key !== undefined && !KEY.test(key))
      throw new Refusal(
        "idempotency-key-malformed",
        `the Idempotency-Key ${wrongIn(key)}; send 1 to ${keyLengthMax} printable ones of ASCII, without blanks`,
        { field: "Idempotency-Key" },
      );
    if (key === undefined)
      throw new Refusal(
        "idempotency-key-missing",
        "send an Idempotency-Key header of 1 to 128 printable characters, a new one for each new request",
        { field: "Idempotency-Key" },
      );
    return key;
  }

  /** `hashes`: under any of them it is the same request. `past`: what the ledger has under this key, if it was asked. */
  find(
    { client, key }: KeyOfClient,
    hashes: readonly string[],
    past: KeptAnswer | undefined,
  ): HttpResponse | undefined {
    const answer = this.get(key, client) ?? past;
    if (!answer) return undefined;
    if (!hashes.includes(answer.requestHash))
      throw new Refusal("idempotency-key-reused", `Idempotency-Key ${key} came before with another request`, {
        field: "Idempotency-Key",
      });
    return { status: answer.status, headers: answer.headers, body: encoder.encode(answer.text) };
  }

  keep(desk: Desk, whose: KeyOfClient, requestHash: string, answer: HttpResponse): void {
    const { status, headers, body } = answer;
    this.add({ ...whose, requestHash, status, headers, text: decoder.decode(body), at: desk.now });
  }
}
