/** The HTTP door of the screens: the page, the still drawing and health. Only loopback names are answered, and nothing is ever framed or inlined. */
import { existsSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { photoWithinMs } from "@floorplane/contracts/photo-bounds";
import {
  problemMediaType,
  problemOf,
  problemOnSocket,
  shellCode,
  socketFault,
  unreadablePath,
} from "@floorplane/contracts/problem";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { StillText } from "./still-text.ts";

/** Only acts have bodies, and say themselves how large. */
const bodyBytesMax = 1_024;
const headWithinMs = 10_000;
const connectionsMax = 500;
/** Files whose names carry a hash of their content. */
const hashedFiles = "/assets/";

/** A page that is drawn when it is asked for. */
export interface Page {
  readonly contentType: string;
  text(): Promise<string>;
}

export interface DoorOptions {
  readonly webRoot: string;
  /** Answers `/health`. */
  readonly health: () => { readonly house: string } & Readonly<Record<string, unknown>>;
  /** Answers `/api/floor`: JSON text. */
  readonly floor: string;
  /** Answers `/metrics`, where anybody counts. */
  readonly metrics?: Page | undefined;
  /** Further routes. */
  readonly routes: (app: FastifyInstance) => void;
}

export class Door {
  readonly app: FastifyInstance;
  #allowedHosts: ReadonlySet<string> = new Set();

  constructor(options: DoorOptions) {
    this.app = Fastify({
      logger: false,
      bodyLimit: bodyBytesMax,
      // A photo is the largest that is sent here.
      requestTimeout: photoWithinMs,
      http: { headersTimeout: headWithinMs },
      connectionTimeout: 0,
      forceCloseConnections: true,
      frameworkErrors: (error, _request, reply) =>
        void problem(
          reply,
          error.statusCode ?? 400,
          shellCode(error.statusCode ?? 400),
          error.code === "FST_ERR_BAD_URL" ? unreadablePath : error.message,
        ),
      clientErrorHandler: ({ code }, socket) => {
        const { status, detail } = socketFault(code);
        if (socket.writable) socket.end(problemOnSocket(status, detail));
        else socket.destroy();
      },
    });
    this.app.server.maxConnections = connectionsMax;
    this.#register(options);
  }

  /** Listens on loopback; 0 lets the system choose. Returns the port. */
  async listen(host: "127.0.0.1", port: number): Promise<number> {
    try {
      await this.app.listen({ host, port });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      throw new FloorplaneError({
        code: "port-in-use",
        message: `port ${port} is taken by another program; close it or choose another with --port`,
        field: "--port",
      });
    }
    const address = this.app.server.address();
    const taken = typeof address === "object" && address ? address.port : port;
    this.#allowedHosts = new Set(["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${taken}`));
    return taken;
  }

  /**
   * For WebSocket upgrades, which no browser protects: the page must be one of ours. A name that merely resolves to loopback (DNS rebinding)
   * fails by its Host, a page from elsewhere by its Origin, and a request without an Origin is no browser's.
   */
  allowsUpgrade(request: IncomingMessage): boolean {
    const { host, origin } = request.headers;
    return this.#allowsHost(host) && origin !== undefined && this.#allowsOrigin(origin);
  }

  async close(): Promise<void> {
    await this.app.close();
  }

  /** Programs send none; browsers cannot leave it out of a POST. */
  #allowsOrigin(origin: string | undefined): boolean {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const { host } = new URL(origin);
    return origin === `http://${host}` && this.#allowsHost(host);
  }

  #allowsHost(host: string | undefined): boolean {
    return host !== undefined && this.#allowedHosts.has(host.toLowerCase());
  }

  #register({ webRoot, health, floor, metrics, routes }: DoorOptions): void {
    const { app } = this;
    const built = existsSync(join(webRoot, "index.html"));
    app.addHook("onRequest", async (request, reply) => {
      if (!this.#allowsHost(request.headers.host))
        return problem(reply, 421, "not-permitted", "this house answers to 127.0.0.1 and localhost only");
      if (
        request.method !== "GET" &&
        request.method !== "HEAD" &&
        !this.#allowsOrigin(request.headers.origin)
      )
        return problem(reply, 403, "not-permitted", "a page from elsewhere gives no acts here");
    });
    void app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // Icons in style sheets are data; nothing else may be.
          imgSrc: ["'self'", "data:"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // Plain HTTP on loopback: there is no TLS to insist on.
      strictTransportSecurity: false,
      xFrameOptions: { action: "deny" },
    });
    app.get("/health", async (_request, reply) => {
      const body = health();
      return reply
        .code(body.house === "running" ? 200 : 503)
        .header("cache-control", "no-store")
        .send(body);
    });
    if (metrics)
      app.get("/metrics", async (_request, reply) =>
        reply
          .header("cache-control", "no-store")
          .type(metrics.contentType)
          .send(await metrics.text()),
      );
    const drawing = new StillText(floor);
    app.get("/api/floor", async (request, reply) => {
      const { encoding, body } = drawing.for(request.headers["accept-encoding"]?.toString());
      if (encoding) reply.header("content-encoding", encoding);
      return reply
        .header("cache-control", "no-cache")
        .header("vary", "accept-encoding")
        .type("application/json; charset=utf-8")
        .send(body);
    });
    routes(app);
    if (built)
      void app.register(fastifyStatic, {
        root: webRoot,
        preCompressed: true,
        cacheControl: false,
        setHeaders: (reply, path) => {
          const hashed = path.replaceAll("\\", "/").includes(hashedFiles);
          reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
        },
      });
    app.setNotFoundHandler((request, reply) => {
      const page = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
      if (page && built) return reply.sendFile("index.html");
      if (page)
        return reply
          .code(503)
          .type("text/plain; charset=utf-8")
          .send("The screens are not built yet. Run `npm run build:web`, then reload this page.\n");
      return problem(reply, 404, "not-found", `there is nothing at ${request.url}`);
    });
    app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
      const status = error.statusCode ?? 500;
      const detail =
        status < 500 ? error.message : "the house failed at this request; look at it before you try again";
      return problem(reply, status, shellCode(status), detail);
    });
  }
}

export const problem = (
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
  more: object = {},
): FastifyReply =>
  reply
    .code(status)
    .type(problemMediaType)
    .send({ ...problemOf({ status, code, detail }), ...more });
