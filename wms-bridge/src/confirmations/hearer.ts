/**
 * One hearer's queue. Of each subject only the oldest confirmation is ever under way. While the hearer takes what it is sent, many are under way at once; when
 * it does not, one asks for all, another each time, and when it is back the window opens by doubling.
 */
import { Bug } from "@floorplane/contracts/errors";
import type { ClientId } from "@floorplane/contracts/ids";
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { Webhook } from "standardwebhooks";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { HearerTrouble } from "./confirmation.kind.ts";
import { type HearerEvent, type HearerState, hearerChart } from "./hearer.machine.ts";
import { inOrder, type Queue, type Queued } from "./queued.ts";
import type { Webhook as Registered } from "./webhooks.ts";

export interface WebhookTarget {
  /** Whose confirmations it hears; the site's own client's where none is named. */
  readonly client?: ClientId;
  /** Stays when the address changes: what waits for this hearer is written down under its name. */
  readonly name: string;
  readonly url: string;
  /** `whsec_` and base64; never written anywhere. What is sent is signed with each. */
  readonly secret: string | (() => readonly string[]);
  /** What a program registered; absent where the site's files or an option name it. */
  readonly registered?: Registered;
}

/** What was answered, for the alarm. */
export interface Answered {
  readonly status: number;
  readonly why: string;
}

/** So long nothing may be taken before a person is told. */
const toldAfterMs = 3 * minuteMs;
/** So long one may not be taken while others are, before a person is told. */
const refusedToldAfterMs = 30 * minuteMs;

export class Hearer {
  readonly target: WebhookTarget;
  readonly #signers = new Map<string, Webhook>();
  readonly #queue: Queue;
  readonly #deliveriesMax: number;
  /** By subject, oldest first. */
  readonly #chains = new Map<string, Queued[]>();
  /** Heads that were not tried since the hearer last took something, in order. */
  #fresh: Queued[] = [];
  /** Heads that were, and not taken; the longest ago first. */
  #failed: Queued[] = [];
  readonly #refused = new Set<Queued>();
  #underway = 0;
  #window: number;
  #state: HearerState = hearerChart.initial;
  #failures = 0;
  #since = 0;
  #isTold = false;

  constructor(target: WebhookTarget, queue: Queue, deliveriesMax: number) {
    this.target = target;
    this.#queue = queue;
    this.#deliveriesMax = deliveriesMax;
    this.#window = deliveriesMax;
  }

