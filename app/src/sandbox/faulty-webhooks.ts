/** The way out of a sandbox's house: webhooks go to the integrator's receiver for real, and some of them twice, late or behind the next, where that was asked for. */
import type { HttpOut, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { FaultBook } from "./fault-book.ts";

const lateMinutesUsual = 1;
/** One that is to come behind the next is held no longer than this, where no next one comes. */
const heldMsMax = 60 * secondMs;
const decoder = new TextDecoder();
const nothing = new Uint8Array();

export interface FaultyWebhooksOptions {
  readonly out: HttpOut;
  readonly book: FaultBook;
  /** The sandbox's clock, anew after each reset. */
  readonly timers: () => Timers;
}

export class FaultyWebhooks implements HttpOut {
  readonly #options: FaultyWebhooksOptions;
  #underWay = 0;
  #held: (() => void) | undefined;
  readonly #waiting: (() => void)[] = [];

  constructor(options: FaultyWebhooksOptions) {
    this.#options = options;
  }

  send(request: HttpRequest, answered: (response: HttpResponse) => void): void {
    const { book, timers } = this.#options;
    const type = typeIn(request.body);
    const fits = (fault: { readonly type?: string | undefined }): boolean => (fault.type ?? type) === type;
    if (!this.#held && book.take("webhook.out-of-order", fits)) {
      // The house believes it told; its receiver hears it behind the next.
      this.#hold(request);
      answered({ status: 200, headers: {}, body: nothing });
      return;
    }
    const late = book.take("webhook.late", fits);
    if (late) {
      const clock = timers();
      clock.at(clock.now() + (late.minutes ?? lateMinutesUsual) * minuteMs, () =>
        this.#go(request, answered),
      );
      return;
    }
    const isTwice = book.take("webhook.twice", fits) !== undefined;
    this.#go(request, (response) => {
      if (isTwice) this.#go(request, () => {});
      this.#held?.();
      answered(response);
    });
  }

  /** Comes true when nothing is under way. */
  answered(): Promise<void> {
    return this.#underWay === 0
      ? Promise.resolve()
      : new Promise((resolve) => void this.#waiting.push(resolve));
  }

  #hold(request: HttpRequest): void {
    const clock = this.#options.timers();
    const letGo = (): void => {
      if (this.#held !== letGo) return;
      this.#held = undefined;
      this.#go(request, () => {});
    };
    this.#held = letGo;
    clock.at(clock.now() + heldMsMax, letGo);
  }

  #go(request: HttpRequest, answered: (response: HttpResponse) => void): void {
    this.#underWay++;
    this.#options.out.send(request, (response) => {
      this.#underWay--;
      answered(response);
      if (this.#underWay === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }
}

function typeIn(body: Uint8Array): string | undefined {
  try {
    return (JSON.parse(decoder.decode(body)) as { type?: string }).type;
  } catch {
    return undefined;
  }
}
