/** Returns as screens are told of them: which stand here and for how long, what became of the others, and how long that took. */
import type { PhotoDocument, ReturnDocument } from "@floorplane/contracts/documents";
import { returnStates } from "@floorplane/contracts/states";
import { secondMs } from "@floorplane/contracts/units";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, truthIn, wordsIn } from "./list-query.ts";
import type { ReturnDwell, ReturnRow, ReturnsPage } from "./protocol.ts";

export const returnFilters = ["after", "perPage", "state", "overdue", "sku", "client"] as const;

/** Those that wait come first, the oldest of them at the top. */
const ranks = { received: 0, announced: 1e14, decided: 2e14, cancelled: 3e14 } as const;

export class ReturnBoard {
  readonly #returns = new Map<string, ReturnDocument>();
  readonly #photos = new Map<string, PhotoDocument>();

  put(key: string, body: ReturnDocument): void {
    this.#returns.set(key, body);
  }

  putPhoto(key: string, body: PhotoDocument): void {
    this.#photos.set(key, body);
  }

  remove(kind: "return" | "photo", key: string): void {
    if (kind === "return") this.#returns.delete(key);
    else this.#photos.delete(key);
  }

  get size(): number {
    return this.#returns.size + this.#photos.size;
  }

  page(query: Query, at: number): ReturnsPage {
    onlyThese(query, returnFilters);
    const states = wordsIn(query, "state", returnStates);
    const overdue = truthIn(query, "overdue");
    const sku = textIn(query, "sku")?.toUpperCase();
    const client = wordsIn(query, "client");
    const photos = new Map<string, string[]>();
    for (const { client: whose, return: number, photo } of this.#photos.values())
      if (number !== null)
        photos.set(`${whose}/${number}`, [...(photos.get(`${whose}/${number}`) ?? []), photo]);
    const returns = this.#returns;
    const wanted = function* (): Iterable<ReturnDocument> {
      for (const one of returns.values())
        if (
          (!states || states.has(one.state)) &&
          (overdue === undefined || overdue === (one.isOverdue && one.state === "received")) &&
          (!sku || one.lines.some((line) => line.sku.toUpperCase().includes(sku))) &&
          (!client || client.has(one.client))
        )
          yield one;
    };
    const page = pageOf(wanted(), {
      mark: (one) => ({
        rank: ranks[one.state] + (one.receivedAt ?? one.openedAt),
        name: `${one.client}/${one.return}`,
      }),
      after: markIn(query),
      perPage: perPageIn(query),
      row: (one): ReturnRow => ({ ...one, photos: photos.get(`${one.client}/${one.return}`) ?? [] }),
      at,
    });
    return { ...page, dwell: this.#dwell() };
  }

  #dwell(): ReturnDwell {
    const all = [...this.#returns.values()];
    const here = all.filter(({ state }) => state === "received");
    const tookS = all
      .flatMap(({ state, receivedAt, decidedAt }) =>
        state === "decided" && receivedAt !== null && decidedAt !== null
          ? [(decidedAt - receivedAt) / secondMs]
          : [],
      )
      .sort((a, b) => a - b);
    const quantile = (share: number): number | null =>
      tookS[Math.min(tookS.length - 1, Math.floor(share * tookS.length))] ?? null;
    return {
      waiting: here.length,
      overdue: here.filter(({ isOverdue }) => isOverdue).length,
      decided: tookS.length,
      p50S: quantile(0.5),
      p99S: quantile(0.99),
    };
  }
}
