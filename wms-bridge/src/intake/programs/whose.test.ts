/** Whose a request, an answer and a letter are, and what becomes of one that names somebody whom the site does not list. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import type { Floor } from "../../floor/floor.fixture.ts";
import {
  acme,
  aSharedFloor,
  type Client,
  clients,
  heardBy,
  order,
  query,
  stateOf,
  unitsIn,
} from "../../floor/shared-floor.fixture.ts";
import { anItem } from "../../floor/small-site.fixture.ts";

describe("what is asked of a client's things", () => {
  /** A count of the bin in which both have their A, asked for since acme's were fewer than the book had. */
  async function aSharedCount(): Promise<{ floor: Floor; task: string }> {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    floor.peopleAtWork = false;
    floor.bins.get("P01")!.set("acme/A", 58);
    order(floor, acme, "O1", { A: 60 });
    floor.run(900);
    return { floor, task: [...floor.asked.values()].find(({ location }) => location === "P01")!.task };
  }

  it("may be answered from a handheld with the client of its codes", async () => {
    const { floor, task } = await aSharedCount();

    floor.answer(task, { client: "nobody", complete: true, found: [{ sku: "A", quantity: 0 }] });
    floor.run(1);
    const stranger = floor.asked.get(task)!.refused;
    floor.answer(task, { client: "acme", complete: true, found: [{ sku: "house/A", quantity: 60 }] });
    floor.run(60);

    expect(stranger).toMatchObject({ reason: "malformed", field: "client" });
    expect(stranger!.text).toContain("its clients are house, acme");
    expect(unitsIn(floor, "house").A).toBe(60);
  });

  it("is answered for every client by a handheld, and by a WMS for the client that it names", async () => {
    const floor = await aSharedFloor();
    floor.peopleAtWork = false;
    for (const writeOff of ["X1", "X2"])
      floor.post(wmsPaths.writeOffs, { client: acme, writeOff, sku: "A", quantity: 1, reason: "broken" });
    floor.run(1);
    const [first, second] = [...floor.asked.keys()] as [string, string];
    const answer = (device: string, task: string, of = "", named = {}) =>
      floor.post(wmsPaths.taskOutcome(task) + of, {
        ...named,
        task,
        device,
        at: new Date(floor.clock.now()).toISOString(),
        found: [{ sku: "A", quantity: 1 }],
      });

    expect(answer("WMS", first)).toMatchObject({ status: 404, body: { code: "unknown-task" } });
    expect(answer("WMS", first, "", { client: "nobody" }).body.code).toBe("unknown-client");
    expect(answer("WMS", first, "?client=acme").status).toBe(200);
    expect(answer("WMS", first, "", { client: acme }).status).toBe(200);
    expect(answer("HH1", second).status).toBe(200);
    expect([unitsIn(floor, "house").A, unitsIn(floor, acme).A]).toEqual([60, 58]);
  });

  it.each(["GET", "POST"] as const)(
    "is not reached by its name on the floor in another's address (%s)",
    async (method) => {
      const floor = await aSharedFloor();
      order(floor, acme, "O1", { A: 1 });
      const path = method === "GET" ? wmsPaths.order("acme/O1") : wmsPaths.cancellation("acme/O1");

      const answer = method === "GET" ? floor.get(path) : floor.post(path, {});

      expect(answer).toMatchObject({ status: 404, body: { code: "unknown-order" } });
      expect(stateOf(floor, acme, "O1")).toBe("allocated");
    },
  );

  it("is a parcel's leaving, told by its own client alone", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    order(floor, acme, "O1", { A: 1 });
    floor.run(900);
    const [tote] = (await floor.ledger.documents("tote")) as { body: { sscc: string } }[];
    const { sscc } = tote!.body;

    expect(floor.post(wmsPaths.departure(sscc), {}).status).toBe(404);
    expect(floor.post(`${wmsPaths.departure(sscc)}?client=acme`, {}).status).toBe(200);
    expect(stateOf(floor, acme, "O1")).toBe("shipped");
  });

  it("are letters that its hearer did not take, shown and sent again for it alone", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    let isDeaf = true;
    floor.hears = () => (isDeaf ? 500 : undefined);
    for (const client of clients) order(floor, client, "O1", { A: 1 });
    floor.run(4 * 24 * 3_600);
    const lettersOf = (client: Client) =>
      floor.get(wmsPaths.deadLetters + query(client)).body as { count: number; letters: { about: string }[] };
    const before = clients.map((client) => [lettersOf(client).count, lettersOf(client).letters[0]!.about]);
    isDeaf = false;
    floor.post(`${wmsPaths.redelivery}?client=acme`, {});
    floor.run(3_600);

    expect(before).toEqual([
      [4, "O1"],
      [4, "O1"],
    ]);
    expect(clients.map((client) => lettersOf(client).count)).toEqual([4, 0]);
    expect(heardBy(floor, acme).map(({ type }) => type)).toEqual([
      "order.accepted",
      "order.packed",
      "parcel.shipped",
      "order.shipped",
    ]);
    expect(heardBy(floor, "house")).toEqual([]);
  });
});

