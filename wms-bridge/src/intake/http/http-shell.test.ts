/** The shell around the door on a real socket, and the way out on one. */
import { Agent, createServer, get, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { parseConfirmation } from "@floorplane/contracts/confirmation.schema";
import { confirmationTypes } from "@floorplane/contracts/confirmation-types";
import type { HttpResponse } from "@floorplane/contracts/http";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { afterEach, expect, it } from "vitest";
import { askDoor, Floor } from "../../floor/floor.fixture.ts";
import { routes } from "../routes.ts";
import { FetchOut } from "./http-out.ts";
import { type HttpShell, openHttpShell } from "./http-shell.ts";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function aServer(
  more: { requestsPerMinute?: number; requestWithinMs?: number } = {},
): Promise<{ floor: Floor; server: HttpShell }> {
  const floor = new Floor();
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 10);
  const server = await openHttpShell({
    door: floor.bridge.door,
    host: "127.0.0.1",
    port: 0,
    requestsPerMinute: 60_000,
    ...more,
  });
  open.push(server);
  return { floor, server };
}

const post = (server: HttpShell, path: string, body: string, headers: Record<string, string> = {}) =>
  askDoor(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "k1", ...headers },
    body,
  });
const anOrder = JSON.stringify({
  order: "O1",
  country: "France",
  lines: [{ line: "1", sku: "A", quantity: 1 }],
});

