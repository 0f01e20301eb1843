/**
 * A passport as the house answers it, and whether its chain holds: each row's digest with the hash before it makes the hash after it (SHA-256), of rows that are not told by their digest alone. Recomputed
 * here, so that whoever looks need not believe who shows it.
 */
import type { HandlingRow } from "@floorplane/contracts/documents";
import { fetchWithin } from "../live/fetch-within.ts";

interface Head {
  readonly number: number;
  readonly hash: string;
}
export type Link = string | { readonly number: number; readonly row: HandlingRow };

export interface Passport {
  readonly before: Head;
  readonly links: readonly Link[];
  readonly after: Head;
  readonly head: Head;
  readonly next: number;
  readonly more: boolean;
}

/** One journal is read in so many answers at most: some two thousand rows each. */
const answersMax = 60;

export interface Read {
  readonly passports: readonly Passport[];
  readonly isWhole: boolean;
}

/** Reads on until all of the journal was looked at; `heard` is told what there is so far. */
export async function readPassports(
  address: string,
  { client, serial }: { readonly client: string | undefined; readonly serial: string | undefined },
  signal: AbortSignal,
  heard: (rows: number) => void,
): Promise<Read> {
  const passports: Passport[] = [];
  let after: number | undefined;
  for (let answers = 0; answers < answersMax; answers++) {
    const query = new URLSearchParams({
      ...(client ? { client } : {}),
      ...(serial ? { serial } : {}),
      ...(after === undefined ? {} : { after: String(after) }),
    });
    const response = await fetchWithin(`${address}?${query}`, { signal });
    const body = (await response.json()) as Passport & { readonly detail?: string };
    if (!response.ok) throw new Error(body.detail ?? `${response.status}`);
    passports.push(body);
    heard(rowsOf(passports).length);
    if (!body.more) return { passports, isWhole: true };
    after = body.next;
  }
  return { passports, isWhole: false };
}

export const rowsOf = (passports: readonly Passport[]): Exclude<Link, string>[] =>
  passports.flatMap(({ links }) => links.filter((link) => typeof link !== "string"));

/** The number of the first row that does not follow from the one before; undefined: all do. */
export async function brokenAt(passports: readonly Passport[]): Promise<number | undefined> {
  let last: Head | undefined;
  for (const { before, links, after } of passports) {
    // Nothing lies between two answers that are next to each other, and time does not go back.
    const isApart =
      last && (before.number < last.number || (before.number === last.number && before.hash !== last.hash));
    if (isApart) return before.number;
    let { hash, number } = before;
    for (const link of links) {
      number++;
      if (typeof link !== "string" && link.number !== number) return number;
      const digest = typeof link === "string" ? link : await sha256(JSON.stringify(link.row));
      hash = await sha256(hash + digest);
    }
    if (hash !== after.hash || number !== after.number) return after.number;
    last = after;
  }
  return undefined;
}

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
