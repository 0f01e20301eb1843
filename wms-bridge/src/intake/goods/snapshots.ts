/** Stock snapshots at the door: a report of what differs, and a person's word about what is to be done. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, LocationId, LotId, oneSpelling, type Sku } from "@floorplane/contracts/ids";
import type { Approval, SnapshotRequest } from "@floorplane/contracts/snapshots.schema";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Snapshot, SnapshotLine } from "../../counting/snapshot.kind.ts";
import type { WithSnapshots } from "../../counting/snapshots.ts";
import { type Asked, compare } from "../../counting/three-ways.ts";
import { type ApproveMeans, approveLine } from "../../people/approving.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { hashOfContent } from "../reading/hash.ts";
import { perPageIn } from "../reading/list-query.ts";
import { namedUnits } from "../reading/named-goods.ts";
import { readAll } from "../reading/read-all.ts";
import type { Addressed, Asking } from "../route.ts";

/** Differences that are kept; more are another warehouse's file. */
const linesMax = 2_000;

type Row = Asked & { readonly wms: number };

export function postSnapshot(
  means: ApproveMeans,
  desk: Desk,
  client: ClientId,
  request: Omit<SnapshotRequest, "client">,
): HttpResponse {
  const { snapshots } = means;
  const { snapshot: name, complete, rows: sent } = request;
  const requestHash = hashOfContent(request);
  const known = snapshots.get(name, client);
  if (known?.requestHash === requestHash) return jsonAnswer(200, shown(known));
  if (known || snapshots.isRemembered(name, client))
    throw new Refusal(
      "conflict",
      `snapshot ${name} is known${known ? " with another content" : ""}; give each night its own name`,
      {
        field: "snapshot",
      },
    );
  const rows = [...readAll(sent, (row, index) => rowOf(means, client, row, `rows[${index}]`))];
  judgeTwice(rows);
  if (complete) rows.push(...notNamed(means, client, rows));
  const lines = rows.flatMap(({ wms, ...asked }): SnapshotLine[] => {
    const compared = compare(means, asked, wms);
    return compared.book === wms ? [] : [{ ...asked, wms, ...compared, by: [], doneAt: null }];
  });
  const snapshot: Snapshot = {
    client,
    snapshot: name,
    requestHash,
    at: desk.now,
    rows: rows.length,
    equal: rows.length - lines.length,
    more: Math.max(0, lines.length - linesMax),
    lines: lines.slice(0, linesMax),
  };
  snapshots.add(snapshot);
  return jsonAnswer(201, shown(snapshot));
}

function rowOf(
  means: ApproveMeans,
  client: ClientId,
  { sku: text, lot, location, units }: SnapshotRequest["rows"][number],
  at: string,
): Row {
  if (location !== undefined && !means.places.isStorage(LocationId(location)))
    throw new Refusal("malformed-message", `location ${location} is no storage place of this site`, {
      field: `${at}.location`,
    });
  const one = namedUnits(means, { client, text, quantity: 1 }, `${at}.sku`);
  const isKeptByLot = means.items.need(one.sku).lotKept === true;
  return {
    sku: one.sku,
    lot: lot !== undefined && isKeptByLot ? LotId(lot) : null,
    location: location === undefined ? null : LocationId(location),
    wms: units * one.units,
  };
}

const keyOf = ({ sku, lot, location }: Asked): string => `${sku} ${lot ?? ""} ${location ?? ""}`;

/** Two rows of one thing, or one of a place and one of all places, would count units twice. */
function judgeTwice(rows: readonly Row[]): void {
  const seen = new Map<string, number>();
  const grain = new Map<Sku, string>();
  rows.forEach((row, index) => {
    const first = seen.get(keyOf(row));
    const kind = `${row.lot === null ? "" : "lot"} ${row.location === null ? "" : "location"}`;
    const before = grain.get(row.sku) ?? kind;
    grain.set(row.sku, before);
    seen.set(keyOf(row), index);
    if (first === undefined && before === kind) return;
    const what =
      first === undefined ? "by place or lot in one row and not in another" : `in rows[${first}] too`;
    throw new Refusal("malformed-message", `rows[${index}] names ${codeOf(row.sku)}, which stands ${what}`, {
      field: `rows[${index}]`,
    });
  });
}