  /** Signatures of all its secrets, with blanks between them. */
  sign(id: string, at: Date, text: string): string {
    const { secret } = this.target;
    const secrets = typeof secret === "string" ? [secret] : secret();
    for (const known of this.#signers.keys()) if (!secrets.includes(known)) this.#signers.delete(known);
    return secrets
      .map((each) => {
        const signer = this.#signers.get(each) ?? new Webhook(each);
        this.#signers.set(each, signer);
        return signer.sign(id, at, text);
      })
      .join(" ");
  }

  hears(type: string): boolean {
    const { registered } = this.target;
    return !registered?.types || registered.types.some((each) => each === type);
  }

  /** Waiting for it, whether tried or not. */
  get waiting(): number {
    let waiting = 0;
    for (const chain of this.#chains.values()) waiting += chain.length;
    return waiting;
  }

  get state(): HearerState {
    return this.#state;
  }

  get isListening(): boolean {
    return this.#state === "listening";
  }

  get failures(): number {
    return this.#failures;
  }

  /** What must be kept of it. */
  get trouble(): HearerTrouble | undefined {
    if (this.#state === "listening") return undefined;
    const state = this.#state;
    return {
      name: this.target.name,
      state,
      failures: this.#failures,
      since: this.#since,
      isTold: this.#isTold,
    };
  }

  restore({ state, failures, since, isTold }: HearerTrouble): void {
    this.#state = state;
    this.#failures = failures;
    this.#since = since;
    this.#isTold = isTold;
    this.#window = 1;
  }

  add(queued: Queued): void {
    const chain = this.#chains.get(queued.subject);
    if (chain) chain.push(queued);
    else {
      this.#chains.set(queued.subject, [queued]);
      this.#fresh.push(queued);
    }
  }

  /** After a restart: what was under way is ready again, and what waits for itself goes on waiting. */
  begin(desk: Desk): void {
    this.#fresh = [...this.#chains.values()].flatMap(([head]) => (head && head.retryAt === null ? head : []));
    this.#fresh.sort(inOrder);
    this.#failed = [];
    for (const [head] of this.#chains.values())
      if (head && isRefused(head, desk.now)) this.#refused.add(head);
    this.#tellRefused(desk);
    if (hearerChart.next(this.#state, "house.started")) this.#move("house.started");
  }

  /** The next one to send, or undefined while enough are under way. */
  take(): Queued | undefined {
    if (this.target.registered && this.target.registered.pausedAt !== null) return undefined;
    const most = { listening: this.#window, doubted: 1, asked: 1, waiting: 0, gone: 0 }[this.#state];
    if (this.#underway >= most) return undefined;
    const next = this.#fresh.shift() ?? this.#failed.shift();
    if (next) this.#underway++;
    return next;
  }

  /** It is taken, and the next of its subject is ready. Whoever is back may take those too that waited for themselves. */
  taken(desk: Desk, queued: Queued): void {
    this.#underway--;
    this.#window = Math.min(this.#deliveriesMax, this.#window * 2);
    this.remove(desk, queued);
    if (this.#state === "listening") return;
    this.#move("taken");
    if (this.#isTold) {
      clearAlarm(desk, "webhook.unheard", this.target.name);
      clearAlarm(desk, "webhook.gone", this.target.name);
    }
    for (const queued of this.#failed.splice(0)) this.#fresh.push(queued);
    const revived: Queued[] = [];
    if (this.#failures > 0)
      for (const [head] of this.#chains.values()) if (head && head.retryAt !== null) revived.push(head);
    for (const head of revived) this.#fresh.push(this.#ready(desk, head));
    this.#fresh.sort(inOrder);
    this.#failures = 0;
    this.#isTold = false;
  }

  /** It waits for nobody but itself: the others go on. */
  failedAlone(desk: Desk, queued: Queued, retryAt: number): void {
    this.#underway--;
    this.#queue.waitUntil(queued, retryAt);
    desk.due(`webhook/${queued.id}`, retryAt, { type: "webhook.due", id: queued.id });
    if (this.#refused.has(queued) || !isRefused(queued, desk.now)) return;
    this.#refused.add(queued);
    if (this.#refused.size === 1) this.#tellRefused(desk);
  }

  /** The hearer takes nothing, as far as one can see. Answers whether it is to be left alone for a while. */
  failed(desk: Desk, queued: Queued, { status, why }: Answered): boolean {
    this.#underway--;
    if (this.#state === "listening") this.#since = desk.now;
    this.#failed.push(queued);
    this.#window = 1;
    if (status === 410) {
      if (this.#state !== "gone") this.#tell(desk, "webhook.gone", { status });
      this.#move("said.gone");
      return false;
    }
    const wasWaiting = this.#state === "waiting";
    this.#move(this.#fresh.length > 0 ? "failed" : "failed.alone");
    if (!this.#isTold && desk.now - this.#since >= toldAfterMs)
      this.#tell(desk, "webhook.unheard", { status, why });
    if (this.#state !== "waiting" || wasWaiting) return false;
    this.#failures++;
    return true;
  }

  waited(): void {
    if (this.#state === "waiting") this.#move("waited");
  }

  /** Somebody says that it hears again: it is asked. */
  revive(): void {
    if (this.#state === "gone") this.#move("house.started");
  }

  /** It waited for itself long enough. */
  due(desk: Desk, queued: Queued): void {
    this.#fresh.push(this.#ready(desk, queued));
  }

  /** Takes out what has waited since before `at`, at most `limit`; what is under way stays. */
  giveUp(desk: Desk, at: number, limit: number): Queued[] {
    const old: Queued[] = [];
    const isKept = (queued: Queued): boolean => {
      if (queued.queuedAt >= at || old.length >= limit) return true;
      old.push(queued);
      return false;
    };
    this.#failed = this.#failed.filter(isKept);
    this.#fresh = this.#fresh.filter(isKept);
    for (const queued of old) this.remove(desk, queued);
    return old;
  }

  /** Takes it out of the queue, taken or given up. */
  remove(desk: Desk, queued: Queued): void {
    const chain = this.#chains.get(queued.subject);
    if (chain?.[0] !== queued)
      throw new Bug(`confirmation ${queued.id} is not the oldest of ${queued.subject}`);
    chain.shift();
    if (this.#refused.delete(queued) && this.#refused.size === 0) this.#tellRefused(desk);
    const [head] = chain;
    if (head) this.#fresh.push(head);
    else this.#chains.delete(queued.subject);
  }

  #ready(desk: Desk, queued: Queued): Queued {
    desk.cancelDue(`webhook/${queued.id}`);
    this.#queue.ready(queued);
    return queued;
  }

  #tell(desk: Desk, definition: "webhook.unheard" | "webhook.gone", said: Partial<Answered>): void {
    this.#isTold = true;
    const since = isoTime(this.#since);
    raiseAlarm(desk, definition, this.target.name, { ...said, since, waiting: this.waiting });
  }

  #tellRefused(desk: Desk): void {
    const [first] = this.#refused;
    if (!first) clearAlarm(desk, "webhook.refused", this.target.name);
    else raiseAlarm(desk, "webhook.refused", this.target.name, { id: first.id, about: first.subject });
  }

  #move(event: HearerEvent): void {
    this.#state = hearerChart.next(this.#state, event) ?? this.#state;
  }
}

/** Others were taken meanwhile, and it was not. */
const isRefused = ({ attempts, queuedAt }: Queued, now: number): boolean =>
  attempts > 1 && now - queuedAt >= refusedToldAfterMs;
