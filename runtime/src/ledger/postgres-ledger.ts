/**
 * The ledger in PostgreSQL: where a site outgrows one machine. One connection writes, in groups, under an advisory lock that only one house holds;
 * keys compare by bytes (collation "C").
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import pg from "pg";
import type { Ledger, LedgerHead, Row, StoredDue, StoredMail, StoredRow } from "./ledger.ts";
import { columns, netOf } from "./postgres-net.ts";
import { dueForSegment, pastDocument, readRows, seal } from "./postgres-sealing.ts";
import { isLedgerThere, openTables } from "./postgres-tables.ts";
import { packed, type Segment, type SegmentContents } from "./segment.ts";

/** `floorpla` in ASCII: one writer for a database. */
const lockKey = "7380390264170408033";
const groupMax = 1_000;
const connectTimeoutMs = 10_000;
/** A house that was killed holds its lock until its last statement is through. */
const lockWaitMsDefault = 15_000;
/** A commit that takes longer than this has an unknown outcome: the process ends and reads the ledger again. */
const statementTimeoutMs = 30_000;

export interface PostgresLedgerOptions {
  /** `postgres://user@host:5432/database`. */
  readonly url: string;
  readonly password?: string | undefined;
  /** What it is called where it does not answer. */
  readonly name?: string;
  readonly lockWaitMs?: number;
  /** Where none is, none is made: tables would bar the way of a backup that is put back. */
  readonly isThere?: true;
}

export class PostgresLedger implements Ledger {
  readonly #options: PostgresLedgerOptions;
  readonly #onFailure: (error: Error) => void;
  #client: pg.Client | undefined;
  #gathered: Row[] = [];
  #working: Promise<void> | undefined;
  #packing: Promise<void> | undefined;
  #packed: [Segment, SegmentContents] | undefined;
  #hear: (sequence: number) => void = () => {};

  /** `onFailure` hears of a commit that failed or a connection that broke: the process must end and come back from the ledger. */
  constructor(options: PostgresLedgerOptions, onFailure: (error: Error) => void) {
    this.#options = options;
    this.#onFailure = onFailure;
  }

  async open(): Promise<LedgerHead> {
    const { name = "PostgreSQL", lockWaitMs = lockWaitMsDefault } = this.#options;
    const client = new pg.Client({
      connectionString: withPassword(this.#options),
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      application_name: "floorplane",
    });
    await client.connect().catch((error: unknown) => {
      const isRefused = refusals.test((error as { code?: string }).code ?? "");
      throw new FloorplaneError({
        code: "unreachable",
        message: isRefused
          ? `${name} lets nobody in: ${reasonOf(error)}; correct user, password or database`
          : `${name} does not answer: ${reasonOf(error)}; see that it runs and may be reached from here`,
        retry: !isRefused,
      });
    });
    client.on("error", (error) => this.#onFailure(error));
    await client.query(`set lock_timeout = ${lockWaitMs}`);
    await client.query("select pg_advisory_lock($1::bigint)", [lockKey]).catch(async (error: unknown) => {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      await client.end();
      throw new FloorplaneError({
        code: "already-running",
        message: `another Floorplane writes to ${name}: stop it first, or name another database`,
      });
    });
    await client.query("set lock_timeout = 0");
    if (this.#options.isThere && !(await isLedgerThere(client))) {
      await client.end();
      throw new FloorplaneError({
        code: "ledger-failed",
        message: `${name} has no ledger: put the backup back first, with the database's own tools`,
      });
    }
    await openTables(client);
    this.#client = client;
    const head = await client.query<{ sequence: string; hash: string }>(
      "select sequence, hash from rows order by sequence desc limit 1",
    );
    const last = head.rows[0];
    return last ? { sequence: Number(last.sequence), hash: last.hash } : { sequence: 0, hash: "" };
  }

  whenDurable(hear: (sequence: number) => void): void {
    this.#hear = hear;
  }

  append(row: Row): void {
    this.#gathered.push(row);
    this.#working ??= this.#guarded(() => this.#work());
  }

  async documents(
    kind: string,
    range: { readonly from?: string; readonly to?: string } = {},
  ): Promise<KeptRow[]> {
    const found = await (await this.#settled()).query<{ id: string; version: number; body: string }>(
      "select id, version, body from documents where kind = $1 and ($2::text is null or id >= $2) and ($3::text is null or id < $3) order by id",
      [kind, range.from ?? null, range.to ?? null],
    );
    return found.rows.map(({ id, version, body }) => ({ id, version, body: JSON.parse(body) }));
  }

  past(kind: string, id: string, found: (row: KeptRow | undefined) => void): void {
    void this.#guarded(async () => found(await pastDocument(await this.#settled(), kind, id)));
  }

  async mail(room: RoomName): Promise<StoredMail[]> {
    const found = await (await this.#settled()).query<{ position: string; message: string }>(
      "select position, message from mail where room = $1 order by position",
      [room],
    );
    return found.rows.map(({ position, message }) => ({
      position: Number(position),
      message: JSON.parse(message),
    }));
  }

  async due(): Promise<StoredDue[]> {
    const found = await (await this.#settled()).query<{
      room: RoomName;
      id: string;
      at: string;
      event: string;
    }>("select room, id, at, event from due order by at, room, id");
    return found.rows.map(({ room, id, at, event }) => ({
      room,
      id,
      at: Number(at),
      event: JSON.parse(event),
    }));
  }

  async rows(from: number, limit: number): Promise<StoredRow[]> {
    const client = await this.#settled();
    const reading = readRows(client, from, limit);
    // No segment is made between two of its questions: what comes meanwhile waits.
    this.#working = this.#guarded(async () => {
      await reading;
      await this.#work();
    });
    return reading;
  }

