/** HTTP over sockets for the simulated world: the way out by fetch, and a small server for the house's webhooks. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpDoor, HttpOut, HttpRequest, HttpResponse } from "@floorplane/contracts/http";

/** Wall time: HTTP time-outs are never scaled with the house's clock. */
const answerWithinMs = 10_000;
/** An answer of the house is a receipt or a problem. */
const answerBytesMax = 1024 * 1024;
/** Standard Webhooks asks for less than 20 kB; shipments of many lines are larger. */
const webhookBytesMax = 1024 * 1024;
const methods = new Set(["GET", "POST", "PUT", "DELETE"]);
const noAnswer: HttpResponse = { status: 0, headers: {}, body: new Uint8Array() };

/** Posts by fetch; no answer in time, or none at all, is status 0. */
export class FetchOut implements HttpOut {
  send({ method, url, headers, body }: HttpRequest, answered: (response: HttpResponse) => void): void {
    this.#fetch(method, url, headers, body).then(answered, () => answered(noAnswer));
  }

  async #fetch(
    method: string,
    url: string,
    headers: HttpRequest["headers"],
    body: Uint8Array,
  ): Promise<HttpResponse> {
    const response = await fetch(url, {
      method,
      headers,
      signal: AbortSignal.timeout(answerWithinMs),
      redirect: "manual",
      ...(method === "GET" ? {} : { body: new Uint8Array(body) }),
    });
    const answer = new Uint8Array(await response.arrayBuffer());
    if (answer.length > answerBytesMax) return noAnswer;
    return { status: response.status, headers: Object.fromEntries(response.headers), body: answer };
  }
}

export interface WebhookServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly door: HttpDoor;
}

export class WebhookServer {
  readonly #options: WebhookServerOptions;
  #server: Server | undefined;

  constructor(options: WebhookServerOptions) {
    this.#options = options;
  }

  /** Answers the port it listens on. */
  start(): Promise<number> {
    const { host, port } = this.#options;
    const server = createServer((request, response) => this.#handle(request, response));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) =>
        reject(
          error.code === "EADDRINUSE"
            ? new FloorplaneError({
                code: "port-in-use",
                message: `port ${port} of ${host} for the simulated WMS is in use; choose another or stop what uses it`,
                field: String(port),
              })
            : error,
        ),
      );
      server.listen(port, host, () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : port);
      });
    });
  }

  stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    return new Promise((resolve) => {
      if (!server) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= webhookBytesMax) chunks.push(chunk);
    });
    request.on("error", () => response.destroy());
    request.on("end", () => {
      if (length > webhookBytesMax || !methods.has(request.method ?? "")) {
        response.writeHead(length > webhookBytesMax ? 413 : 405).end();
        return;
      }
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(request.headers))
        if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
      this.#options.door.handle(
        {
          method: request.method as HttpRequest["method"],
          url: request.url ?? "/",
          headers,
          body: Buffer.concat(chunks),
        },
        ({ status, headers: answerHeaders, body }) => response.writeHead(status, answerHeaders).end(body),
      );
    });
  }
}
