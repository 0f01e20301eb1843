/** A connector as somebody runs it: over HTTP, with its bookmarks in a folder, and a token from a file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchWay } from "@floorplane/wms-bridge/dialects/json-way";
import { RestDialect } from "@floorplane/wms-bridge/dialects/rest-dialect";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { secretIn } from "../running/secret-file.ts";
import { addressIn, type ConnectOptions, runConnector } from "./run-connector.ts";

const servers: Server[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "floorplane-connect-"));
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

type Answer = (
  path: string,
  token: string | undefined,
) => { readonly status: number; readonly body?: object };

async function listening(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const { status, body } = answer(`${request.method} ${request.url}`, request.headers.authorization);
      response.writeHead(status).end(body === undefined ? "" : JSON.stringify(body));
    });
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A WMS that wants one order, a door that takes it and tells of it, and what each was asked. */
async function aFloor() {
  const asked: string[] = [];
  const wms = await listening((path) => {
    asked.push(path);
    return path === "GET /orders"
      ? { status: 200, body: { orders: [{ order: "O1", country: "FR", lines: [] }] } }
      : { status: 204 };
  });
  const door = await listening((path, token) => {
    asked.push(path.replace(/\?.*/, ""));
    if (token !== "Bearer secret-of-door") return { status: 401 };
    if (path.startsWith("POST")) return { status: 201, body: {} };
    const events = path.includes("after")
      ? []
      : [{ id: "E-1", type: "order.accepted", subject: "O1", time: "", data: {} }];
    return { status: 200, body: { events, next: 1, more: false } };
  });
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, "secret-of-door\n");
  const options: ConnectOptions = {
    wms,
    door,
    tokenFile,
    state: join(folder, "state"),
    every: 1,
    once: true,
  };
  return {
    asked,
    options,
    run: (more: object = {}) =>
      runConnector(new RestDialect({ url: wms, key: undefined, way: fetchWay }), { ...options, ...more }),
  };
}

it("hands over and tells once, also when it is started again", async () => {
  const { asked, run } = await aFloor();

  await run();
  await run();

  expect(process.exitCode).toBe(0);
  expect(asked).toEqual([
    "GET /orders",
    "POST /v1/orders",
    "GET /v1/events",
    "POST /events",
    "GET /orders",
    "GET /v1/events",
  ]);
});

it("with a token that the door does not know is away, and says so by its exit", async () => {
  const { asked, options, run } = await aFloor();
  writeFileSync(options.tokenFile!, "another");

  await run();

  expect(process.exitCode).toBe(1);
  expect(asked).not.toContain("POST /events");
});

it("does not go on with the bookmarks of another house", async () => {
  const { run } = await aFloor();
  await run();

  await expect(run({ door: "http://127.0.0.1:1" })).rejects.toThrow(
    /is of rest .*: name another folder with --state/,
  );
});

it("refuses a secret that is none and an address that is none, by option", () => {
  const two = join(folder, "two");
  writeFileSync(two, "one\ntwo\n");

  expect(() => secretIn("--token-file", join(folder, "none"))).toThrow(
    /--token-file ".*" cannot be read \(ENOENT\)/,
  );
  expect(() => secretIn("--key-file", two)).toThrow(/--key-file ".*" must hold one line/);
  expect(() => addressIn("--door", "localhost:8481")).toThrow(/--door "localhost:8481" is no address/);
});