it("takes an order over HTTP and says where it is", async () => {
  const { server } = await aServer();

  const created = await post(server, wmsPaths.orders, anOrder);
  const shown = await askDoor(server.url + wmsPaths.order("O1"));

  expect(created.status).toBe(201);
  expect(created.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await shown.json()).toMatchObject({ order: "O1", state: "allocated" });
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

it.each([
  ["beyond the BMP", "\u{10400}".repeat(64)],
  ["of three bytes a letter", "注".repeat(64)],
  ["of signs that addresses escape", "%".repeat(64)],
])("an address names the longest number, %s, as it was taken", async (_what, order) => {
  const { server } = await aServer();
  const lines = [{ line: "1", sku: "A", quantity: 1 }];

  const created = await post(server, wmsPaths.orders, JSON.stringify({ order, country: "France", lines }));
  const shown = await askDoor(server.url + wmsPaths.order(order));
  const passport = await askDoor(server.url + wmsPaths.passport("order", order));
  const ended = await post(server, wmsPaths.cancellation(order), "", { "idempotency-key": "k2" });

  expect(created.status).toBe(201);
  expect(shown.status).toBe(200);
  expect(await shown.json()).toMatchObject({ order });
  expect([passport.status, ended.status]).toEqual([200, 200]);
});

it("turns away before a body is read, keeps the connection, and says that it is well all the while", async () => {
  const read: string[] = [];
  let isFull = true;
  const answer = (status: number): HttpResponse => ({ status, headers: {}, body: Buffer.from("{}") });
  const server = await openHttpShell({
    door: {
      handle: ({ url }, respond) => {
        read.push(url);
        respond(answer(201));
      },
      turnedAway: () => (isFull ? { ...answer(429), headers: { "retry-after": "1" } } : undefined),
    },
    host: "127.0.0.1",
    port: 0,
    requestsPerMinute: 60_000,
  });
  open.push(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  open.push({ close: async () => agent.destroy() });
  const ports = new Set<number | undefined>();
  const ask = (path: string, body: string) =>
    new Promise<readonly [number | undefined, string | undefined]>((told, failed) => {
      const asking = request(server.url + path, { method: body ? "POST" : "GET", agent }, (response) => {
        ports.add(response.socket.localPort);
        response.resume().on("end", () => told([response.statusCode, response.headers["retry-after"]]));
      });
      asking.on("error", failed).end(body);
    });

  expect(await ask(wmsPaths.orders, "x".repeat(1_000_000))).toEqual([429, "1"]);
  expect(await ask("/elsewhere", anOrder)).toEqual([429, "1"]);
  expect((await ask("/health", ""))[0]).toBe(200);
  isFull = false;
  expect(await ask(wmsPaths.orders, anOrder)).toEqual([201, undefined]);
  expect(read).toEqual([wmsPaths.orders]);
  expect(ports.size).toBe(1);
});

it("ends connections on which nothing is asked when it closes, whoever took them", async () => {
  const { server } = await aServer();
  const { port } = new URL(server.url);
  const ended = Array.from({ length: 30 }, () => {
    const socket = connect(Number(port), "127.0.0.1");
    socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const answered = new Promise((heard) => socket.once("data", heard));
    return { answered, closed: new Promise((gone) => socket.once("close", gone)) };
  });
  await Promise.all(ended.map(({ answered }) => answered));

  await server.close();

  await Promise.all(ended.map(({ closed }) => closed));
}, 20_000);

it("closes a request whose body stops in the middle, and says so", async () => {
  const { server } = await aServer({ requestWithinMs: 200 });
  const { port } = new URL(server.url);
  const socket = connect(Number(port), "127.0.0.1");
  let heard = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    heard += text;
  });

  socket.write(
    `POST ${wmsPaths.orders} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 1000\r\n\r\n{"ord`,
  );
  await new Promise((ended) => socket.on("close", ended));

  expect(heard).toContain("408 Request Timeout");
  expect(heard).toContain("did not come whole in time");
});

it("says of a packed body that it reads none", async () => {
  const { server } = await aServer();

  const packed = await post(server, wmsPaths.orders, anOrder, { "content-encoding": "gzip" });
  const plain = await post(server, wmsPaths.orders, anOrder, { "content-encoding": "identity" });

  expect(packed.status).toBe(415);
  expect(await packed.json()).toMatchObject({
    detail: expect.stringMatching(/Content-Encoding gzip is not read here; send it as it is/),
  });
  expect(plain.status).toBe(201);
});

it("sends no browser to a door by HTTPS that is none", async () => {
  const { server } = await aServer();

  const { headers } = await fetch(`${server.url}/docs`);

  expect(headers.get("strict-transport-security")).toBeNull();
  expect(headers.get("content-security-policy")).toMatch(/default-src/);
  expect(headers.get("content-security-policy")).not.toMatch(/upgrade-insecure-requests/);
});

it("speaks problem+json for what the door and the shell refuse", async () => {
  const { server } = await aServer();

  const answers = await Promise.all([
    post(server, wmsPaths.orders, "{"),
    post(server, wmsPaths.orders, "x".repeat(1_048_577)),
    post(server, "/v1/nothing", "{}"),
    askDoor(`${server.url}/elsewhere`),
  ]);
  const bodies = await Promise.all(answers.map((answer) => answer.json()));

  expect(answers.map(({ status }) => status)).toEqual([400, 413, 404, 404]);
  for (const answer of answers)
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(bodies.map(({ code }) => code)).toEqual([
    "malformed-message",
    "too-large",
    "not-found",
    "not-found",
  ]);
});

it.each([
  ["PUT", wmsPaths.order("O1"), 405, "GET, HEAD"],
  ["OPTIONS", wmsPaths.orders, 405, "GET, HEAD, POST"],
  ["PATCH", "/health", 405, "GET, HEAD"],
  ["PUT", "/v1/nothing", 404, null],
])("answers %s %s with %i and the methods that there are", async (method, path, status, allow) => {
  const { server } = await aServer();

  const answer = await askDoor(server.url + path, { method });

  expect([answer.status, answer.headers.get("allow")]).toEqual([status, allow]);
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
});

it("answers HEAD as GET, without the body", async () => {
  const { server } = await aServer();
  await post(server, wmsPaths.orders, anOrder);

  const answers = await Promise.all(
    ["GET", "HEAD"].map((method) => askDoor(server.url + wmsPaths.order("O1"), { method })),
  );

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[1]!.headers.get("content-length")).toBe(answers[0]!.headers.get("content-length"));
  expect(await answers[1]!.text()).toBe("");
});