describe("what is refused to a client is said in its own codes", () => {
  const line = { sku: "A", quantity: 1 };
  const gtinOf = (sku: string) => anItem(sku).gtin;
  it.each<[string, string, object, string]>([
    [
      "goods that were never shipped",
      wmsPaths.returns,
      { return: "R1", lines: [line] },
      "1 unit of A comes back, and 0 were shipped",
    ],
    [
      "goods that are not held",
      wmsPaths.dispositions,
      { disposition: "D1", location: "P01", ...line, to: "destroyed" },
      "0 frozen units of A, not 1",
    ],
    [
      "no stock to write off",
      wmsPaths.writeOffs,
      { writeOff: "W1", sku: "D", quantity: 1, reason: "" },
      "no available unit of D",
    ],
    [
      "a place that was opened",
      wmsPaths.openingStock,
      { rows: [{ location: "P01", sku: "A", lot: "L1", units: 1 }] },
      "opened with A before",
    ],
    [
      "two rows of one thing",
      wmsPaths.openingStock,
      { receipt: "X", rows: [1, 2].map((units) => ({ location: "P01", sku: "A", lot: "L1", units })) },
      "both A of lot",
    ],
    [
      "what does not fit",
      wmsPaths.openingStock,
      { receipt: "X", rows: [{ location: "P01", sku: "A", lot: "L1", units: 100_000 }] },
      "units of A do not fit",
    ],
    [
      "a code that is taken",
      wmsPaths.items,
      { items: [{ ...anItem("E"), gtin: gtinOf("A") }] },
      "of E belongs to A:",
    ],
    [
      "goods that become a service",
      wmsPaths.items,
      { items: [{ ...anItem("A"), kind: "service" }] },
      "A cannot become a service",
    ],
  ])("%s", async (_what, path, asked, words) => {
    const floor = await aSharedFloor();

    const answer = floor.post(path, { client: acme, ...asked });

    expect(answer.status).toBeGreaterThan(400);
    expect(answer.body.detail).toContain(words);
    expect(answer.body.detail).not.toContain("acme/");
  });
});

describe("whoever asks for somebody whom the site does not list", () => {
  it.each([
    ["in a body", (floor: Floor) => floor.post(wmsPaths.items, { client: "nobody", items: [anItem("A")] })],
    ["in a query", (floor: Floor) => floor.get(`${wmsPaths.order("O1")}?client=nobody`)],
    [
      "beside a body",
      (floor: Floor) => floor.post(`${wmsPaths.items}?client=no%2Fbody`, { items: [anItem("A")] }),
    ],
    ["with nothing", (floor: Floor) => floor.get(`${wmsPaths.tasks}?client=`)],
  ])("%s is refused, with what to do", async (_where, ask) => {
    const floor = await aSharedFloor();

    const answer = ask(floor);

    expect(answer).toMatchObject({ status: 422, body: { code: "unknown-client", field: "client" } });
    expect(answer.body.detail).toMatch(/those are house, acme\. List it under clients: in site\.yaml/);
  });

  it("and for two at once, too", async () => {
    const floor = await aSharedFloor();
    const asked = { client: "house", items: [anItem("A")] };

    expect(floor.post(`${wmsPaths.items}?client=acme`, asked)).toMatchObject({
      status: 422,
      body: { field: "client", detail: expect.stringContaining("name one of them") },
    });
    expect(floor.get(`${wmsPaths.tasks}?client=acme&client=house`)).toMatchObject({
      status: 422,
      body: { field: "client" },
    });
  });

  it("and nobody's codes are read for another", async () => {
    const floor = await aSharedFloor();

    floor.post(wmsPaths.items, { items: [{ ...anItem("POST"), kind: "service" }] });

    for (const code of ["house/A", "house/POST"])
      expect(order(floor, acme, "O1", { A: 1, [code]: 1 })).toMatchObject({
        status: 422,
        body: { code: "unknown-item", field: "lines[1].sku" },
      });
  });
});
