/**
 * The door as its shell's thread sees it: requests are gathered while the house decides those before, and go over a few at a time, so that no turn of the floor's loop is long. Who would have to wait
 * longer than anybody should is refused at once (`admission.ts`), with the time after which it is worth asking again.
 */
import type { HttpDoor, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import { problemAnswer, Refusal } from "../answering/refusal.ts";
import { Admission, type AdmissionOptions } from "./admission.ts";
import type { FarAnswer, FarRequest } from "./http-messages.ts";
import { readAhead } from "./read-ahead.ts";

/** Of one turn of the floor's loop: ten milliseconds of orders of 22 lines. */
const togetherMax = 32;
/** Between two of them, ms: at a thousand orders a second a step, a row and a commit are five orders', and nobody waits longer for it than a disk takes. */
const gatherMs = 5;
/** An answer waits for its commit; after this the caller hears 503 and may ask again with the same key. */
const answerMsMax = 30 * secondMs;

interface Waiting {
  readonly since: number;
  readonly respond: (response: HttpResponse) => void;
}

export class FarDoor implements HttpDoor {
  readonly #clock: Timers;
  readonly #send: (requests: readonly FarRequest[]) => void;
  /** In the order in which they came. */
  readonly #waiting = new Map<number, Waiting>();
  readonly #gathered: FarRequest[] = [];
  #isTaken = true;
  #passedAt = Number.NEGATIVE_INFINITY;
  #isHeld = false;
  #last = 0;
  readonly #admission: Admission;

  constructor(
    clock: Timers,
    { send, ...admission }: AdmissionOptions & { readonly send: (requests: readonly FarRequest[]) => void },
  ) {
    this.#clock = clock;
    this.#send = send;
    this.#admission = new Admission(clock, admission);
  }

  /** Asked before a body is read; a body that took its time is asked for again when it is there. */
  turnedAway(): HttpResponse | undefined {
    return this.#admission.isFull(this.#waiting.size) ? this.#busy() : undefined;
  }

  handle({ method, url, headers, body, peer }: HttpRequest, respond: (response: HttpResponse) => void): void {
    const busy = this.turnedAway();
    if (busy) {
      respond(busy);
      return;
    }
    const now = this.#clock.now();
    const ahead = readAhead(method, url, body);
    const id = ++this.#last;
    this.#waiting.set(id, { since: now, respond });
    const from = peer === undefined ? {} : { peer };
    const request = ahead
      ? { method, url, headers: readOf(headers), body: nothing, ...from }
      : { method, url, headers, body, ...from };
    this.#gathered.push({ id, request, ahead });
    this.#pass();
  }

  /** The house has decided those that were sent last. */
  taken(): void {
    this.#isTaken = true;
    this.#pass();
  }

  answered(answers: readonly FarAnswer[]): void {
    const now = this.#clock.now();
    for (const { id, response } of answers) {
      const waiting = this.#waiting.get(id);
      if (!waiting) continue;
      this.#waiting.delete(id);
      this.#admission.answered(now - waiting.since);
      waiting.respond(response);
    }
  }

  /** Once a second: how fast answers come, and who has waited too long for one. */
  look(): void {
    const now = this.#clock.now();
    this.#admission.look();
    for (const [id, { since, respond }] of this.#waiting) {
      if (since > now - answerMsMax) break;
      this.#waiting.delete(id);
      respond(tooLate);
    }
  }

  /** The first goes at once; what comes right behind it is gathered. */
  #pass(): void {
    if (!this.#isTaken || this.#isHeld || this.#gathered.length === 0) return;
    const since = this.#clock.now() - this.#passedAt;
    if (since < gatherMs && this.#gathered.length < togetherMax) {
      this.#isHeld = true;
      this.#clock.at(this.#passedAt + gatherMs, () => {
        this.#isHeld = false;
        this.#pass();
      });
      return;
    }
    this.#isTaken = false;
    this.#passedAt = this.#clock.now();
    this.#send(this.#gathered.splice(0, togetherMax));
  }

  #busy(): HttpResponse {
    const retryAfter = this.#admission.retryAfterS(this.#waiting.size);
    return problemAnswer(
      new Refusal(
        "too-busy",
        `${this.#waiting.size} requests wait for their answer; send this one again in ${retryAfter} s, with the same key`,
        { headers: { "retry-after": String(retryAfter) } },
      ),
    )!;
  }
}

const nothing = new Uint8Array();

/** All that is read of the headers of an order. */
function readOf(headers: HttpRequest["headers"]): HttpRequest["headers"] {
  const { "idempotency-key": key, authorization } = headers;
  return {
    ...(key === undefined ? {} : { "idempotency-key": key }),
    ...(authorization === undefined ? {} : { authorization }),
  };
}

const tooLate = problemAnswer(
  new Refusal("deadline-passed", "no answer came in time; ask again with the same key"),
)!;
