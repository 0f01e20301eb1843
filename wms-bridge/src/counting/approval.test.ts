/** Counts that the site's file has rules for: above a limit a second person, and those that begin by themselves. */
import type { CountRules } from "@floorplane/contracts/site-counts";
import { dayMs, hourMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

async function aFloorWith(counts: CountRules): Promise<Floor> {
  const floor = await aStockedFloor();
  floor.site = { ...floor.site, counts };
  await floor.reopen();
  return floor;
}

const inBook = (floor: Floor): number => floor.bridge.book.units("P01" as never, "A" as never);
const refusals = (floor: Floor) =>
  (floor.get(wmsPaths.tasks).body as { tasks: { refused: object | null }[] }).tasks.map(
    ({ refused }) => refused,
  );

describe("a count above the limit", () => {
  async function asked(
    counts: CountRules,
  ): Promise<{ floor: Floor; say: (units: number, by?: string) => void }> {
    const floor = await aFloorWith(counts);
    floor.peopleAtWork = false;
    floor.post(wmsPaths.counts, { count: "C1", scope: { locations: ["P01"] } });
    floor.run(10);
    const [task] = floor.asked.keys();
    const say = (units: number, by = "HH1") => {
      floor.answer(task!, { device: by, found: [{ sku: "A", quantity: units }], complete: true });
      floor.run(5);
    };
    return { floor, say };
  }

  it("is booked when somebody else found the same, and names both", async () => {
    const { floor, say } = await asked({ approval: { units: 5 } });

    say(90);
    const why = refusals(floor);
    say(90);
    const alone = inBook(floor);
    say(90, "TABLET");

    expect(why).toMatchObject([{ reason: "second-person", text: "10 units", skus: ["A"] }]);
    expect([alone, inBook(floor)]).toEqual([100, 90]);
    expect(floor.confirmations.at(-1)).toMatchObject({
      type: "stock.adjusted",
      data: { cause: { kind: "bin-counted", location: "P01", countedBy: ["HH1", "TABLET"] } },
    });
  });

  it("is not booked by one program that counts under two names: somebody finds the same at a handheld", async () => {
    const { floor, say } = await asked({ approval: { units: 5 } });
    const [task] = floor.asked.keys();
    const tell = (device: string) =>
      floor.post(wmsPaths.taskOutcome(task!), {
        ...{ task, device, at: new Date(floor.clock.now()).toISOString(), complete: true },
        found: [{ sku: "A", quantity: 90 }],
      });

    const first = tell("HH1");
    const second = tell("TABLET");
    const why = refusals(floor);
    await floor.reopen();
    const wms = tell("WMS");
    const alone = inBook(floor);
    say(90, "TABLET");

    expect([first, second, wms].map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(why).toMatchObject([{ reason: "program-alone", text: "HH1" }]);
    expect([alone, inBook(floor)]).toEqual([100, 90]);
  });

  it("is not booked by two people who found different things", async () => {
    const { floor, say } = await asked({ approval: { units: 5 } });

    say(90);
    say(89, "TABLET");
    say(90, "TABLET");
    const apart = inBook(floor);
    await floor.reopen();
    say(90);

    expect([apart, inBook(floor)]).toEqual([100, 90]);
  });

  it("below it one person's word is enough, and too many do not make good too few", async () => {
    const { floor, say } = await asked({ approval: { units: 10 } });
    say(90);
    expect(inBook(floor)).toBe(90);

    const other = await asked({ approval: { units: 10 } });
    const [task] = other.floor.asked.keys();
    const swapped = [
      { sku: "A", quantity: 94 },
      { sku: "B", quantity: 6 },
    ];
    other.floor.answer(task!, { found: swapped, complete: true });
    other.floor.run(5);
    expect(refusals(other.floor)).toMatchObject([{ reason: "second-person", text: "12 units" }]);
  });

  it("is one of value, too, where the catalogue says what goods are worth", async () => {
    const { floor, say } = await asked({ approval: { value: 50 } });
    floor.post(wmsPaths.items, { items: [anItem("A", { value: 9.5 })] });

    say(95);
    const five = inBook(floor);
    say(94);

    expect([five, inBook(floor)]).toEqual([95, 95]);
  });
});

describe("a count of the schedule", () => {
  const counts = (floor: Floor) =>
    (floor.get(wmsPaths.counts).body as { counts: { count: string; state: string; bins: object }[] }).counts;

  it("begins at its local time, and again so many days later, also over a restart", async () => {
    const rule = { name: "faces", everyDays: 2, at: "09:00", scope: { classes: ["A" as const] } };
    const floor = await aFloorWith({ schedule: [rule] });
    floor.run(1_800);
    const early = counts(floor);
    floor.run(3_600);
    await floor.reopen();
    floor.run((2 * dayMs) / 1_000);
    await floor.reopen();
    floor.run(hourMs / 1_000);

    expect(early).toEqual([]);
    expect(counts(floor)).toMatchObject([
      { count: "faces/2010-12-01", state: "done", bins: { all: 3 } },
      { count: "faces/2010-12-03", state: "done", bins: { all: 3 } },
    ]);
  });

  it("waits for the one before it, and for a bin of its scope", async () => {
    const floor = await aFloorWith({
      schedule: [
        { name: "all", everyDays: 1, scope: { all: true } },
        { name: "doubt", everyDays: 1, scope: { doubt: true } },
      ],
    });
    floor.peopleAtWork = false;
    floor.run((3 * dayMs) / 1_000);

    expect(counts(floor)).toMatchObject([{ count: "all/2010-12-01", state: "counting", bins: { all: 20 } }]);
  });
});

describe("an inspection that finds more, or fewer, than the house knows of", () => {
  async function cameBack(units: number): Promise<{
    readonly floor: Floor;
    readonly say: (units: number, by: string, complete?: boolean) => void;
    readonly known: () => number;
  }> {
    const floor = await aFloorWith({ approval: { units: 2 } });
    floor.peopleInspect = false;
    floor.post(wmsPaths.returns, {
      ...{ return: "R1", shippedBefore: true },
      lines: [{ sku: "A", quantity: units }],
    });
    floor.run(5);
    const [task] = floor.asked.keys();
    const say = (quantity: number, by: string, complete = false): void => {
      floor.answer(task!, { device: by, found: [{ sku: "A", quantity, state: "resalable" }], complete });
      floor.run(5);
    };
    return { floor, say, known: () => floor.bridge.book.units("P01" as never, "A" as never) };
  }

  it("is not booked on one person's second count above the limit: somebody else finds the same", async () => {
    const { floor, say, known } = await cameBack(3);
    const before = known();

    say(6, "HH1");
    const first = refusals(floor);
    say(6, "HH1");
    await floor.reopen();
    say(6, "HH1");
    const alone = [known(), refusals(floor)];
    say(6, "TABLET");

    expect(first).toMatchObject([{ reason: "more-than-asked" }]);
    expect(alone).toMatchObject([before, [{ reason: "second-person", text: "3 units", skus: ["A"] }]]);
    expect(known()).toBe(before + 6);
  });

  it("is not booked on one person's word that most of it is gone", async () => {
    const { floor, say, known } = await cameBack(5);
    const before = known();

    say(1, "HH1", true);
    say(1, "HH1", true);
    const alone = [known(), refusals(floor)];
    say(1, "TABLET", true);

    expect(alone).toMatchObject([before, [{ reason: "second-person", text: "4 units" }]]);
    expect(known()).toBe(before + 1);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is believed below the limit, counted twice by the same person", async () => {
    const { say, known } = await cameBack(3);
    const before = known();

    say(5, "HH1");
    say(5, "HH1");

    expect(known()).toBe(before + 5);
  });
});
