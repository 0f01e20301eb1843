/** What brings confirmations to those who hear them: one request an attempt, and what its answer means for the one, for its hearer and for those behind it. */
import type { HttpOut, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { isoTime } from "@floorplane/contracts/units";
import type { Clock } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { Settings } from "../keeping/settings.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { aboutIn } from "./clients-codes.ts";
import { type HearerTrouble, hearerKind } from "./confirmation.kind.ts";
import type { Answered, Hearer } from "./hearer.ts";
import { type HearerShown, type Hearers, nameOfHearer } from "./hearers.ts";
import { requestOf } from "./posting.ts";
import type { Queue, Queued } from "./queued.ts";
import { verdictOf, waitForHearer, waitForOne } from "./retry.ts";
import type { Webhooks } from "./webhooks.ts";

export interface PostOptions {
  readonly http: HttpOut;
  readonly office: Office;
  /** The time that receivers know, whatever the house's clock shows: attempts are stamped with it. */
  readonly wall: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly log: Log;
}

/** Whose queue it empties, and where it writes what was answered. */
export interface Rounds {
  readonly hearers: Hearers;
  readonly queue: Queue;
  readonly deliveries: Webhooks["deliveries"];
}

export class Post {
  /** Hearers that take nothing for now, after a restart too. */
  readonly #troubles: Shelf<string, HearerTrouble>;
  readonly #stores: Stores;
  readonly #options: PostOptions;
  readonly #rounds: Rounds;

  constructor(stores: Stores, options: PostOptions, rounds: Rounds) {
    this.#stores = stores;
    this.#options = options;
    this.#rounds = rounds;
    this.#troubles = new Shelf(stores, {
      kind: hearerKind,
      id: (trouble) => trouble.name,
      body: (trouble) => ({ ...trouble }),
      read: (trouble) => trouble,
    });
  }

  /** One attempt; its answer is a step of its own. */
  send(hearer: Hearer, queued: Queued, text: string): void {
    const { office, http } = this.#options;
    http.send(this.#request(hearer, queued.id, text), (response) =>
      office.act({ type: "webhook.answered", data: { id: queued.id, status: response.status } }, (desk) => {
        // Its hearer was taken away meanwhile.
        if (this.#rounds.hearers.get(hearer.target.name) !== hearer) return;
        this.#answered(desk, hearer, queued, response);
        this.keepTrouble(hearer);
        this.#stores.flush(desk);
      }),
    );
  }

  /** Sends something that nothing has come of, now; answers with what its receiver said. */
  tryOut({ target }: HearerShown, houseName: string, answered: (response: HttpResponse) => void): void {
    const { hearers } = this.#rounds;
    const hearer = hearers.get(target.name);
    if (hearer?.target !== target) {
      answered({ status: 0, why: "it was removed meanwhile", headers: {}, body: new Uint8Array() });
      return;
    }
    const now = this.#options.wall.now();
    const data = { webhook: nameOfHearer(target), client: hearers.clientOf(hearer) };
    const text = JSON.stringify({ type: "webhook.test", timestamp: isoTime(now), data });
    const id = `TEST-${houseName}-${hearers.markOf(hearer)}-${now}`;
    this.#options.http.send(this.#request(hearer, id, text), answered);
  }

  troubles(): Iterable<HearerTrouble> {
    return this.#troubles.all();
  }

  keepTrouble(hearer: Hearer): void {
    const { trouble } = hearer;
    const kept = this.#troubles.get(hearer.target.name);
    if (!trouble) {
      if (kept) this.#troubles.remove(kept);
    } else if (JSON.stringify(trouble) !== JSON.stringify(kept)) this.#troubles.add(trouble);
  }

  forgetTrouble(name: string): void {
    const kept = this.#troubles.get(name);
    if (kept) this.#troubles.remove(kept);
  }

  #request(hearer: Hearer, id: string, text: string): HttpRequest {
    const { wall, settings } = this.#options;
    return requestOf(hearer, { id, text, now: wall.now(), privateWebhooks: settings.privateWebhooks });
  }

  /** One that was not taken is tried alone where others are taken; otherwise its hearer is left alone for a while. */
  #answered(desk: Desk, hearer: Hearer, queued: Queued, { status, headers, why = "" }: HttpResponse): void {
    const { queue } = this.#rounds;
    const verdict = verdictOf(status);
    this.#keepDelivery(desk, hearer, queued, { status, why });
    if (verdict === "taken") {
      hearer.taken(desk, queued);
      queue.remove(queued);
      return;
    }
    const { random, log } = this.#options;
    const retryAfter = headers["retry-after"];
    log.warn("confirmation.not-taken", { id: queued.id, hearer: hearer.target.name, status, why });
    const isKnown = queued.attempts > 0;
    if (hearer.isListening) queue.notTaken(queued);
    if (hearer.isListening && isKnown && verdict !== "gone") {
      const wait = waitForOne({ attempts: queued.attempts - 1, verdict, chance: random.next(), retryAfter });
      hearer.failedAlone(desk, queued, desk.now + wait);
    } else if (hearer.failed(desk, queued, { status, why })) {
      const wait = waitForHearer(hearer.failures, random.next(), retryAfter);
      const { name } = hearer.target;
      desk.due(`hearer/${name}`, desk.now + wait, { type: "hearer.due", name });
    }
  }

  #keepDelivery(desk: Desk, hearer: Hearer, queued: Queued, { status, why }: Answered): void {
    const { hearers, deliveries } = this.#rounds;
    const client = hearers.clientOf(hearer);
    const { id, type } = queued;
    const subject = aboutIn(queued.subject, client);
    const webhook = nameOfHearer(hearer.target);
    deliveries.append(client, { at: desk.now, webhook, id, type, subject, status, why });
  }
}
