/** Whether a passport is what a house gave out: its own chain alone, and where the ledger is at hand, as a piece of that. */
import { readFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Type } from "@floorplane/contracts/kind";
import { gateOf } from "@floorplane/contracts/parse";
import type { SqliteReader } from "@floorplane/runtime/ledger/sqlite-store";
import { chained, type Head, type Page, rowDigest } from "@floorplane/wms-bridge/keeping/journal";
import { firstOf, pageOf } from "@floorplane/wms-bridge/keeping/pages";
import type { AuditFault } from "./chain-check.ts";

const head = Type.Object({ number: Type.Integer({ minimum: 0 }), hash: Type.String() });
const PassportSchema = Type.Object({
  passport: Type.Literal(1),
  site: Type.String(),
  client: Type.String(),
  about: Type.Object({ kind: Type.String(), id: Type.String() }),
  before: head,
  links: Type.Array(
    Type.Union([
      Type.String({ pattern: "^[0-9a-f]{64}$" }),
      Type.Object({ number: Type.Integer(), row: Type.Object({}) }),
    ]),
  ),
  after: head,
  head,
});
const parsePassport = gateOf("passport", PassportSchema);
export type Passport = ReturnType<typeof parsePassport>;

export interface PassportAudit {
  /** Rows that it tells whole. */
  readonly rows: number;
  /** Where it ends. */
  readonly head: Head;
  readonly faults: readonly AuditFault[];
}

/** One answer of the door, or a list of them, one after the other. Throws `malformed-file` for what is none. */
export function readPassport(file: string): Passport[] {
  try {
    const read = JSON.parse(readFileSync(file, "utf8")) as unknown;
    const passports = (Array.isArray(read) ? read : [read]).map((one) => parsePassport(one));
    if (passports.length > 0) return passports;
  } catch (error) {
    throw noPassport(file, error instanceof Error ? error.message : String(error));
  }
  throw noPassport(file, "it is empty");
}

const noPassport = (file: string, why: string): FloorplaneError =>
  new FloorplaneError({
    code: "malformed-file",
    message: `${file} is no passport that can be read: ${why}`,
    field: "--passport",
  });

/** What is asked of a ledger. */
type Kept = Pick<SqliteReader, "documents" | "past">;

/** `ledger`: absent, the passport is held against itself alone. */
export function verifyPassport(passports: readonly Passport[], ledger?: Kept): PassportAudit {
  const faults: AuditFault[] = [];
  let last: Head | undefined;
  for (const passport of passports) {
    faults.push(...faultsWithin(passport));
    const { before, after } = passport;
    if (last && (before.number < last.number || (before.number === last.number && before.hash !== last.hash)))
      faults.push(differs(before.number, `its parts do not follow one another at row ${before.number}`));
    last = after;
    if (ledger) faults.push(...faultsAgainst(passport, ledger));
  }
  const rows = passports.flatMap(({ links }) => links.filter((link) => typeof link !== "string")).length;
  return { rows, head: last ?? { number: 0, hash: "" }, faults };
}

const differs = (row: number, detail: string): AuditFault => ({ code: "passport-differs", row, detail });

const digestOf = (link: Passport["links"][number]): string =>
  typeof link === "string" ? link : rowDigest(link.row);

function* faultsWithin({ before, links, after }: Passport): Iterable<AuditFault> {
  let { number, hash } = before;
  for (const link of links) {
    number++;
    if (typeof link !== "string" && link.number !== number)
      yield differs(link.number, `row ${link.number} stands in the place of row ${number}`);
    hash = chained(hash, digestOf(link));
  }
  if (number !== after.number || hash !== after.hash)
    yield differs(
      after.number,
      `its rows do not lead to the hash that it gives for row ${after.number}: one was changed, taken out, put in or moved`,
    );
}

function* faultsAgainst(
  { client, before, links, after, head: told }: Passport,
  ledger: Kept,
): Iterable<AuditFault> {
  const list = new ListInLedger(ledger, client);
  const at = (number: number, hash: string): AuditFault[] => {
    const found = list.hashAt(number);
    if (found === hash) return [];
    return [
      found === undefined
        ? {
            code: "tail-cut",
            row: number,
            detail: `the ledger's list of ${client} ends before row ${number}, which the passport knows`,
          }
        : differs(number, `row ${number} of ${client} has another hash in the ledger`),
    ];
  };
  yield* at(before.number, before.hash);
  for (const [index, link] of links.entries()) {
    const number = before.number + index + 1;
    const digest = list.digestAt(number);
    if (digest !== undefined && digest !== digestOf(link))
      yield differs(number, `row ${number} of ${client} is another one in the ledger`);
  }
  yield* at(after.number, after.hash);
  if (told.number !== after.number) yield* at(told.number, told.hash);
}

/** A client's handling as a ledger has it, page by page. */
class ListInLedger {
  readonly #ledger: Kept;
  readonly #client: string;
  readonly #pages = new Map<number, { readonly before: string; readonly digests: readonly string[] }>();

  constructor(ledger: Kept, client: string) {
    this.#ledger = ledger;
    this.#client = client;
  }

  digestAt(number: number): string | undefined {
    return this.#page(pageOf(number)).digests[number - firstOf(pageOf(number))];
  }

  /** Undefined where the list has no such row. */
  hashAt(number: number): string | undefined {
    if (number === 0) return "";
    const page = pageOf(number);
    // Also where a restoration left out this page: the list goes on behind it.
    const next = number === firstOf(page + 1) - 1 ? this.#page(page + 1) : undefined;
    if (next && next.digests.length > 0) return next.before;
    const { before, digests } = this.#page(page);
    const upTo = digests.slice(0, number - firstOf(page) + 1);
    return this.digestAt(number) === undefined ? undefined : upTo.reduce(chained, before);
  }

  #page(page: number) {
    let found = this.#pages.get(page);
    if (!found) {
      const id = `${this.#client}/${page}`;
      const [live] = this.#ledger.documents("handling", { from: id, to: `${id}\0` });
      const body = (live ?? this.#ledger.past("handling", id))?.body as Page<object> | undefined;
      found = { before: body?.before ?? "", digests: (body?.rows ?? []).map(rowDigest) };
      this.#pages.set(page, found);
    }
    return found;
  }
}
