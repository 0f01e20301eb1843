/**
 * The shell around the WMS's door: Fastify with its usual guards, OpenAPI 3.1 from the very schemas that the door parses with (`/docs`), and `/health`. It decides nothing: bytes go to the door as they
 * came, and the door's answer goes out as it is. On a running house it has a thread of its own (`http-worker.ts`).
 */
import type { AddressInfo } from "node:net";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { TaskOutcomeSchema } from "@floorplane/contracts/devices.schema";
import type { HttpDoor, HttpRequest } from "@floorplane/contracts/http";
import {
  problemMediaType,
  problemOf,
  problemOnSocket,
  shellCode,
  socketFault,
  unreadablePath,
} from "@floorplane/contracts/problem";
import {
  DispositionRequestSchema,
  ExpectedReceiptSchema,
  ItemsSchema,
  NothingElseSchema,
  OpeningStockSchema,
  OrderChangeSchema,
  OrderRequestSchema,
  ReturnRequestSchema,
  WriteOffRequestSchema,
  wmsPaths,
} from "@floorplane/contracts/wms.schema";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { bodyBytesMax } from "./door.ts";
import {
  cancellationAnswers,
  departureAnswers,
  dispositionAnswers,
  expectedAnswers,
  expectedShown,
  healthShown,
  itemsAnswers,
  lettersShown,
  openingAnswers,
  orderAnswers,
  orderChanged,
  orderShown,
  outcomeAnswers,
  redeliveryAnswers,
  releaseAnswers,
  returnAnswers,
  tasksShown,
  webhooks,
  writeOffAnswers,
} from "./openapi.ts";
import { countGets, countPosts } from "./openapi-counts.ts";
import { epcisGets, epcisPosts } from "./openapi-epcis.ts";
import { holdGets, holdPosts } from "./openapi-holds.ts";
import { listsShown } from "./openapi-lists.ts";

export interface HttpShellOptions {
  readonly door: HttpDoor;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Requests a minute from one address; beyond it 429. */
  readonly requestsPerMinute: number;
}

export interface HttpShell {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export async function openHttpShell(options: HttpShellOptions): Promise<HttpShell> {
  const { door, host, port, requestsPerMinute } = options;
  const server = fastify({
    bodyLimit: bodyBytesMax,
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) =>
      void problem(
        reply,
        error.statusCode ?? 400,
        error.code === "FST_ERR_BAD_URL" ? unreadablePath : error.message,
      ),
    clientErrorHandler: ({ code }, socket) => {
      const { status, detail } = socketFault(code);
      if (socket.writable) socket.end(problemOnSocket(status, detail));
      else socket.destroy();
    },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.setValidatorCompiler(() => () => true);
  server.setSerializerCompiler(() => (body) => JSON.stringify(body));
  server.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    problem(reply, error.statusCode ?? 500, error.message);
  });
  // A page whose name merely resolves to this machine (DNS rebinding) carries its own name, and a browser that posts for a page says which.
  server.addHook("onRequest", async ({ headers }, reply) => {
    const isOurs =
      isName(headers.host, host) && (headers.origin === undefined || isOrigin(headers.origin, host));
    if (!isOurs) return problem(reply, 421, `this door answers to ${host} and names of this machine only`);
  });
  await server.register(helmet);
  await server.register(rateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Floorplane WMS door",
        version: "1",
        description:
          "Every POST carries an Idempotency-Key; errors are RFC 9457 problems. Numbers, codes and keys are those of a client: where a site has several, each names itself as `client`.",
      },
      webhooks,
    },
  });
  await server.register(swaggerUi, { routePrefix: "/docs" });
  addRoutes(server, door);
  // The door says whether there is nothing, or something for another method.
  server.setNotFoundHandler((request, reply) =>
    request.url === healthPath ? notThere(reply) : passOn(door, request, reply),
  );
  await server.listen({ host, port });
  const { port: taken } = server.server.address() as AddressInfo;
  return { url: `http://${host}:${taken}`, close: () => server.close() };
}

const healthPath = "/health";
const notThere = (reply: FastifyReply): FastifyReply =>
  problem(reply.header("allow", "GET, HEAD"), 405, `${healthPath} takes GET and HEAD alone`);

const loopbackNames = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Programs of HTTP/1.0 name no host. */
function isName(named: string | undefined, own: string): boolean {
  if (named === undefined) return true;
  const name = named.replace(/:\d+$/, "").toLowerCase();
  return loopbackNames.has(name) || name === own.toLowerCase();
}

const isOrigin = (origin: string, own: string): boolean =>
  URL.canParse(origin) && isName(new URL(origin).host, own);

const key = {
  type: "object",
  required: ["idempotency-key"],
  properties: { "idempotency-key": { type: "string", minLength: 1, maxLength: 128 } },
};
const client = {
  type: "object",
  additionalProperties: false,
  properties: {
    client: {
      type: "string",
      description:
        "whose order, goods or confirmations: a client that `site.yaml` lists; the site's own where nobody is named here or in the body. Another key is refused",
    },
  },
};
const task = { type: "object", required: ["task"], properties: { task: { type: "string" } } };
const parcel = { type: "object", required: ["sscc"], properties: { sscc: { type: "string" } } };
const order = { type: "object", required: ["order"], properties: { order: { type: "string" } } };

