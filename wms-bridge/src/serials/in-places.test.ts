/** Serial numbers of units in places: counts say where they are, decisions say which, and each is of one lot. */
import { encodeSgtin96 } from "@floorplane/contracts/epc";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem, gtinOf } from "../floor/small-site.fixture.ts";

const known = (floor: Floor, query = "") => floor.get(`${wmsPaths.serials}${query}`).body.serials as object[];
const openTasks = (floor: Floor, kind: string) =>
  (floor.get(`${wmsPaths.tasks}?kind=${kind}`).body as { tasks: { task: string; location: string }[] }).tasks;
const say = (floor: Floor, task: string, form: object, device = "WMS") =>
  floor.post(wmsPaths.taskOutcome(task), {
    ...{ task, device, at: new Date(floor.clock.now()).toISOString(), complete: true },
    ...form,
  });
const row = (location: string, serials: readonly string[], { units = serials.length, lot = "L1" } = {}) => ({
  ...{ location, sku: "S", lot, units, serials },
});

async function aFloor(rows: readonly object[], item: object = {}): Promise<Floor> {
  const floor = await aStockedFloor();
  floor.robotsStand = true;
  floor.peopleAtWork = false;
  floor.post(wmsPaths.items, { items: [anItem("S", { serialKept: true, ...item })] });
  expect(floor.post(wmsPaths.openingStock, { rows }).status).toBe(200);
  return floor;
}

/** The count of a bin that somebody asked for. */
function askForCount(floor: Floor, location: string): string {
  floor.post(wmsPaths.counts, { count: `C-${location}`, scope: { locations: [location] } });
  floor.run(5);
  return openTasks(floor, "count-bin").find((task) => task.location === location)!.task;
}

describe("a count of a bin", () => {
  it("places what it names, and what it does not is not seen and never gone", async () => {
    const floor = await aFloor([row("P05", ["S1", "S2", "S3"]), row("P06", ["S4"])]);

    const task = askForCount(floor, "P05");
    const { status } = say(floor, task, { found: [{ sku: "S", quantity: 2, serials: ["S1", "S4"] }] });
    await floor.reopen();

    expect(status).toBe(200);
    expect(known(floor)).toMatchObject([
      { serial: "S1", state: "here", location: "P05" },
      { serial: "S2", state: "here", lastSeen: { location: "P05" }, notSeen: true },
      { serial: "S3", state: "here", lastSeen: { location: "P05" }, notSeen: true },
      { serial: "S4", state: "here", location: "P05" },
    ]);
  });

  it("that finds it again has it there again", async () => {
    const floor = await aFloor([row("P05", ["S1", "S2"]), row("P06", ["S3"])]);
    say(floor, askForCount(floor, "P05"), { found: [{ sku: "S", quantity: 1, serials: ["S1"] }] });

    say(floor, askForCount(floor, "P06"), { found: [{ sku: "S", quantity: 2, serials: ["S2", "S3"] }] });

    expect(known(floor, "?serial=S2")).toMatchObject([{ location: "P06" }]);
    expect(known(floor, "?serial=S2")[0]).not.toHaveProperty("notSeen");
  });

  it("that names some of what it counts says nothing of the others", async () => {
    const floor = await aFloor([row("P05", ["S1", "S2"], { units: 3 })]);

    say(floor, askForCount(floor, "P05"), { found: [{ sku: "S", quantity: 3, serials: ["S1"] }] });

    expect(known(floor, "?serial=S2")).toMatchObject([{ location: "P05" }]);
  });

  it("refuses a unit of another lot, and nothing is booked", async () => {
    const floor = await aFloor([row("P05", ["S1"]), row("P06", ["S2"], { lot: "L2" })], { lotKept: true });

    const task = askForCount(floor, "P05");
    const { status, body } = say(floor, task, { found: [{ sku: "S", quantity: 2, serials: ["S1", "S2"] }] });

    expect([status, body.field]).toEqual([422, "found[0].serials[1]"]);
    expect(body.detail).toMatch(/S2 is of lot L2, not L1/);
    expect(known(floor, "?serial=S2")).toMatchObject([{ location: "P06", lot: "L2" }]);
  });

  it("by tags places what they say, and what no reader saw is not seen", async () => {
    const floor = await aFloor([row("P05", ["1", "2"], { units: 2 }), row("P06", ["3"])]);
    const epc = (serial: string) => encodeSgtin96({ gtin: gtinOf("S"), companyPrefixLength: 7, serial });
    floor.post(wmsPaths.counts, { count: "R1", scope: { locations: ["P05"] }, by: "reads" });
    const pass = {
      ...{ pass: 1, location: "P05", reader: "READER" },
      reads: ["1", "3"].map((serial) => ({ epc: epc(serial) })),
    };

    expect(floor.post(wmsPaths.countPasses("R1"), pass).status).toBe(200);
    expect(floor.post(wmsPaths.countEnd("R1"), {}).status).toBe(200);

    expect(known(floor)).toMatchObject([
      { serial: "1", location: "P05" },
      { serial: "2", lastSeen: { location: "P05" }, notSeen: true },
      { serial: "3", location: "P05" },
    ]);
  });
});

