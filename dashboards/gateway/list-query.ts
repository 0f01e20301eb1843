/** What a list may be asked for in an address: each word typed and bounded, or refused with its name. */
import type { ListPage } from "./protocol.ts";
import { hasControls, refusal } from "./requests.ts";

export type Query = Readonly<Record<string, unknown>>;

export const perPageMax = 200;
const perPageUsual = 100;
const textLengthMax = 64;
const wordsMax = 20;

/** What nobody reads is not passed over: a filter that was misspelt would show everything. */
export function onlyThese(query: Query, known: readonly string[]): void {
  for (const name of Object.keys(query))
    if (!known.includes(name)) throw refusal(name, `is no filter of this list; it has ${known.join(", ")}`);
}

export function perPageIn(query: Query): number {
  if (query.perPage === undefined) return perPageUsual;
  const perPage = Number(query.perPage);
  if (Number.isInteger(perPage) && perPage >= 1 && perPage <= perPageMax) return perPage;
  throw refusal("perPage", `must be a whole number of 1 to ${perPageMax}`);
}

export function textIn(query: Query, name: string, lengthMax = textLengthMax): string | undefined {
  const text = query[name];
  if (text === undefined || text === "") return undefined;
  if (typeof text !== "string" || text.length > lengthMax || hasControls(text))
    throw refusal(name, `must be one line of at most ${lengthMax} characters`);
  return text;
}

/** Several with commas between. */
export function wordsIn<Word extends string>(
  query: Query,
  name: string,
  known?: readonly Word[],
): ReadonlySet<string> | undefined {
  const text = textIn(query, name, 400);
  if (text === undefined) return undefined;
  const words = text.split(",");
  if (words.length > wordsMax) throw refusal(name, `must be at most ${wordsMax} words`);
  const strange = known && words.find((word) => !(known as readonly string[]).includes(word));
  if (known && strange !== undefined) throw refusal(name, `must be of ${known.join(", ")}`);
  return new Set(words);
}

export function truthIn(query: Query, name: string): boolean | undefined {
  const text = textIn(query, name);
  if (text === undefined) return undefined;
  if (text !== "true" && text !== "false") throw refusal(name, "must be true or false");
  return text === "true";
}

/** Where a row stands in its list: a number, then its name. */
export interface Mark {
  readonly rank: number;
  readonly name: string;
}

const compareMarks = (a: Mark, b: Mark): number =>
  a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The mark behind which a page begins. */
export function markIn(query: Query): Mark | undefined {
  const text = textIn(query, "after", 300);
  if (text === undefined) return undefined;
  const [, rank, name] = /^(-?\d{1,16}):(.+)$/u.exec(text) ?? [];
  if (rank === undefined || name === undefined)
    throw refusal("after", "must be `next` of an answer of this list");
  return { rank: Number(rank), name };
}

/** The first few behind a mark, of any number: what is not shown is counted and never sorted. */
export function pageOf<Body, Row>(
  all: Iterable<Body>,
  wanted: {
    readonly mark: (body: Body) => Mark;
    readonly after: Mark | undefined;
    readonly perPage: number;
    readonly row: (body: Body) => Row;
    readonly at: number;
  },
): ListPage<Row> {
  const { mark, after, perPage, row, at } = wanted;
  const first: { readonly body: Body; readonly mark: Mark }[] = [];
  let count = 0;
  let isMore = false;
  for (const body of all) {
    count++;
    const one = { body, mark: mark(body) };
    if (after && compareMarks(one.mark, after) <= 0) continue;
    if (first.length === perPage && compareMarks(one.mark, first[perPage - 1]!.mark) > 0) {
      isMore = true;
      continue;
    }
    first.splice(placeFor(one.mark, first), 0, one);
    if (first.length > perPage) {
      first.pop();
      isMore = true;
    }
  }
  const last = first.at(-1)?.mark;
  return {
    rows: first.map(({ body }) => row(body)),
    count,
    next: isMore && last ? `${last.rank}:${last.name}` : null,
    at,
  };
}

function placeFor(mark: Mark, rows: readonly { readonly mark: Mark }[]): number {
  let from = 0;
  let to = rows.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compareMarks(rows[middle]!.mark, mark) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
