/**
 * How the screen of a packing station speaks with the house: one deed after the other, each sent until it is answered and done once, also after the page was loaded anew; and a look each second so that a
 * second screen sees what the first does.
 */
import type { PackingAnswer, PackingSaid, PackingStation } from "@floorplane/contracts/packing";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import { newActKey } from "../hand/act-key.ts";
import { fetchWithin } from "../live/fetch-within.ts";
import { Signal } from "../live/signal.ts";

const lookEveryMs = 1_000;
const againMs = 2_000;
/** A hand scans no faster; what is beyond is not taken, and said. */
const waitingMax = 50;

export type DeskLinkState = "asking" | "live" | "away" | "none";
export type Deed = Omit<PackingAct, "key" | "screen" | "by">;

export class DeskLink {
  readonly state = new Signal<PackingStation | undefined>(undefined);
  readonly said = new Signal<{ readonly said: PackingSaid; readonly number: number } | undefined>(undefined);
  readonly link = new Signal<DeskLinkState>("asking");
  /** Why nobody packs here, as the house says it. */
  readonly noDesk = new Signal("");
  /** Deeds that the house does not have yet. */
  readonly unsent = new Signal<number>(0);
  readonly screen: string;
  readonly #url: string;
  readonly #kept: string;
  readonly #queue: PackingAct[];
  #isSending = false;
  #isLooking = false;
  #number = 0;

  constructor(station: string, screen: string) {
    this.#url = `/api/packing/${encodeURIComponent(station)}`;
    this.screen = screen;
    this.#kept = `floorplane.packing.unsent.${station}`;
    this.#queue = keptIn(this.#kept);
  }

  /** Answers what ends it. */
  start(): () => void {
    const timer = setInterval(() => void this.#look(), lookEveryMs);
    this.#queueChanged();
    if (this.#queue.length > 0) void this.#send();
    else void this.#look();
    return () => clearInterval(timer);
  }

  /** False: too many wait already. What is pressed again before the house has it is one press; a unit that is scanned again is another unit. */
  give(deed: Deed, by: string): boolean {
    const { key: _key, screen: _screen, by: _by, ...last } = this.#queue.at(-1) ?? {};
    if (deed.do !== "scan" && JSON.stringify(last) === JSON.stringify(deed)) return true;
    if (this.#queue.length >= waitingMax) return false;
    this.#queue.push({ ...deed, key: newActKey(), screen: this.screen, by });
    this.#queueChanged();
    void this.#send();
    return true;
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      try {
        const response = await fetchWithin(this.#url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(next),
        });
        if (response.status >= 500) throw new Error(String(response.status));
        this.#queue.shift();
        this.#queueChanged();
        if (response.ok) this.#hear((await response.json()) as PackingAnswer);
      } catch {
        this.link.set("away");
        await new Promise((waited) => setTimeout(waited, againMs));
      }
    }
    this.#isSending = false;
  }

  #queueChanged(): void {
    this.unsent.set(this.#queue.length);
    try {
      sessionStorage.setItem(this.#kept, JSON.stringify(this.#queue));
    } catch {
      // A browser that keeps nothing sends what it can.
    }
  }

  async #look(): Promise<void> {
    // Looks that wait for an answer would fill the few connections that a browser has to one house.
    if (this.#isSending || this.#isLooking) return;
    this.#isLooking = true;
    try {
      const response = await fetchWithin(this.#url);
      if (response.status === 404) {
        const { detail = "" } = (await response.json()) as { readonly detail?: string };
        this.noDesk.set(detail);
        this.link.set("none");
      } else if (!response.ok) throw new Error(String(response.status));
      else if (!this.#isSending) this.#hear((await response.json()) as PackingAnswer);
    } catch {
      this.link.set("away");
    } finally {
      this.#isLooking = false;
    }
  }

  /** The screen would not give it to the house; it is said as loud as what the house refuses. */
  refuse(said: PackingSaid): void {
    this.said.set({ said, number: ++this.#number });
  }

  #hear({ said, state }: PackingAnswer): void {
    this.link.set("live");
    this.state.set(state);
    if (said) this.said.set({ said, number: ++this.#number });
  }
}

/** Deeds of this tab that the house did not have when the page was left. */
function keptIn(name: string): PackingAct[] {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "[]") as PackingAct[];
  } catch {
    return [];
  }
}

/** Of this tab, also after it was loaded anew. */
export function screenName(): string {
  const key = "floorplane.packing.screen";
  try {
    const known = sessionStorage.getItem(key) ?? newActKey();
    sessionStorage.setItem(key, known);
    return known;
  } catch {
    return newActKey();
  }
}
