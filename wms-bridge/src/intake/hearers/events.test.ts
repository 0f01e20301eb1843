/** What the webhooks say, for a WMS that nobody can call: the same, in order, none lost. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor, heardBy, order, query } from "../../floor/shared-floor.fixture.ts";

interface Event {
  readonly specversion: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: Record<string, unknown>;
}

function readAll(floor: Floor, client = "house", perPage = 100): Event[] {
  const all: Event[] = [];
  for (let after = 0, more = true; more; ) {
    const { body } = floor.get(`${wmsPaths.events}?client=${client}&after=${after}&perPage=${perPage}`);
    const answer = body as unknown as { events: Event[]; next: number; more: boolean };
    all.push(...answer.events);
    ({ next: after, more } = answer);
  }
  return all;
}

const sortedTexts = (of: readonly object[]): string[] => of.map((one) => JSON.stringify(one)).sort();

describe("the feed of what was told", () => {
  it("says what the webhooks say, to whoever asks, client by client", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    order(floor, "house", "O1", { A: 2, D: 1 });
    order(floor, acme, "O1", { A: 3, B: 1 });
    floor.post(wmsPaths.returns + query(acme), {
      return: "R1",
      shippedBefore: true,
      lines: [{ sku: "A", quantity: 1 }],
    });
    floor.run(1_800);

    for (const client of ["house", acme] as const) {
      const told = readAll(floor, client).map(({ type, time, data }) => ({ type, timestamp: time, data }));
      expect(sortedTexts(told)).toEqual(sortedTexts(heardBy(floor, client)));
      expect(told.length).toBeGreaterThan(1);
    }
  });

  it("is there for a site that calls nobody, over a restart, each once under an id of its own", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.hearers = [];
    await floor.reopen();
    floor.order("O1", { A: 3 });
    floor.run(1_200);
    const before = readAll(floor);
    await floor.reopen();
    floor.order("O2", { A: 1 });

    const all = readAll(floor, "house", 1);

    expect(before.map(({ type }) => type)).toEqual([
      "order.accepted",
      "order.packed",
      "parcel.shipped",
      "order.shipped",
    ]);
    expect(before[3]).toMatchObject({
      specversion: "1.0",
      source: "/sites/test/clients/house",
      subject: "O1",
      data: { order: "O1", lines: [{ line: "1", sku: "A", quantity: 3 }] },
    });
    expect(all.slice(0, 4)).toEqual(before);
    expect(all.map(({ subject }) => subject)).toEqual(["O1", "O1", "O1", "O1", "O2"]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
  });

  it("gives those of one type where it is asked for them, and refuses a type that there is not", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(1_200);

    const { body } = floor.get(`${wmsPaths.events}?type=parcel.shipped`);
    const refused = floor.get(`${wmsPaths.events}?type=order.sent`);

    expect((body.events as Event[]).map(({ type }) => type)).toEqual(["parcel.shipped"]);
    expect(refused).toMatchObject({ status: 422, body: { field: "type" } });
  });
});
