/** The door with its shell in a thread of its own. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it, onTestFinished } from "vitest";
import { askDoor, Floor } from "../../floor/floor.fixture.ts";
import { openHttpServer } from "./http-server.ts";

const body = (order: string) =>
  JSON.stringify({ order, country: "France", lines: [{ line: "1", sku: "A", quantity: 1 }] });

async function aServer() {
  const floor = new Floor();
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 100);
  const failures: Error[] = [];
  const failed = (error: Error): void => void failures.push(error);
  const server = await openHttpServer({ door: floor.bridge.door, host: "127.0.0.1", port: 0, failed });
  onTestFinished(() => server.close());
  const post = (order: string, text = body(order), key = `k-${order}`) =>
    askDoor(server.url + wmsPaths.orders, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: text,
    });
  return { floor, server, post, failures };
}

it("takes orders, answers what was sent before under its key as before, and refuses in the words of the door", async () => {
  const { floor, server, post, failures } = await aServer();

  const taken = await Promise.all(Array.from({ length: 40 }, (_, n) => post(`O${n + 1}`)));
  const again = await post("O1");
  const other = await post("O1", body("O2"), "k-O1");
  const broken = await post("O50", `${body("O50").slice(0, -1)},"quantity":1}`);
  const unkeyed = await askDoor(server.url + wmsPaths.orders, { method: "POST", body: body("O51") });
  const shown = await askDoor(server.url + wmsPaths.order("O40"));

  expect(taken.map(({ status }) => status)).toEqual(Array(40).fill(201));
  expect([other.status, broken.status, unkeyed.status]).toEqual([422, 422, 400]);
  expect(await again.json()).toMatchObject({ order: "O1", country: "France" });
  expect(await other.json()).toMatchObject({ code: "idempotency-key-reused" });
  expect(await broken.json()).toMatchObject({ code: "malformed-message", field: "quantity" });
  expect(await shown.json()).toMatchObject({ order: "O40" });
  expect(floor.bridge.figures().orders.received).toBe(40);
  expect(failures).toEqual([]);
});

it("says why it cannot listen, and closes more than once", async () => {
  const { server, floor } = await aServer();
  const port = Number(new URL(server.url).port);

  const second = openHttpServer({ door: floor.bridge.door, host: "127.0.0.1", port, failed: () => {} });

  await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  await server.close();
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});
