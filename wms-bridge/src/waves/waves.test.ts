/** When a wave goes, and with whom. */
import { hourMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

describe("a wave goes", () => {
  const states = (floor: Floor, orders: number): string[] =>
    Array.from({ length: orders }, (_, n) => floor.stateOf(`O${n + 1}`));

  it("when it holds eight orders of one carrier, region and cut-off", async () => {
    const floor = await aStockedFloor();

    for (let n = 1; n <= 7; n++) floor.order(`O${n}`, { A: 1 });
    floor.order("J1", { A: 1 }, { country: "Japan" });
    const seven = states(floor, 7);
    floor.order("O8", { A: 1 });

    expect(seven).toEqual(Array(7).fill("allocated"));
    expect(states(floor, 8)).toEqual(Array(8).fill("released"));
    expect(floor.stateOf("J1")).toBe("allocated");
  });

  it("when its oldest order has waited five minutes", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 });
    floor.run(minutes(4));
    floor.order("O2", { A: 1 });
    floor.run(59);
    const before = states(floor, 2);
    floor.run(1);

    expect(before).toEqual(["allocated", "allocated"]);
    expect(states(floor, 2)).toEqual(["released", "released"]);
  });

  it("an hour before its cut-off, whatever it holds", async () => {
    const floor = await aStockedFloor({ settings: { waveWaitMs: 24 * hourMs } });
    floor.order("O1", { A: 1 });
    floor.run(10 * 3_600 - 1);
    const before = floor.stateOf("O1");
    floor.run(1);

    expect(before).toBe("allocated");
    expect(floor.stateOf("O1")).toBe("released");
  });

  it("without an order that was cancelled meanwhile", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1 });
    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(15));

    expect(states(floor, 2)).toEqual(["cancelled", "shipped"]);
  });
});
