/**
 * The shell around the WMS's door: Fastify with its usual guards, OpenAPI 3.1 from the very schemas that the door parses with (`/docs`), and `/health`. It decides nothing: bytes go to the door as they
 * came, and the door's answer goes out as it is. On a running house it has a thread of its own (`http-worker.ts`).
 */
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { HttpDoor, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import {
  problemMediaType,
  problemOf,
  problemOnSocket,
  shellCode,
  socketFault,
  unreadablePath,
} from "@floorplane/contracts/problem";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { healthShown } from "../openapi/openapi.ts";
import { finished } from "../openapi/openapi-finish.ts";
import { webhooks } from "../openapi/openapi-hooks.ts";
import { deletes, gets, posts } from "../openapi/openapi-routes.ts";
import { bodyBytesMax } from "../programs/limits.ts";
import { judgePort, listenBeside, shared } from "./listeners.ts";

export type MoreRoute = readonly [method: "GET" | "POST" | "DELETE", path: string, schema: object];

export interface HttpShellOptions {
  readonly door: HttpDoor;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Requests a minute from one address; beyond it 429. */
  readonly requestsPerMinute: number;
  /** Within so long a request has come whole, ms; a minute where nothing is said. */
  readonly requestWithinMs?: number;
  /** Addresses beside the door's own, as they are documented: by method, path and schema. */
  readonly more?: readonly MoreRoute[] | undefined;
}

/** A connection on which nothing is asked for so long is closed: a WMS that asks every minute keeps its own. */
const idleMsMax = 72_000;
/** The largest body over 256 kbit/s takes 33 s. A line that died in the middle of one is closed, since nobody else will. */
const requestWithinMsMax = 60_000;

/** UTF-16 units of one part of an address: the longest number (64 letters, two units each where they are beyond the BMP), also where its marks are written apart. */
const addressPartMax = 1_024;

export interface HttpShell {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export async function openHttpShell(options: HttpShellOptions): Promise<HttpShell> {
  const { door, host, port, requestsPerMinute, requestWithinMs = requestWithinMsMax } = options;
  const server = fastify({
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: addressPartMax },
    serverFactory: (listener) => served(door, listener, requestWithinMs),
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
  // A body that is packed would be read as what it is not.
  server.addHook("onRequest", async ({ headers }, reply) => {
    const packed = headers["content-encoding"];
    if (packed === undefined || packed.toLowerCase() === "identity") return;
    return problem(
      reply,
      415,
      `a body with Content-Encoding ${packed} is not read here; send it as it is, without that header`,
    );
  });
  // It speaks plain HTTP: a browser that was told to come by HTTPS alone would find nobody. Whoever puts TLS before it says so there.
  await server.register(helmet, {
    hsts: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  await server.register(rateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
  await server.register(swagger, {
    transformObject: (document) =>
      "openapiObject" in document ? finished(document.openapiObject) : document.swaggerObject,
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Floorplane WMS door",
        version: "1",
        description:
          "Every request bears the token of a program; every POST carries an Idempotency-Key; errors are RFC 9457 problems. Numbers, codes and keys are those of a client: where a site has several, each names itself as `client`.",
      },
      components: {
        securitySchemes: {
          program: {
            type: "http",
            scheme: "bearer",
            description:
              "the token of a program, which whoever runs the house makes: `floorplane program add`, or POST /v1/programs",
          },
        },
      },
      webhooks,
    },
  });
  await server.register(swaggerUi, { routePrefix: docsPath });
  addRoutes(server, door);
  for (const [method, path, schema] of options.more ?? [])
    server.route({ method, url: path, schema, handler: (request, reply) => passOn(door, request, reply) });
  // The door says whether there is nothing, or something for another method.
  server.setNotFoundHandler((request, reply) =>
    request.url === healthPath ? notThere(reply) : passOn(door, request, reply),
  );
  await judgePort(host, port);
  await server.listen({ host, port, ...shared });
  const { port: taken } = server.server.address() as AddressInfo;
  const endThoseBeside = await listenBeside(server.server, host, taken);
  return {
    url: `http://${host}:${taken}`,
    async close() {
      const ended = endThoseBeside();
      await server.close();
      await ended;
    },
  };
}

/** Sockets with their bounds. Who is turned away costs neither a body nor a walk through the guards: that is when there is no time for them. */
function served(door: HttpDoor, listener: RequestListener, requestWithinMs: number): Server {
  const bounds = {
    requestTimeout: requestWithinMs,
    // Node takes the longer of the two for the whole request.
    headersTimeout: requestWithinMs,
    connectionsCheckingInterval: requestWithinMs / 4,
    keepAliveTimeout: idleMsMax,
  };
  return createServer(bounds, (request, response) => {
    const refusal = isOfTheDoor(request.url) ? door.turnedAway?.() : undefined;
    if (refusal) refuse(response, refusal);
    else listener(request, response);
  });
}

/** Node reads what is left of the body and throws it away, so that the connection stays. */
function refuse(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
}

const isOfTheDoor = (url = ""): boolean => url !== healthPath && !url.startsWith(docsPath);

const docsPath = "/docs";
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

function addRoutes(server: FastifyInstance, door: HttpDoor): void {
  const pass = (request: FastifyRequest, reply: FastifyReply): FastifyReply => passOn(door, request, reply);
  for (const [path, schema] of gets) server.get(path, { schema }, pass);
  for (const [path, schema] of posts) server.post(path, { schema }, pass);
  for (const [path, schema] of deletes) server.delete(path, { schema }, pass);
  const health = { summary: "Whether the door is open", security: [], response: healthShown };
  server.get(healthPath, { schema: health }, async () => ({ status: "ok" }));
}

function passOn(door: HttpDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string") headers[name] = value;
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const method = request.method as HttpRequest["method"];
  door.handle({ method, url: request.url, headers, body, peer: request.ip }, (answer) => {
    // No answer: the connection ends without a word.
    if (answer.status === 0) request.raw.socket.destroy();
    else if (!reply.sent)
      void reply.code(answer.status).headers(answer.headers).send(Buffer.from(answer.body));
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
