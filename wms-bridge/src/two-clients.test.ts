/** Two clients of one site give the same numbers to their orders, the same codes to their goods and the same keys to their requests, on one busy floor: they never meet. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import {
  acme,
  aSharedFloor,
  type Client,
  clients,
  heardBy,
  named,
  nameOf,
  order,
  query,
  skus,
  stateOf,
  unitsIn,
} from "./floor/shared-floor.fixture.ts";
import { doorWays } from "./floor/telegram-way.fixture.ts";

describe.each(doorWays)("two clients with the same numbers, %s", (_way, way) => {
  it.each([1, 2, 3])("get and hear their own alone, over bad luck and restarts (seed %i)", async (seed) => {
    const luck = { missedTag: 0.05, shortPick: 0.05, failedTransport: 0.01, deafWebhook: 0.2 };
    const floor = await aSharedFloor({ ...way, seed, luck, settings: { waveOrders: 2 } });
    const asked = new Map<string, Record<string, number>>();
    for (let n = 1; n <= 12; n++)
      for (const client of clients) {
        const lines = { A: 1 + floor.random.below(4), [n % 2 ? "B" : "C"]: 1 + floor.random.below(3) };
        asked.set(`${client} O${n}`, lines);
        expect(order(floor, client, `O${n}`, lines)).toMatchObject({ status: 201, body: named(client) });
        floor.run(floor.random.below(90));
        if (n % 4 === 0) await floor.reopen();
      }
    for (let hour = 0; hour < 6; hour++) {
      floor.run(1_800);
      await floor.reopen();
    }
    floor.run(72 * 3_600);

    const left: Record<Client, Record<string, number>> = { house: {}, acme: {} };
    for (const [key, lines] of asked) {
      const [client, number] = key.split(" ") as [Client, string];
      const shipped = await floor.shippedOf(nameOf(client, number));
      expect([key, stateOf(floor, client, number)]).toEqual([key, "shipped"]);
      const ofClient = Object.entries(lines).map(([sku, units]) => [nameOf(client, sku), units]);
      expect([key, shipped]).toEqual([key, Object.fromEntries(ofClient)]);
      for (const [sku, units] of Object.entries(lines)) left[client][sku] = (left[client][sku] ?? 0) + units;
    }
    expect(floor.bridge.figures().units.conserved).toBe(true);
    for (const client of clients) {
      const heard = heardBy(floor, client);
      const told = heard.filter(({ type }) => type === "order.shipped");
      expect(new Set(told.map(({ data }) => data.order))).toEqual(
        new Set(Array.from({ length: 12 }, (_, n) => `O${n + 1}`)),
      );
      for (const { data } of heard) expect(data.client).toBe(client === "house" ? undefined : client);
      for (const { data } of told) {
        const lines = data.lines as { sku: string; quantity: number }[];
        expect(Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]))).toEqual(
          asked.get(`${client} ${data.order}`),
        );
      }
      const adjusted = Object.fromEntries(skus.map((sku) => [sku, 0]));
      const once = new Map(heard.map((one) => [JSON.stringify(one), one]));
      for (const { type, data } of once.values())
        if (type === "stock.adjusted")
          for (const { sku, quantity } of data.lines as { sku: string; quantity: number }[])
            adjusted[sku]! += quantity;
      // Of each client's goods: what came in, less what left it, is what stands here.
      for (const sku of ["A", "B", "C"])
        expect([client, sku, unitsIn(floor, client)[sku]]).toEqual([
          client,
          sku,
          60 - (left[client][sku] ?? 0) + adjusted[sku]!,
        ]);
    }
  });

  it("wait for their own goods alone", async () => {
    const floor = await aSharedFloor({ ...way, settings: { waveOrders: 1 } });
    floor.stock("P04", "D", 5);
    order(floor, acme, "O1", { D: 1 });
    order(floor, "house", "O1", { D: 1 });
    floor.run(900);
    const before = clients.map((client) => stateOf(floor, client, "O1"));
    const why = floor.get(`${wmsPaths.order("O1")}?client=acme`).body.reason;
    await floor.reopen();
    floor.stock("P05", "acme/D", 5);
    floor.run(900);

    expect(before).toEqual(["shipped", "backordered"]);
    expect(why).toEqual({ code: "units.lacking", units: [{ sku: "D", units: 1 }], more: 0 });
    expect(stateOf(floor, acme, "O1")).toBe("shipped");
    expect([unitsIn(floor, "house").D, unitsIn(floor, acme).D]).toEqual([4, 4]);
  });

  it("cancel, return, write off and ask for their own alone", async () => {
    const floor = await aSharedFloor(way);
    floor.peopleAtWork = false;
    for (const client of clients) order(floor, client, "O1", { A: 1 });
    const writeOff = { writeOff: "X1", sku: "A", quantity: 2, reason: "broken" };
    const cancelled = floor.post(`${wmsPaths.cancellation("O1")}?client=acme`, {}, "cancel");
    for (const client of clients) floor.post(wmsPaths.writeOffs, { ...named(client), ...writeOff }, "X1");
    const came = clients.map((client) =>
      floor.post(
        wmsPaths.returns,
        { ...named(client), return: "R1", shippedBefore: true, lines: [{ sku: "B", quantity: 1 }] },
        "R1",
      ),
    );
    await floor.reopen();
    const tasksOf = (client: Client) =>
      floor.get(wmsPaths.tasks + query(client)).body.tasks as { kind: string; sku: string; client: string }[];

    expect(cancelled).toMatchObject({
      status: 200,
      body: { client: "acme", order: "O1", state: "cancelled" },
    });
    expect(clients.map((client) => stateOf(floor, client, "O1"))).toEqual(["allocated", "cancelled"]);
    expect(came.map(({ status }) => status)).toEqual([201, 201]);
    for (const client of clients)
      expect(tasksOf(client).map((task) => [task.client, task.kind, task.sku])).toEqual([
        [client, "write-off", nameOf(client, "A")],
        [client, "inspect", nameOf(client, "B")],
      ]);
  });

  it("send the same key and number again and hear their own answer, also from the ledger", async () => {
    const floor = await aSharedFloor({
      ...way,
      settings: { waveOrders: 1, ordersKeptMs: 3_600_000, totesKeptMs: 0 },
    });
    for (const client of clients) order(floor, client, "O1", { A: client === acme ? 2 : 1 });
    floor.run(4 * 3_600);
    await floor.reopen();
    floor.run(4 * 3_600);

    for (const client of clients)
      expect(order(floor, client, "O1", { A: client === acme ? 2 : 1 })).toMatchObject({
        status: 200,
        body: { order: "O1", state: "shipped", ...named(client) },
      });
    expect(order(floor, acme, "O1", { A: 1 }).body.code).toBe("idempotency-key-reused");
    expect([...floor.shipped.values()].map((units) => Object.fromEntries(units))).toEqual([
      { A: 1 },
      { "acme/A": 2 },
    ]);
  });

  it("have goods in one bin that a count tells apart by their client, and each hears of its own", async () => {
    const floor = await aSharedFloor({ ...way, settings: { waveOrders: 1 } });
    floor.peopleAtWork = false;
    floor.bins.get("P01")!.set("acme/A", 58);
    order(floor, acme, "O1", { A: 60 });
    floor.run(900);
    const task = [...floor.asked.values()].find(({ location }) => location === "P01")!;
    const answer = (found: object[], key: string) =>
      floor.post(
        wmsPaths.taskOutcome(task.task),
        {
          task: task.task,
          device: "HH1",
          at: new Date(floor.clock.now()).toISOString(),
          complete: true,
          found,
        },
        key,
      );

    const unclear = answer([{ sku: "A", quantity: 120 }], "count-1");
    const clear = answer(
      [
        { sku: "house/A", quantity: 59 },
        { sku: "acme/A", quantity: 0 },
      ],
      "count-2",
    );
    floor.run(60);

    expect(unclear).toMatchObject({ status: 422, body: { code: "not-booked", field: "found[0].sku" } });
    expect(unclear.body.detail).toContain("house/A, acme/A");
    expect(clear.status).toBe(200);
    const adjusted = (client: Client) =>
      heardBy(floor, client).flatMap(({ type, data }) => (type === "stock.adjusted" ? data.lines : []));
    expect([adjusted("house"), adjusted(acme)]).toEqual([
      [{ sku: "A", quantity: -1 }],
      [{ sku: "A", quantity: -2 }],
    ]);
  });
});