/** Goods that are here and that it does not name; where it names places or lots of an item, its other places and lots. */
function notNamed({ stock }: ApproveMeans, client: ClientId, rows: readonly Row[]): Row[] {
  const named = new Set(rows.map(keyOf));
  const byGrain = new Map(rows.map((row) => [row.sku, row]));
  const others = new Map<string, Row>();
  for (const sheet of stock.sheets()) {
    if (sheet.client !== client || sheet.inside === 0) continue;
    const like = byGrain.get(sheet.sku);
    const at = like?.location == null ? [null] : stock.rowsOf(sheet.sku).map(({ location }) => location);
    for (const location of at) {
      const row = { sku: sheet.sku, lot: like?.lot == null ? null : sheet.lot, location, wms: 0 };
      if (!named.has(keyOf(row))) others.set(keyOf(row), row);
    }
  }
  return [...others.values()];
}

export function postApproval(
  means: ApproveMeans,
  desk: Desk,
  { client, number }: Pick<Addressed, "client" | "number">,
  { person, lines: numbers }: Omit<Approval, "client">,
): HttpResponse {
  const snapshot = find(means, client, number);
  const waits = ({ proposal, doneAt }: SnapshotLine): boolean => proposal !== "wms" && doneAt === null;
  const wanted =
    numbers?.map((one) => one - 1) ?? snapshot.lines.flatMap((line, index) => (waits(line) ? [index] : []));
  wanted.forEach((index, place) => {
    judgeLine(snapshot.lines[index], { waits, person, isNamed: numbers !== undefined }, `lines[${place}]`);
  });
  const results = wanted
    .filter((index) => !snapshot.lines[index]!.by.includes(person))
    .map((index) => ({ line: index + 1, result: approveLine(means, desk, snapshot, index, person) }));
  return jsonAnswer(200, { ...shown(snapshot), results });
}

function judgeLine(
  line: SnapshotLine | undefined,
  { waits, person, isNamed }: { waits: (line: SnapshotLine) => boolean; person: string; isNamed: boolean },
  field: string,
): void {
  if (!line) throw new Refusal("malformed-message", "there is no such line in the report", { field });
  if (!waits(line))
    throw new Refusal("conflict", "nothing is proposed for this line, or it was done", { field });
  if (isNamed && line.by.includes(person))
    throw new Refusal("conflict", `${person} has approved it; somebody else must, too`, { field: "person" });
}

export function getSnapshot(means: WithSnapshots, client: ClientId, number: string): HttpResponse {
  return jsonAnswer(200, shown(find(means, client, number)));
}

function find({ snapshots }: WithSnapshots, client: ClientId, number: string): Snapshot {
  const found = snapshots.get(oneSpelling(number), client);
  if (found) return found;
  throw new Refusal(doorCodes.unknownSnapshot, `snapshot ${number} is not known here`, { field: "snapshot" });
}

export const snapshotsQuery = ["after", "perPage"] as const;

export function getSnapshots(
  { snapshots }: WithSnapshots,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "snapshots");
  return {
    cause: "http.snapshots-asked",
    decide() {
      const isWanted = (one: Snapshot): boolean => one.client === client;
      const page = pageOf(snapshots.all(), { key: ({ snapshot }) => snapshot, isWanted, after, perPage });
      return jsonAnswer(200, { snapshots: page.rows.map(headOf), count: page.count, next: page.next });
    },
  };
}

const headOf = ({ snapshot, at, rows, equal, more, lines }: Snapshot): object => ({
  snapshot,
  at: isoTime(at),
  rows,
  equal,
  different: lines.length + more,
  open: lines.filter(({ proposal, doneAt }) => proposal !== "wms" && doneAt === null).length,
});

const shown = (snapshot: Snapshot): object => ({
  ...headOf(snapshot),
  ...(snapshot.more > 0 ? { more: snapshot.more } : {}),
  lines: snapshot.lines.map(
    ({ sku, lot, location, wms, book, shelves, countedAt, proposal, by, doneAt }, index) => ({
      line: index + 1,
      sku: codeOf(sku),
      ...(lot === null ? {} : { lot }),
      ...(location === null ? {} : { location }),
      wms,
      book,
      shelves: countedAt === null ? null : { units: shelves, countedAt: isoTime(countedAt) },
      proposal,
      approvedBy: by,
      doneAt: doneAt === null ? null : isoTime(doneAt),
    }),
  ),
});
