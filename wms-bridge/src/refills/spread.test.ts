/** Crowded goods get a further face before the rush is on the floor; what is held where stays the book's own business. */
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor, type FloorOptions } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

/** More than three visits make a place crowded here, and a wave waits for twenty orders. */
const aSmallRush = (options: FloorOptions = {}): Promise<Floor> =>
  aStockedFloor({ ...options, settings: { crowdedVisits: 3, waveOrders: 20, ...options.settings } });

function orders(floor: Floor, count: number, from = 1): string[] {
  const names = Array.from({ length: count }, (_, index) => `O${from + index}`);
  for (const name of names) floor.order(name, { A: 1 });
  return names;
}

const unitsOfA = (floor: Floor): Record<string, number> =>
  Object.fromEntries(
    floor.bridge.book
      .places()
      .filter(({ sku, units }) => sku === "A" && units > 0)
      .map(({ location, units }) => [location, units]),
  );

const shelvesOfA = (floor: Floor): Record<string, number> =>
  Object.fromEntries(
    [...floor.bins].flatMap(([location, bin]) => {
      const units = bin.get("A") ?? 0;
      return units > 0 ? [[location, units]] : [];
    }),
  );

describe("goods that more visits are asked for than their face serves", () => {
  it("get a second face while the orders' wave still gathers", async () => {
    const floor = await aSmallRush();

    const names = orders(floor, 4);
    floor.run(minutes(2));

    expect(names.map((name) => floor.stateOf(name))).toEqual(Array(4).fill("allocated"));
    expect(unitsOfA(floor)).toEqual({ P01: 52, P04: 48 });
    expect(shelvesOfA(floor)).toEqual({ P01: 52, P04: 48 });
  });

  it("stay where they are for as many visits as it serves", async () => {
    const floor = await aSmallRush();

    orders(floor, 3);
    floor.run(minutes(2));

    expect(unitsOfA(floor)).toEqual({ P01: 100 });
  });

  it("are fetched from the face that fewest want to visit", async () => {
    const floor = await aSmallRush();
    orders(floor, 4);
    floor.run(minutes(2));

    orders(floor, 2, 5);
    floor.run(minutes(20));

    expect(unitsOfA(floor)).toEqual({ P01: 48, P04: 46 });
    expect(shelvesOfA(floor)).toEqual({ P01: 48, P04: 46 });
    expect(floor.bridge.figures()).toMatchObject({ orders: { shipped: 6 }, units: { conserved: true } });
  });

  it("are fetched from the nearest again when the rush is over", async () => {
    const floor = await aSmallRush();
    orders(floor, 7);
    floor.run(minutes(30));
    const before = unitsOfA(floor);

    floor.order("LATER", { A: 2 });
    floor.run(minutes(20));

    expect(floor.stateOf("LATER")).toBe("shipped");
    expect(unitsOfA(floor)).toEqual({ ...before, P01: before.P01! - 2 });
  });

  it("are fetched from reserve meanwhile, and get a further face from there when that is crowded too", async () => {
    const floor = await aSmallRush();
    floor.stock("P15", "A", 200);

    orders(floor, 6);
    floor.run(minutes(2));
    const before = unitsOfA(floor);
    orders(floor, 1, 7);
    floor.run(minutes(2));

    expect(before).toEqual({ P01: 100, P15: 200 });
    expect(unitsOfA(floor)).toEqual({ P01: 100, P04: 60, P15: 140 });
  });

  it("stand at another spot of the floor: a level of the same bay would serve nobody sooner", async () => {
    const spotOf = (location: string): string => (location <= "P09" ? "the first bay" : location);
    const floor = await aSmallRush({ travel: { spotOf } });

    orders(floor, 4);
    floor.run(minutes(2));

    expect(unitsOfA(floor)).toEqual({ P01: 52, P10: 48 });
  });

  it("leave their neighbours where they are, whom few want to fetch", async () => {
    const floor = await aSmallRush({
      travel: { spotOf: (location) => (location <= "P03" ? "one bay" : location) },
    });
    orders(floor, 3);
    floor.order("OTHER", { B: 1 });

    floor.order("ANOTHER", { C: 1 });
    floor.run(minutes(2));

    expect(floor.bridge.figures().totes.refillsUnderWay).toBe(0);
    expect(floor.bridge.book.places()).toHaveLength(3);
  });

  it("stand at four spots at the most", async () => {
    const floor = await aSmallRush({ settings: { waveOrders: 60 } });

    orders(floor, 40);
    floor.run(minutes(4));

    expect(Object.keys(unitsOfA(floor))).toHaveLength(4);
    floor.run(minutes(40));
    expect(floor.bridge.figures()).toMatchObject({ orders: { shipped: 40 }, units: { conserved: true } });
    expect(shelvesOfA(floor)).toEqual(unitsOfA(floor));
  });

  it("stay where they are when no bin is empty, or there is too little of them to divide", async () => {
    const full = await aSmallRush();
    for (let place = 4; place <= 14; place++) full.stock(`P${String(place).padStart(2, "0")}`, "B", 1);
    const scarce = await aSmallRush();
    scarce.stock("P04", "D", 8);

    orders(full, 5);
    for (const name of ["S1", "S2", "S3", "S4"]) scarce.order(name, { D: 1 });
    full.run(minutes(2));
    scarce.run(minutes(2));

    expect(unitsOfA(full)).toEqual({ P01: 100 });
    expect(scarce.bridge.book.units("P04" as never, "D" as never)).toBe(8);
  });
});

it("a house that comes back knows who will visit a place", async () => {
  const floor = await aSmallRush();
  orders(floor, 4);
  floor.run(minutes(2));

  await floor.reopen();
  orders(floor, 2, 5);
  floor.run(minutes(20));

  expect(unitsOfA(floor)).toEqual({ P01: 48, P04: 46 });
});
