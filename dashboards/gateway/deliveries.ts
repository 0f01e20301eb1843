/** What registered webhooks were told of late and what they answered, as clients' lists of attempts say it; and what was given up. */
import type { DeadLetterDocument, DeliveryDocument, DeliveryRow } from "@floorplane/contracts/connections";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, truthIn, wordsIn } from "./list-query.ts";
import type { ListPage } from "./protocol.ts";

/** Some hours of a busy client; all of it is at the door. */
const keptMax = 3_000;
/** Rows of a page of the list (`wms-bridge/src/keeping/journal.ts`). */
const pageRows = 48;

export interface Attempt extends DeliveryRow {
  readonly client: string;
  readonly number: number;
  readonly isTaken: boolean;
}

export interface Letter extends Omit<DeadLetterDocument, "client" | "target"> {
  readonly client: string;
  readonly webhook: string;
}

export const deliveryFilters = ["after", "perPage", "client", "webhook", "type", "about", "taken"] as const;
export const letterFilters = ["after", "perPage", "client", "webhook", "type", "about"] as const;

export class Deliveries {
  /** The oldest first. */
  readonly #rows = new Map<string, Attempt>();

  put({ client, page, rows }: DeliveryDocument): void {
    for (const [index, row] of rows.entries()) {
      const number = page * pageRows + index + 1;
      const key = `${client} ${number}`;
      if (this.#rows.has(key)) continue;
      const isTaken = row.status >= 200 && row.status < 300;
      this.#rows.set(key, { ...row, client, number, isTaken });
    }
    while (this.#rows.size > keptMax) this.#rows.delete(this.#rows.keys().next().value!);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The latest first. */
  page(query: Query, at: number): ListPage<Attempt> {
    onlyThese(query, deliveryFilters);
    const taken = truthIn(query, "taken");
    const isMeant = meantBy(query);
    const wanted = [...this.#rows.values()].filter(
      (one) => isMeant(one) && (taken === undefined || taken === one.isTaken),
    );
    return pageOf(wanted, {
      mark: ({ client, number, at: when }) => ({
        rank: -when,
        name: `${String(9_999_999_999 - number).padStart(10, "0")} ${client}`,
      }),
      after: markIn(query),
      perPage: perPageIn(query),
      row: (row) => row,
      at,
    });
  }
}

/** The oldest first: it has waited longest. */
export function lettersPage(
  letters: ReadonlyMap<string, Letter>,
  query: Query,
  at: number,
): ListPage<Letter> {
  onlyThese(query, letterFilters);
  const isMeant = meantBy(query);
  return pageOf([...letters.values()].filter(isMeant), {
    mark: ({ diedAt, id }) => ({ rank: diedAt, name: id }),
    after: markIn(query),
    perPage: perPageIn(query),
    row: (letter) => letter,
    at,
  });
}

/** A screen is told what the contract names, and whom it was for as people call it: what it says stays where it is kept. */
export function letterOf(letter: DeadLetterDocument, own: string): Letter {
  const { id, target, type, subject, queuedAt, diedAt, why } = letter;
  const client = letter.client ?? own;
  // A registered hearer is kept as its client and its name.
  const registered = `webhook/${client}/`;
  const webhook = target.startsWith(registered) ? target.slice(registered.length) : target;
  return { client, id, webhook, type, subject, queuedAt, diedAt, why };
}

interface About {
  readonly client: string;
  readonly webhook: string;
  readonly type: string;
  readonly subject: string;
}

function meantBy(query: Query): (one: About) => boolean {
  const client = wordsIn(query, "client");
  const webhook = textIn(query, "webhook", 130);
  const type = wordsIn(query, "type");
  const about = textIn(query, "about", 130)?.toUpperCase();
  return (one) =>
    (!client || client.has(one.client)) &&
    (!webhook || one.webhook === webhook) &&
    (!type || type.has(one.type)) &&
    (!about || one.subject.toUpperCase().includes(about));
}
