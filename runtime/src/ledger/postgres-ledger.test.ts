/** The PostgreSQL adapter against a real server that npm brings. */
import { createServer } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeLedger } from "./ledger.suite.ts";
import { ledgerFormat } from "./ledger.ts";
import { PostgresLedger } from "./postgres-ledger.ts";
import { APostgres } from "./postgres-server.testkit.ts";

const fail = (error: Error): never => {
  throw error;
};

describe.skipIf(APostgres.isAbsent !== undefined)(
  APostgres.isAbsent === undefined ? "PostgreSQL" : `PostgreSQL (skipped: ${APostgres.isAbsent})`,
  () => {
    let server: APostgres;

    beforeAll(async () => {
      server = await APostgres.start();
    }, 60_000);

    afterAll(() => server.dispose());

    const aDatabase = (): Promise<string> => server.aDatabase();

    it("makes no tables where a ledger must be, so that a backup can still be put back", async () => {
      const url = await aDatabase();
      const ledger = new PostgresLedger({ url, isThere: true }, fail);

      await expect(ledger.open()).rejects.toMatchObject({
        code: "ledger-failed",
        message: expect.stringContaining("put the backup back first"),
      });
      await ledger.close();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query("select to_regclass('rows') as found");
      await client.end();
      expect(rows).toEqual([{ found: null }]);
    });

    describeLedger("in PostgreSQL", async () => {
      const url = await aDatabase();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return {
        reopen: () => new PostgresLedger({ url }, fail),
        dispose: () => client.end(),
        loose: async () =>
          Number(
            (await client.query<{ loose: string }>("select count(*) as loose from rows")).rows[0]!.loose,
          ),
      };
    });

    it("brings tables of an earlier format up to date, with what is in them", async () => {
      const url = await aDatabase();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`
        create table rows (sequence bigint primary key, at bigint not null, room text not null, cause text not null, text text not null, hash text not null);
        create table documents (kind text collate "C" not null, id text collate "C" not null, version integer not null, body text not null, primary key (kind, id));
        create table mail (room text not null, position bigint not null, message text not null, primary key (room, position));
        create table due (room text collate "C" not null, id text collate "C" not null, at bigint not null, event text not null, primary key (room, id));
        create table format (format integer not null);
        insert into format values (2);
        insert into rows values (1, 1000, 'fleet', 'tested', '{}', 'hash-1');
        insert into documents values ('robot', 'R1', 1, '{"battery":79}');
      `);
      const ledger = new PostgresLedger({ url }, fail);

      expect(await ledger.open()).toEqual({ sequence: 1, hash: "hash-1" });
      expect(await ledger.rows(1, 10)).toEqual([{ sequence: 1, text: "{}", hash: "hash-1" }]);
      expect(await ledger.documents("robot")).toEqual([{ id: "R1", version: 1, body: { battery: 79 } }]);
      await ledger.close();
      expect((await client.query("select format from format")).rows).toEqual([{ format: ledgerFormat }]);
      await client.end();
    });

    it("says what its tables take of the disk", async () => {
      const ledger = new PostgresLedger({ url: await aDatabase() }, fail);
      await ledger.open();

      expect(await ledger.bytes()).toBeGreaterThan(0);
      await ledger.close();
    });

    it("refuses a second house on one database", async () => {
      const url = await aDatabase();
      const first = new PostgresLedger({ url }, fail);
      await first.open();

      await expect(new PostgresLedger({ url, lockWaitMs: 100 }, fail).open()).rejects.toMatchObject({
        code: "already-running",
      });
      await first.close();
    });

    it("says that the server does not answer", async () => {
      const silent = await freePort();

      await expect(
        new PostgresLedger({ url: `postgres://floor@127.0.0.1:${silent}/none` }, fail).open(),
      ).rejects.toMatchObject({ code: "unreachable", retry: true });
    });

    it("waits for the house before it, which was killed and whose last statement is still at work", async () => {
      const url = await aDatabase();
      const first = new PostgresLedger({ url }, fail);
      await first.open();
      const second = new PostgresLedger({ url }, fail);

      const [head] = await Promise.all([second.open(), first.close()]);

      expect(head).toEqual({ sequence: 0, hash: "" });
      await second.close();
    });

    it("says that nobody is let in where the database is not there, and that trying again does not help", async () => {
      const url = (await aDatabase()).replace(/\/ledger\d+$/, "/nowhere");

      await expect(new PostgresLedger({ url, name: "--ledger" }, fail).open()).rejects.toMatchObject({
        code: "unreachable",
        retry: false,
        message: expect.stringContaining("--ledger lets nobody in"),
      });
    });
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