describe("units that leave a place", () => {
  const writeOff = (floor: Floor, quantity: number): string => {
    floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "S", quantity, reason: "broken" });
    floor.run(5);
    return openTasks(floor, "write-off")[0]!.task;
  };

  it("are asked for by name where some of many go", async () => {
    const floor = await aFloor([row("P05", ["S1", "S2", "S3"])]);
    const task = writeOff(floor, 1);

    const unnamed = say(floor, task, { found: [{ sku: "S", quantity: 1 }] });
    const named = say(floor, task, { found: [{ sku: "S", quantity: 1, serials: ["S2"] }] });

    expect(unnamed).toMatchObject({ status: 422, body: { detail: expect.stringContaining("0 of 1") } });
    expect(named.status).toBe(200);
    expect(known(floor)).toMatchObject([
      { state: "here", location: "P05" },
      { state: "gone" },
      { state: "here" },
    ]);
  });

  it("are known without a name where all go, or where none of them is known", async () => {
    const floor = await aFloor([row("P05", ["S1", "S2"])]);
    say(floor, writeOff(floor, 2), { found: [{ sku: "S", quantity: 2 }] });
    expect(known(floor)).toMatchObject([{ state: "gone" }, { state: "gone" }]);

    const other = await aFloor([row("P05", [], { units: 3 })]);
    expect(say(other, writeOff(other, 1), { found: [{ sku: "S", quantity: 1 }] }).status).toBe(200);
  });
});

describe("a decision", () => {
  /** Three units that came back wait at the receiving station. */
  async function returned(): Promise<Floor> {
    const floor = await aFloor([row("P05", ["S1"])]);
    const lines = [{ sku: "S", quantity: 3, serials: ["R1", "R2", "R3"] }];
    expect(floor.post(wmsPaths.returns, { return: "R", shippedBefore: true, lines }).status).toBe(201);
    floor.run(5);
    return floor;
  }
  const decide = (floor: Floor, disposition: string, more: object) =>
    floor.post(wmsPaths.dispositions, { disposition, location: "RECV", sku: "S", ...more });

  it("names the units that it is about: they are kept back, and are picked for nobody", async () => {
    const floor = await returned();

    const some = decide(floor, "D1", { quantity: 1, to: "defective" });
    const named = decide(floor, "D1", { quantity: 1, to: "defective", serials: ["R2"] });
    await floor.reopen();

    expect(some).toMatchObject({ status: 422, body: { field: "serials" } });
    expect(named.status).toBe(200);
    expect(known(floor, "?serial=R2")).toMatchObject([
      { state: "here", location: "RECV", kept: "defective" },
    ]);
    expect(known(floor, "?serial=R1")[0]).not.toHaveProperty("kept");
  });

  it("that destroys them has those gone that were put aside for it, when both have signed", async () => {
    const floor = await returned();

    const asked = decide(floor, "D1", { quantity: 1, to: "destroyed", serials: ["R3"] });
    const [task] = openTasks(floor, "destroy");
    for (const device of ["HH1", "TABLET"]) {
      floor.answer(task!.task, { device, found: [{ sku: "S", quantity: 1 }] });
      floor.run(5);
    }

    expect(asked.status).toBe(202);
    expect(known(floor, "?serial=R3")).toMatchObject([{ state: "gone" }]);
    expect(known(floor, "?serial=R1")).toMatchObject([{ state: "here" }]);
  });

  it("for sale again brings them to their place", async () => {
    const floor = await returned();

    decide(floor, "D1", { quantity: 3, to: "defective" });
    const back = decide(floor, "D2", {
      ...{ quantity: 1, from: "defective", to: "available", place: "P05", serials: ["R1"] },
    });

    expect(back.status).toBe(200);
    expect(known(floor, "?serial=R1")).toMatchObject([{ location: "P05" }]);
    expect(known(floor, "?serial=R1")[0]).not.toHaveProperty("kept");
    expect(known(floor, "?serial=R2")).toMatchObject([{ kept: "defective" }]);
  });

  it.each<[string, object, number, string]>([
    ["twice", { quantity: 2, serials: ["R1", "R1"] }, 422, "serials[1]"],
    ["more than units", { quantity: 1, serials: ["R1", "R2"] }, 422, "serials"],
    ["that left or are in nobody's stock", { quantity: 3, serials: ["R1", "X9"] }, 409, "serials[1]"],
  ])("refuses names %s, and changes nothing", async (_of, more, status, field) => {
    const floor = await returned();

    const answer = decide(floor, "D1", { to: "defective", ...more });

    expect(answer).toMatchObject({ status, body: { field } });
    expect(known(floor, "?serial=R1")[0]).not.toHaveProperty("kept");
  });

  it("by an inspection keeps each unit as it was found", async () => {
    const floor = await returned();
    const [task] = openTasks(floor, "inspect");

    const { status } = say(floor, task!.task, {
      found: [
        { sku: "S", quantity: 1, state: "available", serials: ["R1"] },
        { sku: "S", quantity: 2, state: "defective", serials: ["R2", "R3"] },
      ],
    });

    expect(status).toBe(200);
    expect(known(floor, "?sku=S")).toMatchObject([
      { serial: "R1", state: "here" },
      { serial: "R2", location: "RECV", kept: "defective" },
      { serial: "R3", location: "RECV", kept: "defective" },
      { serial: "S1" },
    ]);
    expect(known(floor, "?serial=R1")[0]).not.toHaveProperty("kept");
  });
});

it("a unit that left as one lot does not come back as another", async () => {
  const floor = await aFloor([row("P05", ["S1"])], { lotKept: true });
  floor.robotsStand = false;
  floor.peopleAtWork = true;
  floor.serialKept.add("S");
  floor.order("O1", { S: 1 });
  floor.run(3_600);
  const left = known(floor);

  const back = (lot: string) =>
    floor.post(wmsPaths.returns, { return: "R", lines: [{ sku: "S", quantity: 1, lot, serials: ["S1"] }] });

  expect(left).toMatchObject([{ lot: "L1" }]);
  expect(back("L2").status).toBeGreaterThanOrEqual(400);
});
