/** Cancelling, wherever the order is (FAULTS E3). */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

describe("cancelling", () => {
  it("before its wave went: at once, and its units are free", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 100 });
    const answer = floor.post(wmsPaths.cancellation("O1"), {});
    floor.order("O2", { A: 100 });

    expect(answer).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect(floor.stateOf("O2")).toBe("allocated");
  });

  it("while it waits for stock", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { D: 1 });

    expect(floor.post(wmsPaths.cancellation("O1"), {}).status).toBe(200);
    floor.stock("P04", "D", 1);
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(await floor.whyOf("O1")).toBeNull();
  });

  it("with its tote on a robot: brought to a check lane, counted, and frozen there", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.peopleInspect = false;
    floor.order("O1", { A: 3, B: 2 });
    floor.run(25);
    const answer = floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(10));

    expect(answer).toMatchObject({ status: 202, body: { state: "cancelling" } });
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.tasksDone).toMatchObject([{ kind: "count-tote", station: "CHECK1" }]);
    expect(floor.bridge.book.units("CHECK1" as never, "A" as never)).toBe(3);
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.cancelled"]);
    expect(floor.parcelsGone).toEqual([]);
  });

  it("before the robot has its tote: nothing to count", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3 });
    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(5));

    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.tasksDone).toEqual([]);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(100);
  });

  it("is refused from packing on, with the state", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(35);
    const packing = floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(5));
    const shipped = floor.post(wmsPaths.cancellation("O1"), {});

    expect(packing).toMatchObject({
      status: 409,
      body: { code: "conflict", detail: expect.stringMatching(/is packing/) },
    });
    expect(shipped).toMatchObject({ status: 409, body: { detail: "order O1 is shipped" } });
    expect(await floor.shippedOf("O1")).toEqual({ A: 1 });
  });

  it("asked twice is cancelled once", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 });

    const answers = [1, 2].map(() => floor.post(wmsPaths.cancellation("O1"), {}).status);
    floor.run(60);

    expect(answers).toEqual([200, 200]);
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.cancelled"]);
  });

  it("with a part of it packed: says no more that it waits for goods, and of which parcel somebody must say that it left", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.order("O1", { A: 2, D: 5 });
    floor.run(minutes(5));
    const before = floor.get(wmsPaths.order("O1")).body;
    floor.post(wmsPaths.cancellation("O1"), {});
    await floor.reopen();
    floor.run(minutes(5));
    const { parcels } = floor.get(wmsPaths.parcels).body as { parcels: { sscc: string }[] };
    const { sscc } = parcels[0]!;
    const cancelling = floor.get(wmsPaths.order("O1")).body;
    floor.post(wmsPaths.departure(sscc), {});

    expect(before).toMatchObject({ reason: { code: "units.lacking" }, backordered: [{ sku: "D" }] });
    expect(cancelling).toMatchObject({
      state: "cancelling",
      reason: { code: "departure.awaited", parcel: sscc, more: 0 },
    });
    expect(cancelling.why).toContain("say whether it left");
    expect(cancelling).not.toHaveProperty("backordered");
    expect(cancelling).not.toHaveProperty("givenUpAt");
    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({ state: "shipped", ending: "cancelled" });
    expect(floor.get(wmsPaths.order("O1")).body).not.toHaveProperty("reason");
    expect(await floor.house.differences()).toEqual([]);
  });

  it("with its tote at a check lane: says which count it waits for", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3 });
    floor.run(25);
    floor.post(wmsPaths.cancellation("O1"), {});
    let shown: Record<string, unknown> = {};
    for (let s = 0; s < minutes(5) && shown.reason === undefined; s++) {
      floor.run(1);
      shown = floor.get(wmsPaths.order("O1")).body;
    }
    const { task } = shown.reason as { task: string };
    floor.run(minutes(10));

    expect(shown.reason).toMatchObject({ code: "count.awaited", station: "CHECK1" });
    expect(floor.tasksDone[0]).toMatchObject({ task, kind: "count-tote" });
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(await floor.whyOf("O1")).toBeNull();
  });
});
