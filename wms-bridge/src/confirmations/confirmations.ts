/**
 * What the WMS hears: signed webhooks (Standard Webhooks 1.0), at least once, in order for each order. The queue is documents, waits are due rows; an attempt
 * is an effect of a committed step and its answer a step of its own. Delivery never holds the floor: other orders go on while one is retried. Where nobody
 * answers at all, one confirmation asks for all of them.
 */
import type { HttpOut, HttpResponse } from "@floorplane/contracts/http";
import { isoTime } from "@floorplane/contracts/units";
import type { Confirmation } from "@floorplane/contracts/wms.schema";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { Desk, Kept, Office, Restore } from "@floorplane/runtime/room";
import { Webhook } from "standardwebhooks";
import { clearAlarm, raiseAlarm } from "../alarms.ts";
import type { Counters } from "../counters.ts";
import type { Settings } from "../settings.ts";
import { Shelf } from "../shelf.ts";
import { givenUpAfterMs, isTaken, waitAfter, waitForAnybody } from "./retry.ts";

export interface WebhookTarget {
  /** Stays when the address changes: what waits for this hearer is written down under its name. */
  readonly name: string;
  readonly url: string;
  /** `whsec_` and base64; never written anywhere. */
  readonly secret: string;
}

export interface ConfirmationsOptions {
  readonly targets: readonly WebhookTarget[];
  readonly http: HttpOut;
  readonly office: Office;
  readonly random: Random;
  /** Lines and parcels of a shipped order, looked up when it is told: rows stay small. */
  readonly shipment: (order: string) => Pick<Confirmation["data"], "lines" | "short" | "parcels">;
  readonly settings: Settings;
  readonly log: Log;
  readonly counters: Counters;
}

interface Queued {
  /** `webhook-id`: the same at each attempt. */
  readonly id: string;
  readonly target: string;
  /** What it is about; confirmations of one subject keep their order. */
  readonly subject: string;
  readonly type: Confirmation["type"];
  readonly data: Confirmation["data"];
  readonly queuedAt: number;
  attempts: number;
  /** When it is tried again; null: as soon as its turn comes. */
  retryAt: number | null;
}

interface Hearer {
  readonly target: WebhookTarget;
  readonly webhook: Webhook;
  /** By subject, oldest first; only the head is ever under way. */
  readonly chains: Map<string, Queued[]>;
  readonly ready: Queued[];
  underway: number;
  /** Tries in a row that nobody answered. */
  silences: number;
  /** Nobody answered, and it is not yet time to ask again. */
  isWaiting: boolean;
}

/** Confirmations kept for a hearer that does not answer; further ones go to the dead letters at once. */
const queueMax = 200_000;
const encoder = new TextEncoder();

