/** A receiver of webhooks as an integrator writes one in an afternoon: an HTTP server and the standard's own library, which reads the machine's clock. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export class AReceiver {
  readonly secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  readonly heard: { readonly id: string; readonly type: string }[] = [];
  readonly refused: string[] = [];
  readonly #library = new Webhook(this.secret);
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      try {
        const { type } = this.#library.verify(Buffer.concat(chunks).toString(), headers) as { type: string };
        this.heard.push({ id: headers["webhook-id"]!, type });
        response.writeHead(204).end();
      } catch (error) {
        this.refused.push(String(error));
        response.writeHead(400).end();
      }
    });
  });

  /** Answers where it listens. */
  async start(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
