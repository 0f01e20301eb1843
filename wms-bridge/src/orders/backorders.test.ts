/** Who gets the last unit, and who waits. */
import type { ToteId, TransportId } from "@floorplane/contracts/ids";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

describe("the last unit", () => {
  it("goes to one order; the other waits and is served when stock comes", async () => {
    const floor = await aStockedFloor();
    floor.stock("P04", "D", 1);
    floor.order("O1", { D: 1 });
    floor.order("O2", { D: 1 });
    floor.run(minutes(15));
    const states = [floor.stateOf("O1"), floor.stateOf("O2")];
    const why = await floor.whyOf("O2");
    floor.stock("P05", "D", 1);
    floor.run(minutes(15));

    expect(states).toEqual(["shipped", "backordered"]);
    expect(floor.stateOf("O2")).toBe("shipped");
    // Whoever looks at it is told for what it waits, and no longer than it does.
    expect(why).toEqual({ code: "units.lacking", units: [{ sku: "D", units: 1 }], more: 0 });
    expect(await floor.whyOf("O2")).toBeNull();
  });

  it("is not held by a whole order that lacks something else", async () => {
    const floor = await aStockedFloor();
    floor.stock("P04", "D", 1);
    floor.order("O1", { D: 1, A: 101 }, { allocation: "whole" });
    floor.order("O2", { D: 1 });
    floor.run(minutes(15));

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["backordered", "shipped"]);
  });

  it("goes to the order that must leave first when stock comes for several", async () => {
    const floor = await aStockedFloor();
    floor.run(6 * 3_600);
    floor.order("EVENING", { D: 1 });
    floor.run(3_600 + 1);
    floor.order("NEXT-NOON", { D: 1 });
    floor.stock("P04", "D", 1);

    expect([floor.stateOf("EVENING"), floor.stateOf("NEXT-NOON")]).toEqual(["allocated", "backordered"]);
  });
});

describe("an order of which a tote waits behind a robot", () => {
  it("says so while it does, and keeps graver words", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(2);
    const office = floor.house.office("fleet");
    const { totes } = (await floor.ledger.documents("order"))[0]!.body as { totes: string[] };
    const [tote] = totes;
    const tell = (why: TransportReason | null): void => {
      office.act({ type: "test" }, (desk) =>
        desk.send("wms-bridge", {
          type: "transport.held",
          transport: `TR-${tote}` as TransportId,
          tote: tote as ToteId,
          why,
        }),
      );
    };

    const because = { code: "transport.cut-off", place: "P01", by: someOf(["R07"]) } as const;

    tell(because);
    const why = await floor.whyOf("O1");
    tell(null);

    expect(why).toEqual({ code: "tote.held", tote, because });
    expect(await floor.whyOf("O1")).toBeNull();
  });
});