export class Confirmations {
  readonly #options: ConfirmationsOptions;
  readonly #hearers = new Map<string, Hearer>();
  readonly #queue = new Shelf<string, Queued>({
    kind: "confirmation",
    id: (queued) => queued.id,
    body: (queued) => ({ ...queued }),
    read: (body) => ({ ...(body as Queued) }),
  });

  constructor(options: ConfirmationsOptions) {
    this.#options = options;
    for (const target of options.targets)
      this.#hearers.set(target.name, {
        target,
        webhook: new Webhook(target.secret),
        chains: new Map(),
        ready: [],
        underway: 0,
        silences: 0,
        isWaiting: false,
      });
  }

  /** Confirmations that were not taken yet. */
  get waiting(): number {
    return this.#queue.size;
  }

  tell(desk: Desk, subject: string, type: Confirmation["type"], data: Confirmation["data"]): void {
    for (const target of this.#hearers.keys()) {
      const id = `MSG-${this.#options.counters.next("confirmation")}`;
      const queued: Queued = {
        id,
        target,
        subject,
        type,
        data,
        queuedAt: desk.now,
        attempts: 0,
        retryAt: null,
      };
      if (this.#queue.size >= queueMax) this.#bury(desk, queued, "the queue is full");
      else {
        this.#queue.add(queued);
        this.#chain(queued);
      }
    }
  }

  /** After a restart: what was under way is sent again under the same id. What waits for somebody who is not named any more goes on waiting, and a person is told. */
  begin(desk: Desk): void {
    for (const { chains, ready } of this.#hearers.values())
      for (const [head] of chains.values())
        if (head && head.retryAt === null && !ready.includes(head)) ready.push(head);
    for (const name of this.#hearers.keys()) clearAlarm(desk, "webhook.no-hearer", name);
    const waiting = new Map<string, number>();
    for (const { target } of this.#queue.all()) waiting.set(target, (waiting.get(target) ?? 0) + 1);
    for (const [name, count] of waiting)
      if (!this.#hearers.has(name)) raiseAlarm(desk, "webhook.no-hearer", name, { name, waiting: count });
  }

  /** It is time to ask again whether anybody answers. */
  fireHearer(name: string): void {
    const hearer = this.#hearers.get(name);
    if (hearer) hearer.isWaiting = false;
  }

  fire(id: string): void {
    const queued = this.#queue.get(id);
    if (!queued) return;
    // Written down: its due row is gone, and a house that dies before the answer finds it ready.
    queued.retryAt = null;
    this.#queue.touch(queued);
    this.#hearers.get(queued.target)?.ready.push(queued);
  }

  flush(desk: Desk): void {
    const { deliveriesMax } = this.#options.settings;
    for (const hearer of this.#hearers.values()) {
      const most = hearer.silences > 0 ? 1 : deliveriesMax;
      while (hearer.ready.length > 0 && hearer.underway < most && !hearer.isWaiting) {
        const queued = hearer.ready.shift()!;
        hearer.underway++;
        desk.after(() => this.#send(hearer, queued));
      }
    }
    this.#queue.flush(desk);
  }

  kept(): Iterable<Kept> {
    return this.#queue.kept();
  }

  async restore(read: Restore): Promise<void> {
    await this.#queue.restore(read);
    const inOrder = [...this.#queue.all()].sort((a, b) => Number(a.id.slice(4)) - Number(b.id.slice(4)));
    for (const queued of inOrder) this.#chain(queued);
    for (const hearer of this.#hearers.values()) hearer.ready.length = 0;
  }

  #chain(queued: Queued): void {
    const hearer = this.#hearers.get(queued.target);
    if (!hearer) return;
    const chain = hearer.chains.get(queued.subject);
    if (chain) chain.push(queued);
    else {
      hearer.chains.set(queued.subject, [queued]);
      hearer.ready.push(queued);
    }
  }

  #send({ target, webhook }: Hearer, queued: Queued): void {
    const { office, http } = this.#options;
    const text = JSON.stringify(this.#said(queued));
    const now = office.now();
    const request = {
      method: "POST" as const,
      url: target.url,
      headers: {
        "content-type": "application/json",
        "webhook-id": queued.id,
        "webhook-timestamp": String(Math.floor(now / 1_000)),
        "webhook-signature": webhook.sign(queued.id, new Date(now), text),
      },
      body: encoder.encode(text),
    };
    http.send(request, (response) =>
      office.act({ type: "webhook.answered", data: { id: queued.id, status: response.status } }, (desk) => {
        this.#answered(desk, queued, response);
        this.flush(desk);
      }),
    );
  }

  #said({ type, subject, data, queuedAt }: Queued): Confirmation {
    const whole = type === "order.shipped" ? { ...data, ...this.#options.shipment(subject) } : data;
    return { type, timestamp: isoTime(queuedAt), data: whole };
  }

  #answered(desk: Desk, queued: Queued, response: HttpResponse): void {
    const hearer = this.#hearers.get(queued.target)!;
    hearer.underway--;
    if (response.status === 0) {
      this.#unheard(desk, hearer, queued);
      return;
    }
    hearer.silences = 0;
    hearer.isWaiting = false;
    if (isTaken(response.status)) {
      this.#next(hearer, queued);
      return;
    }
    queued.attempts++;
    const wait = waitAfter({
      attempts: queued.attempts,
      status: response.status,
      ageMs: desk.now - queued.queuedAt,
      retryAfter: response.headers["retry-after"],
      chance: this.#options.random.next(),
    });
    this.#options.log.warn("confirmation.failed", { id: queued.id, status: response.status, waitMs: wait });
    if (wait === undefined) {
      this.#bury(desk, queued, `last answer ${response.status}`);
      this.#next(hearer, queued);
      return;
    }
    queued.retryAt = desk.now + wait;
    this.#queue.touch(queued);
    desk.due(`webhook/${queued.id}`, queued.retryAt, { type: "webhook.due", id: queued.id });
  }

  /** Nobody was there: it is no fault of this confirmation, and the others need not find out for themselves. */
  #unheard(desk: Desk, hearer: Hearer, queued: Queued): void {
    hearer.ready.unshift(queued);
    const isLate = ({ queuedAt }: Queued): boolean => desk.now - queuedAt > givenUpAfterMs;
    for (let late = hearer.ready.findIndex(isLate); late >= 0; late = hearer.ready.findIndex(isLate)) {
      const [letter] = hearer.ready.splice(late, 1);
      this.#bury(desk, letter!, "nobody answers");
      this.#next(hearer, letter!);
    }
    if (hearer.isWaiting) return;
    hearer.isWaiting = true;
    const wait = waitForAnybody(++hearer.silences, this.#options.random.next());
    const { name } = hearer.target;
    this.#options.log.warn("confirmation.unheard", { hearer: name, silences: hearer.silences, waitMs: wait });
    desk.due(`hearer/${name}`, desk.now + wait, { type: "hearer.due", name });
  }

  #next(hearer: Hearer, done: Queued): void {
    this.#queue.remove(done);
    const chain = hearer.chains.get(done.subject)!;
    chain.shift();
    const head = chain[0];
    if (head) hearer.ready.push(head);
    else hearer.chains.delete(done.subject);
  }

  #bury(desk: Desk, queued: Queued, why: string): void {
    desk.put("dead-letter", queued.id, { ...queued, diedAt: desk.now, why });
    raiseAlarm(desk, "webhook.dead-letter", queued.target, { id: queued.id, about: queued.subject, why });
  }
}
