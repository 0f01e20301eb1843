/**
 * Acts that a Hand has taken and the house may not have yet. Each is written down on the device under a key of its own before anybody is told that it was taken, and sent in the
 * order in which it was given, one after the other: sent again under its key it is the same act, so that it takes effect once whatever happens to the link, the tab or the phone.
 */
import type { FoundUnits } from "@floorplane/contracts/messages";
import { photoWithinMs } from "@floorplane/contracts/photo-bounds";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { DifferenceDecision } from "@floorplane/contracts/states";
import { fetchWithin } from "../live/fetch-within.ts";

/** A shift's work; what is beyond is not taken, and said so. */
export const unsentMax = 500;
/** Answers that are kept to be looked at; conflicts stay until somebody has seen them. */
const endedMax = 50;

/** As `POST /api/acts` takes it. */
export interface HandAnswer {
  readonly type: "task.answer";
  readonly task: string;
  readonly found: readonly FoundUnits[];
  readonly complete: boolean;
  /** Where they were put (put-away), taken from (pick) or brought to (bring). */
  readonly place?: string;
  /** What the scale says of what was picked, g. */
  readonly grams?: number;
  readonly decision?: DifferenceDecision;
  /** So many were decided of meanwhile, and what was found is besides them. */
  readonly besides?: number;
  /** They are in hand, and nowhere yet (put-away). */
  readonly begun?: boolean;
  /** House time at which it was found, ms. */
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** A photo of what a task is about, as `POST /api/tasks/TASK/photos` takes it. */
export interface HandPhoto {
  readonly type: "task.photo";
  readonly task: string;
  /** Absent once the house has it. */
  readonly photo?: ArrayBuffer;
  readonly media: string;
  readonly at: number;
  readonly by: string;
}

export type HandAct = HandAnswer | HandPhoto;

/** `unsent`: the house has not said that it has it. `refused` and `unknown` are for a person to look at. */
export type ActState = "unsent" | "done" | "refused" | "unknown";

export interface KeptAct {
  /** In which order it was given. */
  readonly number: number;
  /** Its Idempotency-Key. */
  readonly key: string;
  readonly act: HandAct;
  readonly state: ActState;
  readonly why: string;
  /** This device's clock, ms. */
  readonly givenAt: number;
}

/** Where acts are kept: each call is durable when it resolves. */
export interface ActStore {
  all(): Promise<KeptAct[]>;
  /** Answers its number: greater than that of any before it, whichever tab gave that. */
  add(act: Omit<KeptAct, "number">): Promise<number>;
  put(act: KeptAct): Promise<void>;
  remove(number: number): Promise<void>;
}

/** What the house said to one act; undefined: it was not reached, or is not ready. */
export type Send = (act: HandAct, key: string) => Promise<Said | undefined>;
export interface Said {
  readonly state: Exclude<ActState, "unsent">;
  readonly why: string;
}

export interface OutboxOptions {
  readonly store: ActStore;
  readonly send: Send;
  /** A key that is no other act's, and the device's time. */
  readonly stamp: () => Pick<KeptAct, "key" | "givenAt">;
  readonly changed: (acts: readonly KeptAct[]) => void;
}

export class Outbox {
  readonly #options: OutboxOptions;
  #acts: KeptAct[] = [];
  #sending: Promise<boolean> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Reads what is kept, also by another tab of this device. */
  async open(): Promise<void> {
    const kept = await this.#options.store.all();
    const last = Math.max(0, ...kept.map(({ number }) => number));
    // What was given here while that was read is later than all of it.
    const since = this.#acts.filter(({ number }) => number > last);
    this.#acts = [...kept, ...since].sort((a, b) => a.number - b.number);
    this.#tell();
  }

  get unsent(): number {
    return this.#acts.filter(({ state }) => state === "unsent").length;
  }

  /** Resolves once it is written down; false: too many wait, and it was not taken. */
  async take(act: HandAct): Promise<boolean> {
    if (this.unsent >= unsentMax) return false;
    const { store, stamp } = this.#options;
    const given = { ...stamp(), act, state: "unsent", why: "" } as const;
    const number = await store.add(given);
    if (!this.#acts.some((one) => one.number === number))
      this.#acts = [...this.#acts, { number, ...given }].sort((a, b) => a.number - b.number);
    this.#tell();
    return true;
  }

  /** Sends what waits, in order, until the house is not reached; true: nothing waits any more. */
  send(): Promise<boolean> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  /** A person has seen what became of it. */
  async seen(number: number): Promise<void> {
    const act = this.#acts.find((one) => one.number === number);
    if (!act || act.state === "unsent") return;
    await this.#drop(act);
    this.#tell();
  }

  async #sendAll(): Promise<boolean> {
    for (let next = this.#next(); next; next = this.#next()) {
      const said = await this.#options.send(next.act, next.key);
      if (!said) return false;
      // A device keeps no picture that the house has.
      const { act } = next;
      const { photo: _sent, ...rest } = act.type === "task.photo" ? act : { ...act, photo: undefined };
      const told: KeptAct = {
        ...next,
        ...said,
        act: act.type === "task.photo" && said.state === "done" ? (rest as HandPhoto) : act,
      };
      await this.#options.store.put(told);
      this.#acts = this.#acts.map((one) => (one.number === told.number ? told : one));
      const ended = this.#acts.filter(({ state }) => state === "done");
      for (const old of ended.slice(0, Math.max(0, ended.length - endedMax))) await this.#drop(old);
      this.#tell();
    }
    return true;
  }

  #next(): KeptAct | undefined {
    return this.#acts.find(({ state }) => state === "unsent");
  }

  async #drop(act: KeptAct): Promise<void> {
    await this.#options.store.remove(act.number);
    this.#acts = this.#acts.filter((one) => one.number !== act.number);
  }

  #tell(): void {
    this.#options.changed(this.#acts);
  }
}

/** The house takes it later: it is only starting, or has its hands full. */
const later: ReadonlySet<ActReason["code"]> = new Set(["house.starting", "acts.too-many"]);

interface Problem {
  readonly outcome?: "done" | "refused" | "unanswered" | "unknown";
  readonly reason?: { readonly code: ActReason["code"] } | null;
  readonly why?: string;
  readonly detail?: string;
}

/** Over HTTP. */
export async function sendAct(act: HandAct, key: string): Promise<Said | undefined> {
  if (act.type === "task.photo") return sendPhoto(act);
  try {
    const response = await fetchWithin("/api/acts", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(act),
    });
    const said = (await response.json()) as Problem;
    return saidOf(response.status, said);
  } catch {
    return undefined;
  }
}

/** The same bytes for the same task are the same photo: it needs no key. */
async function sendPhoto({ task, photo, media, at, by }: HandPhoto): Promise<Said | undefined> {
  if (!photo) return { state: "done", why: "" };
  try {
    const query = new URLSearchParams({ by, at: new Date(at).toISOString() });
    const address = `/api/tasks/${encodeURIComponent(task)}/photos?${query}`;
    const init = { method: "POST", headers: { "content-type": media }, body: photo };
    const response = await fetchWithin(address, init, photoWithinMs);
    return saidOf(response.status, response.status === 200 ? {} : ((await response.json()) as Problem));
  } catch {
    return undefined;
  }
}

export function saidOf(status: number, { outcome, reason, why, detail }: Problem): Said | undefined {
  const words = why || detail || "";
  if (status === 200) return { state: "done", why: "" };
  if (outcome === "unknown" || outcome === "unanswered") return { state: "unknown", why: words };
  if (status >= 500 || status === 429 || (reason && later.has(reason.code))) return undefined;
  return { state: "refused", why: words };
}