function addRoutes(server: FastifyInstance, door: HttpDoor): void {
  const pass = (request: FastifyRequest, reply: FastifyReply): FastifyReply => passOn(door, request, reply);
  const posts = [
    [wmsPaths.items, "Put items into the catalogue", ItemsSchema, itemsAnswers],
    [wmsPaths.openingStock, "Book opening stock from the supplier", OpeningStockSchema, openingAnswers],
    [wmsPaths.orders, "Ship an order", OrderRequestSchema, orderAnswers],
    [
      wmsPaths.expectedReceipts,
      "Announce goods that are on their way: promises are made of it",
      ExpectedReceiptSchema,
      expectedAnswers,
    ],
    [wmsPaths.returns, "Take goods back", ReturnRequestSchema, returnAnswers],
    [wmsPaths.writeOffs, "Take units off the book", WriteOffRequestSchema, writeOffAnswers],
    [
      wmsPaths.dispositions,
      "Decide what becomes of frozen, defective or condemned goods",
      DispositionRequestSchema,
      dispositionAnswers,
    ],
  ] as const;
  for (const [path, summary, body, response] of posts)
    server.post(path, { schema: { summary, headers: key, querystring: client, body, response } }, pass);
  const shown = { summary: "Where an order is", params: order, querystring: client, response: orderShown };
  server.get(`${wmsPaths.orders}/:order`, { schema: shown }, pass);
  const departure = {
    summary: "Say that a parcel left which the portal missed",
    headers: key,
    querystring: client,
    params: parcel,
    body: NothingElseSchema,
    response: departureAnswers,
  };
  server.post(`${wmsPaths.parcels}/:sscc/departure`, { schema: departure }, pass);
  for (const [path, schema] of [...listsShown, ...holdGets, ...countGets, ...epcisGets])
    server.get(path, { schema }, pass);
  for (const [path, schema] of [...holdPosts, ...countPosts, ...epcisPosts])
    server.post(path, { schema }, pass);
  const letters = {
    summary: "Confirmations that were given up",
    querystring: client,
    response: lettersShown,
  };
  server.get(wmsPaths.deadLetters, { schema: letters }, pass);
  const redelivery = {
    summary: "Send them again",
    headers: key,
    querystring: client,
    body: NothingElseSchema,
    response: redeliveryAnswers,
  };
  server.post(wmsPaths.redelivery, { schema: redelivery }, pass);
  const tasks = {
    summary: "Work that waits for a person, and why",
    querystring: client,
    response: tasksShown,
  };
  server.get(wmsPaths.tasks, { schema: tasks }, pass);
  const outcome = {
    summary: "Answer a task",
    headers: key,
    querystring: client,
    params: task,
    body: TaskOutcomeSchema,
    response: outcomeAnswers,
  };
  server.post(`${wmsPaths.tasks}/:task/outcome`, { schema: outcome }, pass);
  const change = {
    summary: "Change where an order goes, by whom, by when and with which papers",
    headers: key,
    querystring: client,
    params: order,
    body: OrderChangeSchema,
    response: orderChanged,
  };
  server.post(`${wmsPaths.orders}/:order/change`, { schema: change }, pass);
  const cancellation = {
    summary: "Cancel an order, or what of it has not left",
    headers: key,
    querystring: client,
    params: order,
    body: NothingElseSchema,
    response: cancellationAnswers,
  };
  server.post(`${wmsPaths.orders}/:order/cancellation`, { schema: cancellation }, pass);
  const release = {
    summary: "Let an order go that was to follow others",
    headers: key,
    querystring: client,
    params: order,
    body: NothingElseSchema,
    response: releaseAnswers,
  };
  server.post(`${wmsPaths.orders}/:order/release`, { schema: release }, pass);
  const expected = {
    summary: "What was announced and has not come",
    querystring: client,
    response: expectedShown,
  };
  server.get(wmsPaths.expectedReceipts, { schema: expected }, pass);
  const health = { summary: "Whether the door is open", response: healthShown };
  server.get(healthPath, { schema: health }, async () => ({ status: "ok" }));
}

function passOn(door: HttpDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string") headers[name] = value;
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const method = request.method as HttpRequest["method"];
  door.handle({ method, url: request.url, headers, body }, (answer) => {
    if (!reply.sent) void reply.code(answer.status).headers(answer.headers).send(Buffer.from(answer.body));
  });
  return reply;
}

/** What the shell itself refuses, in the words of the door. */
function problem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const shown = status >= 500 && status !== 503 ? "the door failed; ask again with the same key" : detail;
  return reply
    .code(status)
    .type(problemMediaType)
    .send(JSON.stringify(problemOf({ status, code: shellCode(status), detail: shown })));
}
