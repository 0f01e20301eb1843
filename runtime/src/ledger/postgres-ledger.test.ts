/** The PostgreSQL adapter against a real server that npm brings. */
import { createServer } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeLedger } from "./ledger.suite.ts";
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
