import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor, type Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

/** A floor whose people count in turn, one bin at a time. */
async function aCountedFloor(options: FloorOptions = {}): Promise<Floor> {
  return aStockedFloor({ ...options, settings: { cycleCountsMax: 1, ...options.settings } });
}
const inBook = (floor: Floor, sku: string, at: string): number =>
  floor.bridge.book.units(at as never, sku as never);
const hours = (n: number): number => n * 3_600;
const planned = (floor: Floor) =>
  [...floor.asked.values()].filter((task) => task.planned).map(({ location }) => location);

it("counts each bin once, those of goods in several places first, and finds what nobody ran short of", async () => {
  const floor = await aCountedFloor();
  floor.stock("P15", "C", 40);
  floor.bins.get("P02")!.set("B", 98);

  floor.run(600);

  expect(planned(floor)).toEqual(["P03", "P15", "P01", "P02"]);
  expect(inBook(floor, "B", "P02")).toBe(98);
  expect(floor.confirmations.filter(({ type }) => type === "stock.adjusted").map(({ data }) => data)).toEqual(
    [
      {
        lines: [{ sku: "B", quantity: -2 }],
        cause: { kind: "bin-counted", location: "P02", countedBy: ["HH1"] },
      },
    ],
  );
});

it("counts a bin, too, that is empty by the book: what lies there all the same is found, and goes to whoever waits for it", async () => {
  const floor = await aCountedFloor({ settings: { waveOrders: 1, cycleCountsMax: 0 } });
  floor.stock("P04", "D", 2, 3);
  floor.order("O1", { D: 2 });
  floor.order("O2", { D: 1 });
  floor.run(1_200);
  const before = [inBook(floor, "D", "P04"), floor.stateOf("O1"), floor.stateOf("O2")];
  await floor.reopenWith({ cycleCountsMax: 1 });
  floor.run(3_600);

  expect(before).toEqual([0, "shipped", "backordered"]);
  expect(planned(floor)).toContain("P04");
  expect(floor.stateOf("O2")).toBe("shipped");
});

it("takes no bin out of sale: an order of its last place leaves meanwhile", async () => {
  const floor = await aCountedFloor();
  floor.peopleAtWork = false;
  floor.run(120);
  const counting = planned(floor);

  floor.order("O1", { A: 3 });
  floor.run(3_600);

  expect(counting).toEqual(["P01"]);
  expect(floor.toldOf("O1")).not.toContain("order.backordered");
  expect(floor.stateOf("O1")).toBe("shipped");
});

it("throws a count away that a robot disturbed, books nothing of it, and counts the bin another time", async () => {
  const floor = await aCountedFloor();
  floor.peopleAtWork = false;
  floor.run(120);
  const [task] = [...floor.asked.values()].filter(({ planned: inTurn }) => inTurn);
  floor.order("O1", { A: 3 });
  floor.run(3_600);

  // Counted before the robot came, said after it left.
  floor.answer(task!.task, { found: [{ sku: "A", quantity: 100 }], complete: true });
  floor.run(5);
  const afterwards = inBook(floor, "A", "P01");
  floor.peopleAtWork = true;
  floor.run(7_200);

  expect([task!.location, afterwards]).toEqual(["P01", 97]);
  expect(floor.confirmations.filter(({ type }) => type === "stock.adjusted")).toEqual([]);
  expect(planned(floor).filter((location) => location === "P01").length).toBeGreaterThan(1);
});

it("counts nothing twice within its time, also over a restart", async () => {
  const floor = await aCountedFloor();
  floor.run(600);
  const before = planned(floor).length;

  await floor.reopen();
  floor.run(3_600);

  expect(planned(floor)).toHaveLength(before);
  expect(await floor.house.differences()).toEqual([]);
});

it("counts none where a site wants none", async () => {
  const floor = await aCountedFloor({ settings: { cycleCountsMax: 0 } });

  floor.run(3_600);

  expect(planned(floor)).toEqual([]);
});

it("counts again by the class of the goods, one that was found wrong after a week, and rests in between", async () => {
  const floor = await aCountedFloor();
  floor.site = { ...floor.site, counts: { everyDays: { A: 3, B: 10 } } };
  await floor.reopen();
  floor.post(wmsPaths.items, { items: [anItem("B", { class: "B" }), anItem("C", { class: "C" })] });
  floor.bins.get("P02")!.set("B", 98);
  floor.run(hours(2));
  const round = planned(floor).length;
  const after = (days: number): (string | undefined)[] => {
    const before = planned(floor).length;
    floor.run(hours(24 * days));
    return planned(floor).slice(before).sort();
  };

  expect(round).toBe(3);
  expect([after(2), after(2), after(4)]).toEqual([[], ["P01"], ["P01", "P02"]]);
  // It was right then, and is due ten days later.
  expect([after(8), after(2)].map((counted) => counted.includes("P02"))).toEqual([false, true]);
});

it("counts as often as the site's file says", async () => {
  const floor = await aCountedFloor({ settings: { waveOrders: 1 } });
  floor.site = { ...floor.site, counts: { everyDays: { A: 1 } } };
  await floor.reopen();
  floor.run(hours(2));
  const before = planned(floor).length;
  floor.run(hours(24));

  expect(planned(floor).slice(before)).toEqual(planned(floor).slice(0, before));
});

it("rests when none is due, and counts within the hour what came meanwhile", async () => {
  const floor = await aCountedFloor();
  floor.run(hours(2));
  const before = planned(floor).length;
  floor.stock("P04", "D", 2, 2);
  floor.run(hours(1.1));

  expect(planned(floor).slice(before)).toEqual(["P04"]);
});