it("answers to names of this machine only, so that no page elsewhere can order by a name that resolves to it", async () => {
  const { server } = await aServer();
  const { port } = new URL(server.url);
  const asked = (headers: Record<string, string>) =>
    new Promise<number>((answered, failed) => {
      get({ host: "127.0.0.1", port, path: "/health", headers }, ({ statusCode }) =>
        answered(statusCode!),
      ).on("error", failed);
    });

  expect(await asked({ host: `localhost:${port}` })).toBe(200);
  expect(await asked({ host: `evil.example:${port}` })).toBe(421);
  expect(await asked({ host: `127.0.0.1:${port}`, origin: "http://evil.example" })).toBe(421);
  expect(await asked({ host: `127.0.0.1:${port}`, origin: "null" })).toBe(421);
  expect(await asked({ host: `127.0.0.1:${port}`, origin: server.url })).toBe(200);
});

it("slows down a caller beyond its rate", async () => {
  const { server } = await aServer({ requestsPerMinute: 2 });

  const answers = [];
  for (let n = 0; n < 3; n++) answers.push(await askDoor(server.url + wmsPaths.order("O1")));

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 429]);
  expect(answers[2]!.headers.get("retry-after")).toBeTruthy();
});

it("describes itself as OpenAPI 3.1 from the schemas that it parses with", async () => {
  const { server } = await aServer();

  const document = await (await fetch(`${server.url}/docs/json`)).json();

  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(["/v1/orders", "/v1/orders/{order}/cancellation"]),
  );
  const body = document.paths["/v1/orders"].post.requestBody.content["application/json"].schema;
  expect(body.required).toEqual(["order", "country", "lines"]);
  expect(Object.keys(document.webhooks)).toEqual([...Object.keys(confirmationTypes), "webhook.test"]);
  for (const [type, { post: hook }] of Object.entries<{ readonly post: Hook }>(document.webhooks)) {
    const { schema, example } = hook.requestBody.content["application/json"];
    const { data } = schema.properties;
    if (type !== "webhook.test") expect(parseConfirmation(example)).toEqual(example);
    expect(Object.keys(data.properties)).toEqual(expect.arrayContaining(Object.keys(example.data)));
    expect(Object.keys(example.data)).toEqual(expect.arrayContaining([...data.required]));
    expect(hook.parameters.map(({ name }) => name)).toEqual([
      "webhook-id",
      "webhook-timestamp",
      "webhook-signature",
    ]);
  }
  const shown = document.paths["/v1/orders/{order}"].get.responses["200"].content["application/json"].schema;
  expect(shown.properties.state.enum).toContain("cancelling");
  expect(shown.properties.ending.enum).toEqual(["cancelled", "no-stock"]);
});

interface Hook {
  readonly parameters: readonly { readonly name: string }[];
  readonly requestBody: {
    readonly content: {
      readonly "application/json": {
        readonly example: { readonly data: object };
        readonly schema: {
          readonly properties: {
            readonly data: { readonly required: readonly string[]; readonly properties: object };
          };
        };
      };
    };
  };
}

it("documents each address with the scope that it needs, and 401 and 403 at each", async () => {
  const { server } = await aServer();

  const { paths } = (await (await fetch(`${server.url}/docs/json`)).json()) as {
    paths: Record<string, Record<string, Described>>;
  };

  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => [
      `${method.toUpperCase()} ${path}`,
      security ? security[0]?.program : "says nothing",
    ]),
  );
  const there = routes.map(({ method, path, scope }) => [`${method} ${path}`, scope ? [scope] : []]);
  expect(Object.fromEntries(told)).toEqual({ ...Object.fromEntries(there), "GET /health": undefined });
  for (const [path, methods] of Object.entries(paths))
    for (const { responses } of Object.values(methods))
      expect([path, "401" in responses, "403" in responses]).toEqual([
        path,
        path !== "/health",
        path !== "/health",
      ]);
});

