/** Real servers for tests, where the system has them: started on loopback with a folder of their own, ended by their own id. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";

export interface RunningServer {
  readonly port: number;
  /** Starts it again on the same port and folder. */
  restart(): Promise<void>;
  /** In order (SIGTERM), or as a crash would. */
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

interface ServerKind {
  readonly name: string;
  readonly command: string;
  readonly debianPackage: string;
  /** Path that answers 200 once it is up; a server that speaks no HTTP is up when it takes a connection. */
  readonly answersAt?: string;
  start(folder: string, port: number): { readonly args: string[]; readonly env?: Record<string, string> };
}

export const influxd: ServerKind = {
  name: "InfluxDB 1.x",
  command: "influxd",
  debianPackage: "influxdb",
  answersAt: "/ping",
  start: (folder, port) => ({
    args: ["run", "-config", "/dev/null"],
    env: {
      INFLUXDB_META_DIR: join(folder, "meta"),
      INFLUXDB_DATA_DIR: join(folder, "data"),
      INFLUXDB_DATA_WAL_DIR: join(folder, "wal"),
      INFLUXDB_BIND_ADDRESS: "127.0.0.1:0",
      INFLUXDB_HTTP_BIND_ADDRESS: `127.0.0.1:${port}`,
      INFLUXDB_REPORTING_DISABLED: "true",
      INFLUXDB_MONITOR_STORE_ENABLED: "false",
    },
  }),
};

export const victoriaMetrics: ServerKind = {
  name: "VictoriaMetrics",
  command: "victoria-metrics",
  debianPackage: "victoria-metrics",
  answersAt: "/health",
  start: (folder, port) => ({
    args: [`-storageDataPath=${folder}`, `-httpListenAddr=127.0.0.1:${port}`, "-retentionPeriod=100y"],
  }),
};

export const mosquitto: ServerKind = {
  name: "mosquitto",
  command: "mosquitto",
  debianPackage: "mosquitto",
  start: (folder, port) => {
    const file = join(folder, "mosquitto.conf");
    writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
    return { args: ["-c", file] };
  },
};

/** Why tests of `kind` cannot run here, or undefined. */
export const whyNoServer = ({ name, command, debianPackage }: ServerKind): string | undefined =>
  find(command) === undefined
    ? `${name}: no ${command} on this machine (Debian package ${debianPackage})`
    : undefined;

/** Tests that need `kind`; skipped by name with the reason where it is absent, and failing where the system could have it (CI on Debian as root). */
export function describeServer(kind: ServerKind, claims: (server: () => RunningServer) => void): void {
  if (find(kind.command) === undefined) {
    const reason = `${kind.name}: skipped, no ${kind.command} on this machine (Debian package ${kind.debianPackage})`;
    const mustRun =
      process.env.CI === "true" && process.getuid?.() === 0 && existsSync("/etc/debian_version");
    it.skipIf(!mustRun)(reason, () => {
      throw new Error(`install ${kind.debianPackage}: here this test may not be skipped`);
    });
    return;
  }
  describe(`${kind.name} (real server)`, () => {
    let running: (RunningServer & { end(): Promise<void> }) | undefined;
    beforeAll(async () => {
      running = await startServer(kind);
    });
    afterAll(async () => {
      await running?.end();
    });
    claims(() => running!);
  });
}

export async function startServer(kind: ServerKind): Promise<RunningServer & { end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), `${kind.command}-`));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const { args, env = {} } = kind.start(folder, port);
    child = spawn(find(kind.command)!, args, {
      env: { ...process.env, ...env },
      stdio: "ignore",
      cwd: folder,
    });
    await isUp(port, kind.answersAt, child);
  };
  const stop = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    const dying = child;
    child = undefined;
    if (!dying || dying.exitCode !== null) return;
    const gone = new Promise((resolve) => dying.once("exit", resolve));
    dying.kill(signal);
    await gone;
  };
  await start();
  return {
    port,
    stop,
    restart: start,
    end: async () => {
      await stop("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isUp(port: number, path: string | undefined, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const ok =
      path === undefined
        ? takesConnections(port)
        : fetch(`http://127.0.0.1:${port}${path}`).then(
            (response) => response.ok,
            () => false,
          );
    if (await ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answered on port ${port} within 20 s`);
}

const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
    socket.once("connect", () => socket.end());
  });

/** Where Debian keeps servers, an ordinary user's PATH does not lead. */
const systemFolders = process.platform === "win32" ? [] : ["/usr/sbin", "/usr/local/sbin"];

function find(command: string): string | undefined {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...systemFolders]) {
    const file = join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
