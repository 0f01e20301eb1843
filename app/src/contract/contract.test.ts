/** A hearer of a WMS against its contract: one that does what the standard asks holds it, and each way of being careless is named. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { ask, curlLine } from "./asked.ts";
import { behaviours } from "./behaviours.ts";
import { type ContractAnswer, tryContract } from "./contract.ts";
import { Letters } from "./letters.ts";

const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const library = new Webhook(secret);
type Hear = (body: string, headers: Record<string, string>, request: IncomingMessage) => number;

/** As the standard asks. */
const careful: Hear = (body, headers) => {
  try {
    library.verify(body, headers);
    return 204;
  } catch {
    return 400;
  }
};

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(hear: Hear): Promise<URL> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () =>
      response
        .writeHead(hear(Buffer.concat(chunks).toString(), request.headers as Record<string, string>, request))
        .end(),
    );
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
}

const options = { secret, order: "O1", sku: "A", client: undefined, now: Date.now, run: "test" };

async function tried(hear: Hear): Promise<ContractAnswer> {
  return tryContract({ ...options, url: await listening(hear), only: undefined, said: () => {} });
}

const failed = ({ findings }: ContractAnswer): string[] => findings.map(({ behaviour }) => behaviour);

it("a hearer that proves signatures by the standard's own library holds every behaviour, of which there are thirty and more", async () => {
  const answer = await tried(careful);

  expect(failed(answer)).toEqual([]);
  expect(answer.passed).toBe(behaviours.length);
  expect(answer.behaviours).toBeGreaterThanOrEqual(30);
  expect(new Set(behaviours.map(({ name }) => name)).size).toBe(behaviours.length);
});

describe("a hearer that", () => {
  it("proves nothing fails at each forgery", async () => {
    const answer = await tried(() => 204);

    expect(failed(answer).every((name) => name.startsWith("refuses") || name.includes("forged"))).toBe(true);
    expect(answer.failed).toBe(14);
  });

  it("refuses what it has heard already fails where it hears it again", async () => {
    const known = new Set<string>();
    const answer = await tried((body, headers, request) => {
      const status = careful(body, headers, request);
      if (status !== 204) return status;
      if (known.has(headers["webhook-id"]!)) return 409;
      known.add(headers["webhook-id"]!);
      return 204;
    });

    expect(failed(answer)).toEqual([
      "takes the same again",
      "takes the same at another time of sending",
      "takes the same twice at once",
    ]);
    expect(answer.findings[0]).toMatchObject({ expected: "2xx", got: "409" });
  });

  it("remembers the ids of forgeries fails where the truth comes under one", async () => {
    const known = new Map<string, number>();
    const answer = await tried((body, headers, request) => {
      const id = headers["webhook-id"] ?? "";
      const status = known.get(id) ?? careful(body, headers, request);
      known.set(id, status);
      return status;
    });

    expect(failed(answer)).toContain("takes what came forged before under its id");
  });

  it("proves JSON written anew fails at other spellings of the same", async () => {
    const answer = await tried((body, headers, request) => {
      let text = body;
      try {
        text = JSON.stringify(JSON.parse(body));
      } catch {
        return 400;
      }
      return careful(text, headers, request);
    });

    expect(failed(answer)).toEqual([
      "takes a body in its own spacing",
      "takes a body with escaped characters",
    ]);
  });

  it("knows a list of types alone fails at the one to come", async () => {
    const answer = await tried((body, headers, request) =>
      body.includes("unheard-of") ? 422 : careful(body, headers, request),
    );

    expect(failed(answer)).toEqual(["takes a type that it does not know"]);
  });

  it("breaks at bytes that it cannot read fails by its 500", async () => {
    const answer = await tried((body, headers) => {
      try {
        return (library.verify(body, headers) as { data: { order?: string } }).data.order === "" ? 422 : 204;
      } catch (error) {
        return (error as Error).name === "WebhookVerificationError" ? 401 : 500;
      }
    });

    expect(failed(answer)).toEqual([
      "decides about signed bytes that are no JSON",
      "decides about an empty body",
      "decides about JSON that is no confirmation",
    ]);
  });

  it("sends a forgery away with 410 fails: nothing further would be sent", async () => {
    const answer = await tried((body, headers, request) =>
      careful(body, headers, request) === 204 ? 204 : 410,
    );

    expect(failed(answer)).toContain("refuses what is not signed");
  });

  it("is not there is said at once, with the code of the network", async () => {
    const url = await listening(careful);
    servers[0]!.close();
    servers[0]!.closeAllConnections();

    const answer = tryContract({ ...options, url, only: undefined, said: () => {} });

    await expect(answer).rejects.toThrow(/--wms .* does not answer \(ECONNREFUSED\): start the WMS's hearer/);
  });
});

it("a line for a terminal has the very bytes, also of quotes", async () => {
  const bodies: string[] = [];
  const url = await listening((body, headers, request) => {
    bodies.push(body);
    return careful(body, headers, request);
  });
  const asked = new Letters(options).of("order.accepted", { order: "it's" });

  const { status } = await ask(url, asked);

  expect(status).toBe(204);
  expect(bodies).toEqual([asked.body]);
  expect(curlLine(url, asked)).toContain(`--data-binary '${asked.body.replace("'", "'\\''")}'`);
});