  async bytes(): Promise<number> {
    // On the writer's own connection, between two groups: a page of figures never waits long.
    const found = await (await this.#settled()).query<{ bytes: string }>(
      "select sum(pg_total_relation_size(name::regclass)) as bytes from unnest(array['rows', 'documents', 'mail', 'due', 'segments', 'retired', 'sealed']) as name",
    );
    return Number(found.rows[0]!.bytes);
  }

  async close(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    await this.#settled();
    await this.#packing;
    await this.#settled();
    this.#client = undefined;
    await client.end();
  }

  async #work(): Promise<void> {
    // One turn of the loop gathers what this event still decides.
    await Promise.resolve();
    while (this.#gathered.length > 0 || this.#packed) {
      const rows = this.#gathered.splice(0, groupMax);
      if (rows.length > 0) {
        await this.#commit(rows);
        this.#hear(rows.at(-1)!.sequence);
      }
      const packed = this.#packed;
      this.#packed = undefined;
      if (packed) await seal(this.#client!, ...packed);
      if (!this.#packing) this.#packing = this.#guarded(() => this.#pack());
    }
    this.#working = undefined;
  }

  /** Beside the writing: the segment is put in its place between two groups. */
  async #pack(): Promise<void> {
    const contents = this.#client && (await dueForSegment(this.#client));
    if (contents) this.#packed = [await packed(contents), contents];
    this.#packing = undefined;
    if (contents) this.#working ??= this.#guarded(() => this.#work());
  }

  async #guarded(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#onFailure(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #commit(rows: readonly Row[]): Promise<void> {
    const client = this.#client;
    if (!client) throw new FloorplaneError({ code: "ledger-failed", message: "the ledger is not open" });
    const net = netOf(rows);
    await client.query("begin");
    await client.query(
      "insert into rows select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])",
      columns(
        rows.map(({ sequence, change, text, hash }) => [
          sequence,
          change.at,
          change.room,
          change.cause.type,
          text,
          hash,
        ]),
        6,
      ),
    );
    await client.query(
      `insert into retired (kind, id, version, body, sequence)
       select r.kind, r.id, coalesce(r.version, d.version), coalesce(r.body, d.body), r.sequence
       from unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::bigint[]) as r(kind, id, version, body, sequence)
       left join documents d on d.kind = r.kind and d.id = r.id where coalesce(r.body, d.body) is not null
       on conflict (kind, id) do update set version = excluded.version, body = excluded.body, sequence = excluded.sequence`,
      columns(net.retired, 5),
    );
    await client.query(
      "insert into documents (kind, id, version, body) select * from unnest($1::text[], $2::text[], $3::integer[], $4::text[]) on conflict (kind, id) do update set version = excluded.version, body = excluded.body",
      columns(net.put, 4),
    );
    await client.query(
      "delete from documents d using unnest($1::text[], $2::text[]) as gone(kind, id) where d.kind = gone.kind and d.id = gone.id",
      columns(net.removed, 2),
    );
    await client.query(
      "insert into mail select * from unnest($1::text[], $2::bigint[], $3::text[])",
      columns(net.mail, 3),
    );
    await client.query(
      "delete from mail m using unnest($1::text[], $2::bigint[]) as taken(room, position) where m.room = taken.room and m.position = taken.position",
      columns(net.taken, 2),
    );
    await client.query(
      "insert into due select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) on conflict (room, id) do update set at = excluded.at, event = excluded.event",
      columns(net.due, 4),
    );
    await client.query(
      "delete from due d using unnest($1::text[], $2::text[]) as gone(room, id) where d.room = gone.room and d.id = gone.id",
      columns(net.undue, 2),
    );
    await client.query("commit");
  }

  async #settled(): Promise<pg.Client> {
    while (this.#working) await this.#working;
    if (!this.#client)
      throw new FloorplaneError({ code: "ledger-failed", message: "the ledger is not open" });
    return this.#client;
  }
}

/** Classes 28 (authorisation) and 3D (no such database) of SQLSTATE: trying again helps nobody. */
const refusals = /^(28|3D)/;
const lockNotAvailable = "55P03";

function withPassword({ url, password }: PostgresLedgerOptions): string {
  if (password === undefined) return url;
  const whole = new URL(url);
  whole.password = encodeURIComponent(password);
  return whole.href;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);
