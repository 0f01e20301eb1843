/** Shipped is what the portal saw leave, and not before. */
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

describe("at the portal", () => {
  it("a parcel that nobody saw leave is not shipped; a person hears of it", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.order("O1", { A: 1 });
    floor.run(minutes(32));

    expect(floor.stateOf("O1")).toBe("packed");
    expect([...floor.alarms.values()]).toEqual(["parcel.late"]);
  });

  it("a parcel that its station still works on has not left", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(35);
    const [{ sscc }] = (await floor.ledger.documents("tote")).map(({ body }) => body as { sscc: string }) as [
      { sscc: string },
    ];
    floor.house.office("fleet").act({ type: "stray" }, (desk) => {
      desk.send("wms-bridge", { type: "parcel.seen", portal: "PORTAL1" as never, sscc });
    });
    const stray = floor.stateOf("O1");
    floor.run(minutes(5));

    expect(stray).toBe("packing");
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.bridge.figures().units).toMatchObject({ shipped: 1, conserved: true });
  });
});
