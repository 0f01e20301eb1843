/**
 * What happened, in order, one list for each client: rows are only ever added. They lie in pages of a fixed number of rows, so that a row's number says its page; the last pages are at hand, older ones are
 * found in the ledger by their number. Each row is hashed with all before it, so that nobody can change, take out, add or reorder one without a trace.
 */
import { hash as digest } from "node:crypto";
import { byCodeUnits, type ClientId } from "@floorplane/contracts/ids";
import type { Kind } from "@floorplane/contracts/kind";
import type { Desk, Kept, Office, Restore } from "@floorplane/runtime/room";
import { keyOf } from "./owned.ts";
import { firstOf, pageOf, pageRows } from "./pages.ts";
import type { Restorations } from "./restorations.ts";
import type { Store, Stores } from "./stores.ts";

/** Pages of a client that are in memory: what is asked for again and again is at hand. */
const atHandMax = 12;

export interface Page<Row> {
  readonly client: ClientId;
  /** From 0. */
  readonly page: number;
  /** Of the row before its first; "" before the first of all. */
  readonly before: string;
  readonly rows: readonly Row[];
}

/** Where a list ends: the number of its last row, 0 for none, and its hash. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

/** What a row adds to the chain: who knows this alone can follow the chain past a row that is not his to read. */
export const rowDigest = (row: object): string => digest("sha256", JSON.stringify(row));

export const chained = (before: string, of: string): string => digest("sha256", before + of);

interface List<Row> {
  readonly pages: Map<number, Page<Row>>;
  head: Head;
}

const nothing: Head = { number: 0, hash: "" };

export class Journal<Row extends object> implements Store {
  readonly #kind: Kind<Page<Row>>;
  readonly #restorations: Restorations;
  readonly #lists = new Map<ClientId, List<Row>>();
  readonly #changed = new Set<Page<Row>>();

  constructor(stores: Stores, kind: Kind<Page<Row>>) {
    this.#kind = kind;
    this.#restorations = stores.restorations;
    stores.register(this);
  }

  get name(): string {
    return this.#kind.name;
  }

  head(client: ClientId): Head {
    return this.#lists.get(client)?.head ?? nothing;
  }

  *heads(): Iterable<readonly [ClientId, Head]> {
    for (const [client, { head }] of this.#lists) yield [client, head];
  }

  /** The number that the next row gets. */
  next(client: ClientId): number {
    return Math.max(this.head(client).number + 1, firstOf(this.#restorations.page));
  }

  /** The last number that this list has, or gave before its ledger was put back from a backup. */
  reach(client: ClientId): number {
    return this.next(client) - 1;
  }

  /** A row that was given before the ledger was put back, and that it does not have. */
  lost(client: ClientId, number: number): ReturnType<Restorations["lost"]> {
    return this.#restorations.lost(this.name, client, number);
  }

  /** Answers the row's number. It is part of the client's list from now on, and written at the end of the step. */
  append(client: ClientId, row: Row): number {
    const list = this.#listOf(client);
    const number = this.next(client);
    const last = list.pages.get(pageOf(number));
    const page: Page<Row> = last
      ? { ...last, rows: [...last.rows, row] }
      : { client, page: pageOf(number), before: list.head.hash, rows: [row] };
    if (last) this.#changed.delete(last);
    list.pages.set(page.page, page);
    this.#changed.add(page);
    list.head = { number, hash: chained(list.head.hash, rowDigest(row)) };
    return number;
  }

  /** Finds a page, or the one at which the list goes on where a restoration left out its number; at once where it can, undefined where there is none. Not to be called inside a step that adds rows: the ledger is asked. */
  find(office: Office, client: ClientId, page: number, found: (page: Page<Row> | undefined) => void): void {
    const atHand = this.#lists.get(client)?.pages.get(page);
    if (atHand || page < 0 || page > pageOf(this.head(client).number)) found(atHand);
    else
      office.past(this.#kind, idOf(client, page), (past) => {
        const next = past ? undefined : this.#restorations.pageAfter(page);
        if (next === undefined) found(past);
        else this.find(office, client, next, found);
      });
  }

  flush(desk: Desk): void {
    if (this.#changed.size === 0) return;
    for (const page of this.#changed) desk.put(this.#kind, idOf(page.client, page.page), page);
    for (const { client, page } of this.#changed) this.#retire(desk, client, page);
    this.#changed.clear();
  }

  *kept(): Iterable<Kept> {
    for (const { pages } of this.#lists.values())
      for (const page of pages.values())
        yield { kind: this.#kind, id: idOf(page.client, page.page), body: page };
  }

  async restore(read: Restore): Promise<void> {
    const pages = (await read.documents(this.#kind)).map(({ body }) => body);
    pages.sort((a, b) => byCodeUnits(a.client, b.client) || a.page - b.page);
    for (const page of pages) {
      const list = this.#listOf(page.client);
      list.pages.set(page.page, page);
      list.head = {
        number: page.page * pageRows + page.rows.length,
        hash: page.rows.reduce((before, row) => chained(before, rowDigest(row)), page.before),
      };
    }
  }

  #listOf(client: ClientId): List<Row> {
    let list = this.#lists.get(client);
    if (!list) this.#lists.set(client, (list = { pages: new Map(), head: nothing }));
    return list;
  }

  /** One that was begun in this very step leaves with a later one: what leaves must have been written. */
  #retire(desk: Desk, client: ClientId, newest: number): void {
    const { pages } = this.#listOf(client);
    for (const page of pages.keys()) {
      if (page > newest - atHandMax) return;
      if (this.#changed.has(pages.get(page)!)) continue;
      pages.delete(page);
      desk.retire(this.#kind, idOf(client, page));
    }
  }
}

const idOf = (client: ClientId, page: number): string => keyOf(client, String(page));
