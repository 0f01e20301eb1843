/**
 * What the WMS hears: signed webhooks (Standard Webhooks 1.0), at least once, in order for each order. The queue is documents, waits are due rows; an attempt
 * is an effect of a committed step and its answer a step of its own. Delivery never holds the floor: other orders go on while one is retried.
 */

import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import type { HttpResponse } from "@floorplane/contracts/http";
import { ClientId, type OrderId } from "@floorplane/contracts/ids";
import type { BodyOf } from "@floorplane/contracts/kind";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import type { Random } from "@floorplane/runtime/random";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { Counters } from "../keeping/counters.ts";
import { Journal } from "../keeping/journal.ts";
import type { Store, Stores } from "../keeping/stores.ts";
import { aboutIn, inClientsCodes } from "./clients-codes.ts";
import type { KnownHearer } from "./confirmation.kind.ts";
import { DeadLetters } from "./dead-letters.ts";
import type { WebhookTarget } from "./hearer.ts";
import { HearerActs } from "./hearer-acts.ts";
import { type HearerShown, Hearers, markOfFixed } from "./hearers.ts";
import { HouseName } from "./house-name.ts";
import { KnownHearers } from "./known-hearers.ts";
import { Post, type PostOptions } from "./post.ts";
import { inOrder, Queue, type Queued } from "./queued.ts";
import { givenUpAfterMs } from "./retry.ts";
import { toldKind } from "./told.kind.ts";
import { hearerOf, type Webhook, Webhooks } from "./webhooks.ts";

export type ToldRow = BodyOf<typeof toldKind>["rows"][number];
/** What is told, to whomever. */
type Said = Pick<Queued, "client" | "subject" | "type" | "data" | "queuedAt"> &
  Partial<Pick<Queued, "toldAt">>;

export type { WebhookTarget } from "./hearer.ts";
export type { HearerShown } from "./hearers.ts";

export interface ConfirmationsOptions extends PostOptions {
  /** Chance for the house's own name; `random` where absent. */
  readonly naming?: Random;
  /** Whose goods and orders are meant where nobody is named. */
  readonly client: ClientId;
  readonly targets: readonly WebhookTarget[];
  /** Lines and parcels of a shipped order, looked up when it is told: rows stay small. */
  readonly shipment: (order: OrderId) => Pick<Confirmation["data"], "lines" | "short" | "parcels">;
  readonly counters: Counters;
  /** 256 bits in base64 for a name, always the same and nobody's to guess: what webhooks that programs registered are signed with. */
  readonly secretFor: (name: string) => string;
  /** Hears each row of what was told to a client, with its number, once it is durable. */
  readonly told?: (client: ClientId, number: number, row: ToldRow) => void;
}

/** Confirmations kept for a hearer that does not answer; further ones go to the dead letters at once. */
const queueMax = 200_000;
/** Given up, or taken back from the dead letters, in one step; the rest follow. */
const lettersPerStep = 500;

export interface WithConfirmations {
  readonly confirmations: Confirmations;
}

export class Confirmations implements Store {
  readonly letters: DeadLetters;
  /** All that was told, whoever hears it: for those who ask. */
  readonly told: Journal<ToldRow>;
  /** Those that programs registered. */
  readonly webhooks: Webhooks;
  readonly acts: HearerActs;
  readonly #options: ConfirmationsOptions;
  readonly #house: HouseName;
  readonly #hearers: Hearers;
  readonly #queue: Queue;
  readonly #post: Post;
  readonly #known: KnownHearers;
  /** Of this step. */
  readonly #telling: Said[] = [];

  constructor(stores: Stores, options: ConfirmationsOptions) {
    const { client, targets, settings } = options;
    this.#options = options;
    this.#house = new HouseName(stores);
    this.#queue = new Queue(stores, client);
    this.#known = new KnownHearers(stores);
    this.letters = new DeadLetters(stores, client, settings.answersKeptMs);
    this.webhooks = new Webhooks(stores, options);
    this.acts = new HearerActs(stores, client);
    const { deliveriesMax } = settings;
    this.#hearers = new Hearers({ client, queue: this.#queue, webhooks: this.webhooks, deliveriesMax });
    for (const target of targets) this.#hearers.hear(target);
    const { deliveries } = this.webhooks;
    this.#post = new Post(stores, options, { hearers: this.#hearers, queue: this.#queue, deliveries });
    stores.register(this);
    this.told = new Journal(stores, toldKind);
  }

