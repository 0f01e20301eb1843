import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { afterEach, describe, expect, it } from "vitest";
import { FetchOut, WebhookServer } from "./http-live.ts";

const servers: WebhookServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
async function aServer(answer: (request: HttpRequest) => HttpResponse) {
  const server = new WebhookServer({
    host: "127.0.0.1",
    port: 0,
    door: { handle: (request, respond) => respond(answer(request)) },
  });
  servers.push(server);
  return { server, port: await server.start() };
}
const post = (url: string, body: string): Promise<HttpResponse> =>
  new Promise((resolve) =>
    new FetchOut().send(
      {
        method: "POST",
        url,
        headers: { "idempotency-key": "K", "content-type": "application/json" },
        body: new TextEncoder().encode(body),
      },
      resolve,
    ),
  );

describe("HTTP over sockets", () => {
  it("carries a request to the door and the answer back, byte by byte", async () => {
    const heard: HttpRequest[] = [];
    const { port } = await aServer((request) => {
      heard.push(request);
      return {
        status: 422,
        headers: { "content-type": "application/problem+json" },
        body: new TextEncoder().encode("ö"),
      };
    });

    const answer = await post(`http://127.0.0.1:${port}/v1/orders?x=1`, '{"ä":1}');

    expect(answer.status).toBe(422);
    expect(new TextDecoder().decode(answer.body)).toBe("ö");
    expect(heard[0]).toMatchObject({ method: "POST", url: "/v1/orders?x=1" });
    expect(heard[0]!.headers["idempotency-key"]).toBe("K");
    expect(new TextDecoder().decode(heard[0]!.body)).toBe('{"ä":1}');
  });

  it("answers status 0 when nobody is there", async () => {
    const { server, port } = await aServer(() => ({ status: 204, headers: {}, body: new Uint8Array() }));
    await server.stop();

    expect((await post(`http://127.0.0.1:${port}/`, "{}")).status).toBe(0);
  });

  it("refuses a body beyond its bound", async () => {
    const { port } = await aServer(() => ({ status: 204, headers: {}, body: new Uint8Array() }));

    expect((await post(`http://127.0.0.1:${port}/`, "x".repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post(`http://127.0.0.1:${port}/`, "x")).status).toBe(204);
  });

  it("says in one sentence that the port is in use", async () => {
    const { port } = await aServer(() => ({ status: 204, headers: {}, body: new Uint8Array() }));
    const second = new WebhookServer({ host: "127.0.0.1", port, door: { handle() {} } });

    await expect(second.start()).rejects.toMatchObject({ code: "port-in-use" });
  });
});
