/**
 * Between a WMS and the door: one round hands over what the WMS wants and the door has not decided, and tells the WMS what the house's feed says, in its order. What became of each is written down after it was done;
 * ended between the two, a round does the same again, and both sides know it.
 */
import { Away, type Decided, type Dialect, type FeedEvent, Untold, type Wish } from "./dialect.ts";
import type { Decision, DoorClient } from "./door-client.ts";

/** What a connector knows between two rounds. */
export interface Bookmarks {
  /** By the key of the wish. */
  readonly decided: Readonly<Record<string, Decided>>;
  /** `next` of the house's feed. */
  readonly after?: string;
}

export interface BookmarkShelf {
  load(): Bookmarks;
  /** Durable when it returns. */
  save(bookmarks: Bookmarks): void;
}

export interface ConnectorOptions {
  readonly dialect: Dialect;
  readonly door: DoorClient;
  readonly shelf: BookmarkShelf;
  readonly said: (line: string) => void;
}

export interface Round {
  readonly taken: number;
  readonly refused: number;
  readonly told: number;
  /** Events that the WMS will never take: each was said, and is passed over. */
  readonly untold: number;
  /** Why a side could not be reached; the next round goes on there. */
  readonly away?: string;
}

/** Handed over before the feed is looked at again. */
const wishesPerRound = 200;
const pagesPerRound = 20;

export class Connector {
  readonly #options: ConnectorOptions;
  readonly #decided: Map<string, Decided>;
  #after: string | undefined;

  constructor(options: ConnectorOptions) {
    this.#options = options;
    const { decided, after } = options.shelf.load();
    this.#decided = new Map(Object.entries(decided));
    this.#after = after;
  }

  /** Never throws for what either side does. A side that is away keeps the other from nothing. */
  async round(): Promise<Round> {
    const round = { taken: 0, refused: 0, told: 0, untold: 0 };
    const away: string[] = [];
    for (const half of [() => this.#handOver(round), () => this.#tell(round)])
      try {
        await half();
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        away.push(error.message);
      }
    return away.length === 0 ? round : { ...round, away: [...new Set(away)].join("; ") };
  }

  async #handOver(round: { taken: number; refused: number }): Promise<void> {
    const { dialect } = this.#options;
    const { wishes, over } = await dialect.wishes(this.#decided);
    for (const key of over) this.#decided.delete(key);
    if (over.length > 0) this.#save();
    const open = wishes.filter(({ key, revision }) => this.#decided.get(key)?.revision !== revision);
    for (const wish of open.slice(0, wishesPerRound)) {
      const { key, revision } = wish;
      const before = this.#decided.get(key);
      const refused = await this.#decide(wish, before);
      if (refused === undefined) round.taken++;
      else round.refused++;
      const isTaken = before?.isTaken === true || refused === undefined;
      this.#decided.set(key, { revision, isTaken, ...(refused === undefined ? {} : { refused }) });
      this.#save();
    }
  }

  /** Answers why it was not taken. */
  async #decide(wish: Wish, before: Decided | undefined): Promise<string | undefined> {
    const { dialect, door, said } = this.#options;
    const wanted = await wish.read();
    const { order } = wanted;
    let why: string | undefined;
    switch (wanted.kind) {
      case "order":
        why = noOf(await this.#order(wanted.body, order, wish.revision));
        break;
      case "cancellation":
        why = noOf(await door.cancel(order, wish.revision));
        break;
      case "unreadable":
        ({ why } = wanted);
        break;
      default:
        wanted satisfies never;
    }
    said(`${wanted.kind} ${order}: ${why ?? "taken"}`);
    // A note may itself change the time of the last change: said once, it is not said again.
    if (why !== undefined && why !== before?.refused) await this.#sayNo(dialect.refused(order, why));
    return why;
  }

  /** Goods that the house does not know are asked for in the WMS, once. */
  async #order(body: Parameters<DoorClient["order"]>[0], order: string, revision: string): Promise<Decision> {
    const { dialect, door } = this.#options;
    const first = await door.order(body, revision);
    if (first.kind === "taken" || first.code !== "unknown-item") return first;
    try {
      const items = await dialect.items(order);
      if (items.length === 0) return first;
      const listed = await door.items(items);
      if (listed.kind === "refused") return { ...listed, detail: `its goods: ${listed.detail}` };
    } catch (error) {
      if (!(error instanceof Untold)) throw error;
      return { kind: "refused", code: first.code, detail: error.message };
    }
    // Under another key: the same one would have the same answer.
    return door.order(body, `${revision}/with-items`);
  }

  async #tell(round: { told: number; untold: number }): Promise<void> {
    const { dialect, door, said } = this.#options;
    for (let page = 0; page < pagesPerRound; page++) {
      const { events, next, more } = await door.events(this.#after);
      for (const event of events)
        try {
          await dialect.tell(event);
          round.told++;
        } catch (error) {
          if (!(error instanceof Untold)) throw error;
          round.untold++;
          said(`${event.type} ${event.subject} (${event.id}) is not taken: ${error.message}`);
          await this.#sayNo(this.#refusedEvent(event, error.message));
        }
      // Pages are small: after an end in the middle of one the events before it are told again.
      if (next !== this.#after) {
        this.#after = next;
        this.#save();
      }
      if (!more) return;
    }
  }

  #refusedEvent({ type, subject }: FeedEvent, why: string): Promise<void> {
    return this.#options.dialect.refused(subject, `${type}: ${why}`);
  }

  /** What the WMS does not even take as a note stands in the connector's own words already. */
  async #sayNo(saying: Promise<void>): Promise<void> {
    try {
      await saying;
    } catch (error) {
      if (!(error instanceof Untold)) throw error;
    }
  }

  #save(): void {
    this.#options.shelf.save({
      decided: Object.fromEntries(this.#decided),
      ...(this.#after === undefined ? {} : { after: this.#after }),
    });
  }
}

const noOf = (decision: Decision): string | undefined =>
  decision.kind === "taken" ? undefined : `${decision.detail} (${decision.code})`;