interface Described {
  readonly security?: readonly { readonly program?: readonly string[] }[];
  readonly responses: Record<string, { content?: Record<string, { schema: { required?: string[] } }> }>;
}

it("documents an error of every kind at every route, and answers none that is not documented", async () => {
  const { server } = await aServer();
  const { paths } = (await (await fetch(`${server.url}/docs/json`)).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method, described })),
  );
  const undocumented: string[] = [];
  const check = (path: string, method: string, status: number): void => {
    const content = operations.find((one) => one.path === path && one.method === method)?.described.responses[
      status
    ]?.content;
    const schema = content?.[status < 400 ? "application/json" : "application/problem+json"]?.schema;
    if (!schema || (status >= 400 && !schema.required?.includes("code")))
      undocumented.push(`${method} ${path} ${status}`);
  };
  for (const { path, method } of operations) {
    for (const status of [400, 421, 429, 500, 503]) check(path, method, status);
    if (method !== "post") continue;
    for (const status of [409, 413, 422]) check(path, method, status);
    const url = server.url + path.replaceAll(/\{\w+\}/g, "NOBODY");
    for (const body of ["", "{", "{}", "[]", "x".repeat(1_048_577), anOrder]) {
      const headers = {
        "content-type": "application/json",
        "idempotency-key": `${path} ${body.length}`.replaceAll(" ", "-"),
      };
      check(path, method, (await askDoor(url, { method: "POST", headers, body })).status);
      check(path, method, (await askDoor(url, { method: "POST", body })).status);
    }
  }
  for (const path of ["/v1/orders/{order}"])
    for (const name of ["NOBODY", "%ZZ", "%00"])
      check(path, "get", (await askDoor(server.url + path.replace("{order}", name))).status);

  expect(operations.length).toBeGreaterThan(10);
  expect(undocumented).toEqual([]);
});

it.each(["/v1/orders/%ZZ", "/v1/orders/%E0%A4%A", "/%"])(
  "says that no character stands in the path %s",
  async (path) => {
    const { floor, server } = await aServer();
    const problem = { status: 400, code: "malformed-message", detail: expect.stringContaining("%25") };

    const answer = await askDoor(server.url + path);

    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject(problem);
    expect(
      floor.request({ method: "GET", url: path, headers: {}, body: new Uint8Array() }).body,
    ).toMatchObject(problem);
  },
);

it("answers in the words of the door what is no HTTP request", async () => {
  const { server } = await aServer();

  const heard = await new Promise<string>((all, failed) => {
    let text = "";
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () =>
      socket.write("HELLO\r\n\r\n"),
    );
    socket.on("data", (bytes) => void (text += bytes));
    socket.on("close", () => all(text));
    socket.on("error", failed);
  });

  expect(heard).toMatch(/^HTTP\/1.1 400 .*application\/problem\+json.*"code":"malformed-message"/s);
});

it("sends without following redirects, gives up in time, and calls no private address unasked", async () => {
  const target = createServer((request, response) => {
    if (request.url === "/moved") response.writeHead(302, { location: "/" }).end();
    else if (request.url === "/ok") response.writeHead(204).end();
  });
  await new Promise<void>((listening) => target.listen(0, "127.0.0.1", listening));
  open.push({ close: () => new Promise((closed) => target.close(closed).closeAllConnections()) });
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  const status = (out: FetchOut, path: string) =>
    new Promise<number>((heard) => {
      out.send({ method: "POST", url: url + path, headers: {}, body: new Uint8Array() }, (answer) =>
        heard(answer.status),
      );
    });

  const inside = new FetchOut({ allowPrivate: true, deadlineMs: 200 });
  expect(await status(inside, "/ok")).toBe(204);
  expect(await status(inside, "/moved")).toBe(302);
  expect(await status(inside, "/silent")).toBe(0);
  expect(await status(new FetchOut(), "/ok")).toBe(0);
});
