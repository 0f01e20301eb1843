/** Moves the oldest loose rows of a PostgreSQL ledger into a segment: one transaction, so that a row is at no moment in both places or in none. */
import type { KeptRow } from "@floorplane/contracts/kind";
import type pg from "pg";
import type { StoredRow } from "./ledger.ts";
import {
  isChained,
  looseRows,
  retiredIn,
  rowsIn,
  type Segment,
  type SegmentContents,
  segmentRows,
} from "./segment.ts";

/** What the next segment is made of, when it is time; nothing of a chain that does not hold, which whoever reads it finds as it is. */
export async function dueForSegment(client: pg.Client): Promise<SegmentContents | undefined> {
  const loose = await client.query<{ loose: string | null }>(
    "select (select max(sequence) from rows) - (select min(sequence) from rows) + 1 as loose",
  );
  if (Number(loose.rows[0]!.loose ?? 0) < segmentRows + looseRows) return undefined;
  const before = await client.query<{ after: string }>(
    "select after from segments order by first desc limit 1",
  );
  const oldest = await client.query<{ sequence: string; text: string; hash: string }>(
    "select sequence, text, hash from rows order by sequence limit $1",
    [segmentRows],
  );
  const rows = oldest.rows.map(({ sequence, text, hash }) => ({ sequence: Number(sequence), text, hash }));
  const gone = await client.query<{ kind: string; id: string; version: number; body: string }>(
    "select kind, id, version, body from retired where sequence <= $1",
    [rows.at(-1)!.sequence],
  );
  const retired = gone.rows.map(({ body, ...document }) => ({
    ...document,
    body: JSON.parse(body) as unknown,
  }));
  const contents = { before: before.rows[0]?.after ?? "", rows, retired };
  return isChained(contents) ? contents : undefined;
}

export async function seal(client: pg.Client, segment: Segment, { retired }: SegmentContents): Promise<void> {
  const { first, last, before, after } = segment;
  await client.query("begin");
  await client.query(
    "insert into segments (first, last, before, after, rows, retired) values ($1, $2, $3, $4, $5, $6)",
    [first, last, before, after, segment.rows, segment.retired],
  );
  await client.query("delete from rows where sequence <= $1", [last]);
  await client.query(
    "insert into sealed (kind, id, segment) select kind, id, $3 from unnest($1::text[], $2::text[]) as gone(kind, id) on conflict (kind, id) do update set segment = excluded.segment",
    [retired.map(({ kind }) => kind), retired.map(({ id }) => id), first],
  );
  await client.query("delete from retired where sequence <= $1", [last]);
  await client.query("commit");
}

export async function readRows(client: pg.Client, from: number, limit: number): Promise<StoredRow[]> {
  const found = await packedRows(client, from, limit);
  const loose = await client.query<{ sequence: string; text: string; hash: string }>(
    "select sequence, text, hash from rows where sequence >= $1 order by sequence limit $2",
    [from + found.length, limit - found.length],
  );
  return [
    ...found,
    ...loose.rows.map(({ sequence, text, hash }) => ({ sequence: Number(sequence), text, hash })),
  ];
}

async function packedRows(client: pg.Client, from: number, limit: number): Promise<StoredRow[]> {
  const found: StoredRow[] = [];
  while (found.length < limit) {
    const segments = await client.query<{ first: string; before: string; rows: Buffer }>(
      "select first, before, rows from segments where last >= $1 order by first limit 1",
      [from + found.length],
    );
    const [segment] = segments.rows;
    if (!segment) break;
    const wanted = rowsIn({ ...segment, first: Number(segment.first) }).filter(
      ({ sequence }) => sequence >= from,
    );
    found.push(...wanted.slice(0, limit - found.length));
  }
  return found;
}

export async function pastDocument(
  client: pg.Client,
  kind: string,
  id: string,
): Promise<KeptRow | undefined> {
  const loose = await client.query<{ version: number; body: string }>(
    "select version, body from retired where kind = $1 and id = $2",
    [kind, id],
  );
  const [document] = loose.rows;
  if (document) return { id, version: document.version, body: JSON.parse(document.body) };
  const segments = await client.query<{ retired: Buffer }>(
    "select retired from segments where first = (select segment from sealed where kind = $1 and id = $2)",
    [kind, id],
  );
  const [segment] = segments.rows;
  const found = segment && retiredIn(segment.retired).find((each) => each.kind === kind && each.id === id);
  return found && { id, version: found.version, body: found.body };
}
