/** A small HTTP server that stands for an InfluxDB: it keeps what it is sent and answers what the test recorded. */
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";

export interface Heard {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly type?: string;
}

export interface InfluxStub {
  readonly port: number;
  readonly heard: Heard[];
  /** What is answered from now on. */
  answer: (heard: Heard) => Answer;
  close(): Promise<void>;
}

export async function startInfluxStub(): Promise<InfluxStub> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    const heard: Heard = {
      method: request.method ?? "",
      url: new URL(request.url ?? "/", "http://stub"),
      authorization: request.headers.authorization,
      body: (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8"),
    };
    stub.heard.push(heard);
    const { status, body, type } = stub.answer(heard);
    response.writeHead(status, type === undefined ? {} : { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const stub: InfluxStub = {
    port: typeof address === "object" && address ? address.port : 0,
    heard: [],
    answer: () => ({ status: 204 }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}
