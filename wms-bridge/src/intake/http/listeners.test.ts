/** How connections come in: many in a turn of the loop, and none at a port that is another's. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createNetServer } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { judgePort, listenBeside, shared } from "./listeners.ts";

async function aServer(
  port = 0,
): Promise<{ server: Server; port: number; endThoseBeside: () => Promise<void> }> {
  const server = createServer((_request, response) => void response.end("well"));
  await new Promise<void>((done) => server.listen({ host: "127.0.0.1", port, ...shared }, done));
  const { port: taken } = server.address() as AddressInfo;
  const endThoseBeside = await listenBeside(server, "127.0.0.1", taken);
  onTestFinished(async () => {
    const ended = endThoseBeside();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await ended;
  });
  return { server, port: taken, endThoseBeside };
}

it.skipIf(process.platform !== "linux")(
  "takes many connections in a turn of a busy loop (elsewhere one)",
  async () => {
    const { server, port } = await aServer();
    let taken = 0;
    server.on("connection", () => taken++);
    const sockets = Array.from({ length: 200 }, () => connect(port, "127.0.0.1"));
    onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));

    let turns = 0;
    for (; taken < 200 && turns < 1_000; turns++) await turn();

    expect(taken).toBe(200);
    expect(turns).toBeLessThan(60);
  },
);

it("answers over each of its connections, and over none when it has ended", async () => {
  const { server, port, endThoseBeside } = await aServer();

  const told = await Promise.all(
    Array.from({ length: 100 }, async () => (await fetch(`http://127.0.0.1:${port}`)).text()),
  );
  const ended = endThoseBeside();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await ended;

  expect(new Set(told)).toEqual(new Set(["well"]));
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
});

it.skipIf(process.platform !== "linux")(
  "finds (where houses could share one) a port that another house shares with itself taken",
  async () => {
    const { port } = await aServer();
    const stranger = createNetServer();
    await new Promise<void>((done) => stranger.listen(0, "127.0.0.1", done));
    onTestFinished(() => void stranger.close());

    await expect(judgePort("127.0.0.1", port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await expect(judgePort("127.0.0.1", (stranger.address() as AddressInfo).port)).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  },
);