  /** In the ids of what this house tells; empty before its first start. */
  get houseName(): string {
    return this.#house.name;
  }

  /** Confirmations that were not taken yet. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** What somebody is still to be told about, dead letters included. */
  untold(): ReadonlySet<string> {
    return new Set([...this.#queue.all(), ...this.letters.all()].map(({ subject }) => subject));
  }

  /** Its own client's hearers hear it, and no others. */
  tell(
    desk: Desk,
    subject: string,
    type: Confirmation["type"],
    data: Confirmation["data"],
    client: ClientId,
  ): void {
    this.#telling.push({ subject, type, data, client, queuedAt: desk.now });
    // The row that it gets in the list of all that was told, when this step ends.
    const before = this.#telling.filter((said) => said.client === client).length - 1;
    const row = this.told.next(client) + before;
    for (const hearer of this.#hearers.of(client)) {
      if (!hearer.hears(type)) continue;
      const id = this.#idOf(this.#hearers.markOf(hearer), row);
      const queued = this.#waits(desk, hearer.target.name, { subject, type, data, client }, id);
      if (queued) hearer.add(queued);
    }
    for (const name of this.#known.unnamedOf(client))
      this.#waits(desk, name, { subject, type, data, client }, this.#idOf(markOfFixed(client, name), row));
  }

  /** Undefined: it does not, since there are too many. */
  #waits(
    desk: Desk,
    target: string,
    what: Pick<Queued, "subject" | "type" | "data" | "client">,
    id: string,
    toldAt: number | null = null,
  ): Queued | undefined {
    const number = this.#options.counters.next("confirmation");
    const fresh = { number, target, queuedAt: desk.now, attempts: 0, retryAt: null, toldAt };
    const queued = { ...what, id, ...fresh };
    if (this.#queue.size >= queueMax) {
      this.letters.bury(desk, [queued], "the queue is full");
      return undefined;
    }
    this.#queue.add(queued);
    return queued;
  }

  /** Told again it has the id that it had: whoever heard it knows it. */
  #idOf(mark: string, row: number): string {
    return `MSG-${this.#house.name}-${mark}-${row}`;
  }

  /** The row of what was told that has this id for a hearer; undefined: it is none of its own. */
  rowOf(hearer: HearerShown, id: string): number | undefined {
    const prefix = this.#idOf(this.#hearers.markOf(hearer), 0).slice(0, -1);
    const row = id.startsWith(prefix) ? Number(id.slice(prefix.length)) : Number.NaN;
    return row >= this.tellableFrom(hearer) &&
      row <= this.told.head(this.#hearers.clientOf(hearer)).number &&
      !this.told.lost(this.#hearers.clientOf(hearer), row)
      ? row
      : undefined;
  }

  /** From this row on a hearer can be told again. */
  tellableFrom({ target: { registered, name } }: HearerShown): number {
    return registered ? 1 : this.#known.tellableFrom(name);
  }

  /** From now on it hears what happens. */
  register(desk: Desk, webhook: Webhook): void {
    this.#hearers.listen(webhook);
    this.#armGivingUp(desk);
  }

  /** Also after it said that nobody listens there any more. */
  resume(webhook: Webhook): void {
    this.webhooks.resume(webhook);
    this.#hearers.at(webhook)?.revive();
  }

  /** It hears nothing more, and what waits for it is told to nobody. */
  withdraw(desk: Desk, webhook: Webhook): void {
    const name = hearerOf(webhook);
    this.webhooks.remove(webhook);
    this.acts.forget(webhook.client, webhook.webhook);
    this.#hearers.delete(name);
    for (const queued of [...this.#queue.all()]) {
      if (queued.target !== name) continue;
      desk.cancelDue(`webhook/${queued.id}`);
      this.#queue.remove(queued);
    }
    this.letters.take(desk, ({ target }) => target === name, Number.POSITIVE_INFINITY);
    desk.cancelDue(`hearer/${name}`);
    this.#post.forgetTrouble(name);
    for (const definition of ["webhook.unheard", "webhook.gone", "webhook.refused"] as const)
      clearAlarm(desk, definition, name);
  }

  /** By its client's name for it; undefined where nobody of that name hears. */
  hearerNamed(client: ClientId, name: string): HearerShown | undefined {
    return this.#hearers.named(client, name);
  }

  /** How each hearer of a client fares. */
  hearersOf(client: ClientId): Iterable<HearerShown> {
    return this.#hearers.of(client);
  }

  /** Tells once more what was told, as it was told, behind what waits; what is on its way already is not told twice. Answers how many were added. */
  tellAgain(desk: Desk, target: WebhookTarget, rows: readonly { number: number; row: ToldRow }[]): number {
    const hearer = this.#hearers.get(target.name)!;
    const client = this.#hearers.clientOf(hearer);
    let added = 0;
    for (const { number, row } of rows) {
      const id = this.#idOf(this.#hearers.markOf(hearer), number);
      if (!hearer.hears(row.type) || this.#queue.get(id)) continue;
      this.letters.take(desk, (letter) => letter.id === id, 1);
      const { type, subject, data } = row;
      const queued = this.#waits(desk, hearer.target.name, { subject, type, data, client }, id, row.at);
      if (!queued) break;
      hearer.add(queued);
      added++;
    }
    return added;
  }

  /** Sends something that nothing has come of, now; answers with what its receiver said. */
  tryOut(hearer: HearerShown, answered: (response: HttpResponse) => void): void {
    this.#post.tryOut(hearer, this.houseName, answered);
  }

  /** After a restart: what was under way is sent again under the same id. What waits for somebody who is not named any more goes on waiting, with what happens meanwhile, and a person is told. */
  begin(desk: Desk): void {
    this.#house.begin(this.#options.naming ?? this.#options.random);
    for (const [name, hearer] of this.#hearers) {
      hearer.begin(desk);
      this.#post.keepTrouble(hearer);
      const client = this.#hearers.clientOf(hearer);
      if (!hearer.target.registered) this.#known.noteNamed(name, client, this.told.next(client));
      clearAlarm(desk, "webhook.no-hearer", name);
    }
    for (const { name } of [...this.#post.troubles()]) {
      if (this.#hearers.has(name)) continue;
      this.#post.forgetTrouble(name);
      for (const definition of ["webhook.unheard", "webhook.gone"] as const)
        clearAlarm(desk, definition, name);
    }
    const waiting = new Map<string, number>();
    for (const { target, client } of this.#queue.all()) {
      waiting.set(target, (waiting.get(target) ?? 0) + 1);
      if (!this.#hearers.has(target)) this.#noteUnnamed(desk, target, client);
    }
    for (const { name, client } of [...this.#known.all()]) {
      if (this.#hearers.has(name)) continue;
      this.#noteUnnamed(desk, name, ClientId(client));
      raiseAlarm(desk, "webhook.no-hearer", name, { name, waiting: waiting.get(name) ?? 0 });
    }
    this.#armGivingUp(desk);
  }

  #noteUnnamed({ now }: Desk, name: string, client: ClientId): void {
    this.#known.noteUnnamed(name, client, { now, next: this.told.next(client) });
  }

  /** It is time to ask again whether anything is taken. */
  fireHearer(name: string): void {
    const hearer = this.#hearers.get(name);
    if (!hearer) return;
    hearer.waited();
    this.#post.keepTrouble(hearer);
  }

  fire(desk: Desk, id: string): void {
    const queued = this.#queue.get(id);
    if (!queued || queued.retryAt === null) return;
    this.#hearers.get(queued.target)?.due(desk, queued);
  }

  /** What has waited for three days is put aside, a bounded number at once. */
  giveUp(desk: Desk): void {
    let most = 0;
    for (const hearer of this.#hearers.values()) {
      const old = hearer.giveUp(desk, desk.now - givenUpAfterMs, lettersPerStep);
      for (const queued of old) this.#queue.remove(queued);
      this.letters.bury(desk, old, "not taken for three days");
      most = Math.max(most, old.length);
    }
    for (const known of this.#known.unnamed())
      if (this.#known.isGone(known, desk.now)) most = Math.max(most, this.#forget(desk, known));
    this.#armGivingUp(desk, most === lettersPerStep ? secondMs : undefined);
  }

  /** Nobody named it for three days: what it was to hear lies with the dead letters, and no more is written down for it. Answers how many were put aside. */
  #forget(desk: Desk, known: KnownHearer): number {
    const old = [...this.#queue.all()].filter(({ target }) => target === known.name).slice(0, lettersPerStep);
    for (const queued of old) this.#queue.remove(queued);
    this.letters.bury(desk, old, "its hearer was not named for three days");
    if (old.length < lettersPerStep) {
      this.#known.remove(known);
      clearAlarm(desk, "webhook.no-hearer", known.name);
    }
    return old.length;
  }

  /** Sends again what was given up. It comes after what its hearer was told meanwhile; its timestamp says when it happened. */
  sendAgain(desk: Desk, client: ClientId): void {
    const letters = this.letters.take(
      desk,
      (letter) => letter.client === client && this.#hearers.has(letter.target),
      lettersPerStep,
    );
    for (const { diedAt: _diedAt, why: _why, ...letter } of letters) {
      const queued = { ...letter, queuedAt: desk.now, attempts: 0, retryAt: null };
      this.#queue.add(queued);
      this.#hearers.get(letter.target)!.add(queued);
    }
    if (letters.length === lettersPerStep)
      desk.due(`letters/${client}`, desk.now + secondMs, { type: "letters.again", client });
  }

  /** What may be sent now leaves when this step is durable. */
  flush(desk: Desk): void {
    const { told } = this.#options;
    for (const said of this.#telling.splice(0)) {
      const { row, number } = this.#write(said);
      if (told) desk.after(() => told(said.client, number, row));
    }
    for (const hearer of this.#hearers.values())
      for (let next = hearer.take(); next; next = hearer.take()) {
        const queued = next;
        desk.after(() => this.#post.send(hearer, queued, JSON.stringify(this.#said(queued))));
      }
  }

  /** As its step leaves it: an order that ended in it says here what left of it. */
  #write(said: Said): { readonly number: number; readonly row: ToldRow } {
    const { client, type, subject, queuedAt: at } = said;
    const { data } = this.#said(said);
    const row: ToldRow = { at, type, subject: aboutIn(subject, client), data };
    return { number: this.told.append(client, row), row };
  }

  kept(): Iterable<Kept> {
    return [];
  }

  async restore(_read: Restore): Promise<void> {
    for (const webhook of this.webhooks.all()) this.#hearers.listen(webhook);
    for (const queued of [...this.#queue.all()].sort(inOrder)) this.#hearers.get(queued.target)?.add(queued);
    for (const trouble of this.#post.troubles()) this.#hearers.get(trouble.name)?.restore(trouble);
  }

  /** In its client's own numbers and codes: what the floor calls things is nobody else's affair. */
  #said({ client, type, data, queuedAt, toldAt = null }: Omit<Said, "subject">): Confirmation {
    if (toldAt !== null) return { type, timestamp: isoTime(toldAt), data };
    const ofShipped = type === "order.shipped" ? data.order : undefined;
    const whole =
      ofShipped === undefined ? data : { ...data, ...this.#options.shipment(ofShipped as OrderId) };
    const whose = client === this.#options.client ? {} : { client };
    return { type, timestamp: isoTime(queuedAt), data: { ...whose, ...inClientsCodes(whole) } };
  }

  /** Once an hour, so that what nobody asks about any more is looked at too. */
  #armGivingUp(desk: Desk, waitMs = 3_600 * secondMs): void {
    if (this.#hearers.size > 0 || this.#known.size > 0)
      desk.due("given-up", desk.now + waitMs, { type: "confirmations.given-up" });
  }
}
