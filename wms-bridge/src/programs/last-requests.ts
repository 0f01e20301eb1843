/** What each program asked last, and how often: for people who look whether a connection lives. It is in memory: a start begins anew. */

import type { LastRequest } from "@floorplane/contracts/connections";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import type { Clock } from "@floorplane/runtime/clock/clock";

export class LastRequests {
  readonly #clock: Clock;
  readonly #last = new Map<string, LastRequest>();

  /** The house's clock, by which screens show ages. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Programs are bounded (`programsMax`), and so is this. */
  note(program: string, { method, url, from }: HttpRequest, { status }: HttpResponse): void {
    const before = this.#last.get(program);
    this.#last.set(program, {
      at: this.#clock.now(),
      method,
      path: url.split("?", 1)[0]!.slice(0, pathShownMax),
      status,
      isTelegram: from !== undefined,
      requests: (before?.requests ?? 0) + 1,
      refused: (before?.refused ?? 0) + (status >= 400 && status < 500 ? 1 : 0),
    });
  }

  of(program: string): LastRequest | undefined {
    return this.#last.get(program);
  }
}

const pathShownMax = 200;
