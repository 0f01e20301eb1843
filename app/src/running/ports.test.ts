/** Ports for wires of one machine: free when they are named, and nobody else's a moment later. */
import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { freePorts, loopback, mustAllBeFree } from "./ports.ts";

it("no port is named twice, and none of those that outgoing connections may take", async () => {
  const ports = [...(await freePorts(20)), ...(await freePorts(20))];

  expect(new Set(ports).size).toBe(40);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

it("one that somebody listens on is passed over", async () => {
  const [first] = await freePorts(1);
  const server = createServer();
  await new Promise<void>((listens) => server.listen(first! + 1, loopback, listens));
  onTestFinished(() => void server.close());

  expect(await freePorts(1)).not.toContain(first! + 1);
});

it("two options that choose one port are named; any port is not one", async () => {
  await mustAllBeFree([
    [0, "--port"],
    [0, "--wms-port"],
  ]);
  const [port] = await freePorts(1);

  await expect(
    mustAllBeFree([
      [port!, "--port"],
      [port!, "--wms-port"],
    ]),
  ).rejects.toThrow(`--wms-port and --port both choose port ${port}`);
});
