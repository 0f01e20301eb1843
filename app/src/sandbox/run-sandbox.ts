/** `floorplane sandbox`: opens it, says how to speak to it, and goes with Ctrl-C. Nothing is kept. */
import { openHttpServer } from "@floorplane/wms-bridge/intake/http/http-server";
import { drawSecret } from "../programs/house-programs.ts";
import { loopback, mustAllBeFree } from "../running/ports.ts";
import { sandboxPaths, sandboxRoutes } from "./openapi-sandbox.ts";
import { Sandbox } from "./sandbox.ts";
import { sandboxItems, secondClient } from "./sandbox-floor.ts";

export interface RunSandboxOptions {
  readonly wmsPort: number;
  /** Sandbox seconds for one of the wall's; 0: time stands until it is asked to go on. */
  readonly speed: number;
  /** Of the operator; drawn where absent. */
  readonly token?: string;
}

export interface OpenSandbox {
  readonly url: string;
  readonly token: string;
  readonly otherToken: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

export async function openSandbox(options: RunSandboxOptions): Promise<OpenSandbox> {
  const { wmsPort, speed, token = `fp_${drawSecret()}` } = options;
  await mustAllBeFree([[wmsPort, "--wms-port"]]);
  const otherToken = `${token}_${secondClient}`;
  const sandbox = new Sandbox({ token, otherToken });
  await sandbox.open();
  sandbox.life.clock.setSpeed(speed);
  const server = await openHttpServer({
    door: sandbox,
    host: loopback,
    port: wmsPort,
    more: sandboxRoutes,
    failed: (error) => {
      throw error;
    },
  });
  return {
    url: server.url,
    token,
    otherToken,
    sandbox,
    close: async () => {
      await server.close();
      await sandbox.close();
    },
  };
}

export async function runSandbox(options: RunSandboxOptions): Promise<number> {
  const { url, token, otherToken, close } = await openSandbox(options);
  for (const line of sandboxLines(url, token, otherToken)) process.stdout.write(`${line}\n`);
  await new Promise<void>((ended) => {
    process.once("SIGINT", ended);
    process.once("SIGTERM", ended);
  });
  await close();
  return 0;
}

/** What stands behind each word works as it is. */
function sandboxLines(url: string, token: string, otherToken: string): string[] {
  const bearing = `-H "Authorization: Bearer ${token}"`;
  const post = (path: string, body: object, more = ""): string =>
    `curl -s -X POST ${url}${path}${more} -d '${JSON.stringify(body)}'`;
  const order = { order: "O-1", country: "DE", lines: [{ line: "1", sku: "LAMP", quantity: 2 }] };
  const until = { order: "O-1", state: "shipped" };
  const told: readonly (readonly [word: string, line: string])[] = [
    ["WMS API", `${url}/docs     goods ${sandboxItems.map(({ sku }) => sku).join(", ")}`],
    [
      "WMS token",
      `${token} of program operator; ${otherToken} of one that acts for client ${secondClient} alone`,
    ],
    ["Order", post("/v1/orders", order, ` ${bearing} -H "Idempotency-Key: 1"`)],
    ["Time", post(sandboxPaths.clock, { until })],
    ["Look", `curl -s ${url}/v1/orders/O-1 ${bearing}`],
    ["Go wrong", post(sandboxPaths.faults, { fault: "pick.short", sku: "LAMP" })],
    ["Anew", `curl -s -X POST ${url}${sandboxPaths.reset}`],
  ];
  return [
    ...told.map(([word, line]) => `${word.padEnd(12)}${line}`),
    "Time stands until it is asked to go on. Nothing is kept; Ctrl-C ends it.",
  ];
}
