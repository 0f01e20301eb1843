/** How the simulated WMS posts: each request under one Idempotency-Key until it is answered, with growing waits, a bounded window and a deadline. */
import type { HttpOut, HttpResponse } from "@floorplane/contracts/http";
import type { Problem } from "@floorplane/contracts/problem";
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Random } from "@floorplane/runtime/random";

/** Requests under way at once: what a WMS's pool of connections is. */
const windowMax = 16;
const retryMsFirst = 1 * secondMs;
const retryMsLast = minuteMs;
/** A house that does not answer for a day has lost this customer. */
const givenUpAfterMs = 24 * hourMs;

export interface Post {
  /** Idempotency-Key. */
  readonly key: string;
  /** Path at the house, from `/`. */
  readonly path: string;
  readonly body: object;
  /** Called once. */
  readonly answered: (answer: Answer) => void;
}

export type Answer =
  | { readonly kind: "taken"; readonly status: number; readonly attempts: number }
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly detail: string }
  | { readonly kind: "unanswered"; readonly attempts: number };

export interface SenderOptions {
  readonly http: HttpOut;
  /** Where the house is: `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  /** Further headers, such as a token. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timers: Timers;
  readonly random: Random;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #queue: Post[] = [];
  #next = 0;
  #underway = 0;
  #stopped = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Posts leave in the order in which they come here. */
  post(post: Post): void {
    this.#queue.push(post);
    this.#fill();
  }

  stop(): void {
    this.#stopped = true;
  }

  #fill(): void {
    while (!this.#stopped && this.#underway < windowMax && this.#next < this.#queue.length) {
      const post = this.#queue[this.#next++]!;
      if (this.#next > 1_000) {
        this.#queue.splice(0, this.#next);
        this.#next = 0;
      }
      this.#underway++;
      this.#attempt(post, 1, this.#options.timers.now());
    }
  }

  #attempt(post: Post, attempts: number, since: number): void {
    if (this.#stopped) return;
    const { http, baseUrl, headers } = this.#options;
    http.send(
      {
        method: "POST",
        url: baseUrl + post.path,
        headers: { ...headers, "content-type": "application/json", "idempotency-key": post.key },
        body: encoder.encode(JSON.stringify(post.body)),
      },
      (response) => this.#heard(post, attempts, since, response),
    );
  }

  #heard(post: Post, attempts: number, since: number, response: HttpResponse): void {
    if (this.#stopped) return;
    const { timers, random } = this.#options;
    const { status } = response;
    if (status >= 200 && status < 300) this.#done(post, { kind: "taken", status, attempts });
    else if (!canTryAgain(status)) this.#done(post, refusal(response));
    else if (timers.now() - since >= givenUpAfterMs) this.#done(post, { kind: "unanswered", attempts });
    else {
      const wait = Math.min(retryMsLast, retryMsFirst * 2 ** Math.min(attempts - 1, 16));
      timers.at(timers.now() + Math.round(wait * (0.75 + 0.5 * random.next())), () =>
        this.#attempt(post, attempts + 1, since),
      );
    }
  }

  #done(post: Post, answer: Answer): void {
    this.#underway--;
    post.answered(answer);
    this.#fill();
  }
}

/** 0: nobody answered. A 409 of this door is a decision (another content under a known number, a tote at the packing station) and would be the same tomorrow. */
const canTryAgain = (status: number): boolean =>
  status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;

function refusal({ status, body }: HttpResponse): Answer {
  try {
    const { code, detail } = JSON.parse(decoder.decode(body)) as Partial<Problem>;
    return { kind: "refused", status, code: String(code ?? ""), detail: String(detail ?? "") };
  } catch {
    return { kind: "refused", status, code: "", detail: "" };
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
