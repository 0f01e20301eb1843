/** What people write on a form (FAULTS I3): whatever is not understood is not booked, and its task stays open with the reason. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import { itemGtin } from "@floorplane/contracts/labels";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem, gtinOf } from "../floor/small-site.fixture.ts";

const caseOfA = itemGtin(0, 1);

/** A robot found too few A at P01, where the book has 98: a person is asked to count, and nobody answers but the test. */
async function aBinToCount(): Promise<{ floor: Floor; task: string }> {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  const item = anItem("A", { caseGtin: caseOfA, caseUnits: 12, aliases: ["Mug-Blue"] });
  floor.post(wmsPaths.items, { items: [item] });
  floor.bins.get("P01")!.set("A", 2);
  floor.order("O1", { A: 3 });
  floor.run(600);
  const task = [...floor.asked.values()].find(({ kind }) => kind === "count-bin");
  return { floor, task: task!.task };
}

const inBook = (floor: Floor, sku = "A", at = "P01"): number =>
  floor.bridge.book.units(at as never, sku as never);
const adjusted = (floor: Floor) =>
  floor.confirmations.flatMap(({ type, data }) => (type === "stock.adjusted" ? [data] : []));

async function taskOf(floor: Floor, task: string): Promise<TaskDocument> {
  const [document] = await floor.ledger.documents("task", { from: `house/${task}`, to: `house/${task}\0` });
  return document!.body as TaskDocument;
}

it.each(["yesterday, half past nine", "2010-13-01T09:00:00.000Z", "2999-01-01T00:00:00.000Z"])(
  "does not book a count of the time %j, and says at the task which field is wrong",
  async (at) => {
    const { floor, task } = await aBinToCount();

    floor.answer(task, { at, found: [{ sku: "A", quantity: 97 }] });
    floor.run(10);

    expect(inBook(floor)).toBe(98);
    expect(await taskOf(floor, task)).toMatchObject({
      state: "open",
      refused: { reason: "malformed", field: "at" },
    });
  },
);

describe("a bin counted in another spelling", () => {
  it.each([
    ["lower case", "a"],
    ["blanks around it", "  A\t"],
    ["the wide letters of an East Asian keyboard", "Ａ"],
    ["an invisible character of a pasted text", "\u200BA\uFEFF"],
    ["GTIN-14", gtinOf("A")],
    ["GTIN-13", gtinOf("A").slice(1)],
    ["a GTIN with the spaces of its print", `9 ${gtinOf("A").slice(2, 8)} ${gtinOf("A").slice(8)}`],
    ["a scanned GS1 element", `(01)${gtinOf("A")}(21)17`],
    ["a scanned GS1 symbol", `]C101${gtinOf("A")}2117`],
    ["an alias in another case", "MUG-blue"],
  ])("is the same bin: %s", async (_what, sku) => {
    const { floor, task } = await aBinToCount();

    floor.answer(task, { found: [{ sku, quantity: 97 }] });
    floor.run(10);

    expect(inBook(floor)).toBe(97);
    expect(adjusted(floor)).toMatchObject([{ lines: [{ sku: "A", quantity: -1 }] }]);
    expect((await taskOf(floor, task)).state).toBe("done");
  });

  it("by cases and single units is the sum of both", async () => {
    const { floor, task } = await aBinToCount();

    floor.answer(task, {
      found: [
        { sku: caseOfA, quantity: 8 },
        { sku: "a", quantity: 1 },
      ],
    });
    floor.run(10);

    expect(inBook(floor)).toBe(97);
  });
});

describe("a count that is not understood books nothing, and its task stays open with the reason", () => {
  const line = (sku: unknown, quantity: unknown = 97) => ({ found: [{ sku, quantity }] });
  const a = { sku: "A", quantity: 97 };
  it.each<[string, object, object]>([
    ["a code that nobody knows", line("Q"), { reason: "unknown-goods", field: "found[0].sku", text: "Q" }],
    ["a second line that nobody knows", { found: [a, { sku: "Q", quantity: 0 }] }, { field: "found[1].sku" }],
    ["a Cyrillic A", line("А"), { reason: "strange-character", text: "А (U+0410)" }],
    ["a long dash", line("MUG–BLUE"), { reason: "strange-character" }],
    ["a letter that upper case would make two", line("ß"), { reason: "strange-character" }],
    ["a superscript", line("A²"), { reason: "strange-character" }],
    ["a blank code", line("   "), { reason: "blank-code", field: "found[0].sku" }],
    ["an empty code", line(""), { reason: "blank-code" }],
    ["a GTIN with a wrong check digit", line(`${gtinOf("A").slice(0, 13)}9`), { reason: "unknown-goods" }],
    ["zeros for a GTIN", line("00000000000000"), { reason: "unknown-goods" }],
    ["a service", line("POST"), { reason: "service" }],
    ["a case of unknown size", line(itemGtin(1, 1), 2), { reason: "case-size-unknown", skus: ["B"] }],
    ["a negative number", line("A", -97), { reason: "malformed", field: "found[0].quantity" }],
    ["half a unit", line("A", 96.5), { reason: "malformed", field: "found[0].quantity" }],
    ["a number as text", line("A", "97"), { reason: "malformed", field: "found[0].quantity" }],
    ["no number", { found: [{ sku: "A" }] }, { reason: "malformed", field: "found[0].quantity" }],
    ["no list at all", {}, { reason: "malformed", field: "found" }],
    ["the label of another bin", { found: [a], place: "P02" }, { reason: "other-place", text: "P02" }],
    ["no label where one was to be scanned", { found: [a], place: " " }, { reason: "place-missing" }],
    ["a name that no handheld has", { found: [a], device: "WMS" }, { reason: "malformed", field: "device" }],
    ["another task's number", { found: [a], task: "TASK-999" }, { reason: "malformed", field: "task" }],
    ["nothing", { found: [] }, { reason: "not-mentioned", skus: ["A"] }],
    ["other goods alone", line("B", 5), { reason: "not-mentioned", skus: ["A"] }],
    ["a barcode typed as a number of units", line("A", 952_132), { reason: "more-than-fits" }],
  ])("%s", async (_what, form, why) => {
    const { floor, task } = await aBinToCount();
    floor.post(wmsPaths.items, {
      items: [anItem("B", { caseGtin: itemGtin(1, 1) }), anItem("POST", { kind: "service" })],
    });

    floor.answer(task, form);
    floor.run(10);

    expect(inBook(floor)).toBe(98);
    expect(adjusted(floor)).toEqual([]);
    expect(await taskOf(floor, task)).toMatchObject({ state: "open", refused: why });
    expect(floor.asked.get(task)).toMatchObject({ refused: why });
    expect([...floor.alarms.values()]).toContain("task.refused");

    floor.answer(task, { found: [a], complete: true });
    floor.run(10);

    expect(inBook(floor)).toBe(97);
    expect(await taskOf(floor, task)).toMatchObject({ state: "done", refused: null });
    expect([...floor.alarms.values()]).not.toContain("task.refused");
  });

  it("no JSON at all", async () => {
    const { floor, task } = await aBinToCount();

    floor.publishOutcome(task, new Uint8Array([0x7b, 0xff]));
    floor.run(10);

    expect(await taskOf(floor, task)).toMatchObject({ state: "open", refused: { reason: "malformed" } });
  });

  it("and the reason is still there after a restart", async () => {
    const { floor, task } = await aBinToCount();
    floor.answer(task, { found: [{ sku: "Q", quantity: 97 }] });
    floor.run(10);
    floor.asked.clear();

    await floor.reopen();
    floor.run(10);

    expect(floor.asked.get(task)).toMatchObject({ refused: { reason: "unknown-goods", text: "Q" } });
  });
});

describe("goods that a form does not mention", () => {
  it("are gone when the form says that it is complete", async () => {
    const { floor, task } = await aBinToCount();

    floor.answer(task, { found: [], complete: true });
    floor.run(10);

    expect(inBook(floor)).toBe(0);
    expect(adjusted(floor)).toMatchObject([{ lines: [{ sku: "A", quantity: -98 }] }]);
  });

  it("are gone when a second count says the same, and not when the first is delivered twice", async () => {
    const { floor, task } = await aBinToCount();
    const at = "2010-12-01T08:00:00.000Z";

    floor.answer(task, { found: [], at });
    floor.answer(task, { found: [], at });
    floor.run(10);
    const afterTwice = inBook(floor);
    floor.answer(task, { found: [], at: "2010-12-01T08:05:00.000Z" });
    floor.run(10);

    expect(afterTwice).toBe(98);
    expect(inBook(floor)).toBe(0);
  });
});

it.each([
  ["alone", [{ sku: "A", quantity: 1_000_000 }]],
  ["beside what it does not mention", [{ sku: "B", quantity: 1_000_000 }]],
])("books more than fits, %s, on nobody's repetition: somebody else finds the same", async (_what, found) => {
  const { floor, task } = await aBinToCount();
  floor.post(wmsPaths.items, { items: [anItem("B")] });
  const total = () => inBook(floor) + inBook(floor, "B");
  for (let n = 0; n < 3; n++) {
    floor.answer(task, { found, at: `2010-12-01T08:0${n}:00.000Z` });
    floor.run(10);
  }
  const alone = [total(), (await taskOf(floor, task)).refused];
  floor.answer(task, { found, device: "TABLET", at: "2010-12-01T08:09:00.000Z" });
  floor.run(10);

  expect(alone).toMatchObject([98, { reason: "second-person", text: "1000000 units" }]);
  expect(total()).toBeGreaterThanOrEqual(1_000_000);
});

it("believes a count of what the book has, also when the item has grown beyond its place since", async () => {
  const { floor, task } = await aBinToCount();
  floor.post(wmsPaths.items, { items: [anItem("A", { litres: 6 })] });

  floor.answer(task, { found: [{ sku: "A", quantity: 97 }] });
  floor.run(10);

  expect(inBook(floor)).toBe(97);
});

it("counts again when stock came into the bin during the count", async () => {
  const { floor, task } = await aBinToCount();
  floor.stock("P01", "B", 10);

  floor.answer(task, { found: [{ sku: "A", quantity: 97 }], complete: true });
  floor.run(10);
  const first = await taskOf(floor, task);
  floor.answer(task, {
    found: [
      { sku: "A", quantity: 97 },
      { sku: "B", quantity: 10 },
    ],
  });
  floor.run(10);

  expect(first).toMatchObject({ state: "open", refused: { reason: "changed-meanwhile", skus: ["B"] } });
  expect([inBook(floor), inBook(floor, "B")]).toEqual([97, 10]);
});

it("counts a bin anew when two people answered one task differently", async () => {
  const { floor, task } = await aBinToCount();
  const said = (quantity: number, minute: number) => ({
    found: [{ sku: "A", quantity }],
    at: `2010-12-01T08:0${minute}:00.000Z`,
  });

  floor.answer(task, said(97, 1));
  floor.run(10);
  floor.answer(task, said(97, 2));
  floor.run(10);
  const afterTheSame = floor.asked.size;
  floor.answer(task, said(79, 3));
  floor.run(10);

  expect(inBook(floor)).toBe(97);
  expect(floor.asked.size).toBe(afterTheSame + 1);
  expect([...floor.asked.values()].at(-1)).toMatchObject({ kind: "count-bin", location: "P01" });
});

describe("a tote counted in another spelling", () => {
  async function aToteToCount(): Promise<{ floor: Floor; task: string }> {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.hides = () => true;
    floor.order("O1", { A: 3 });
    floor.run(600);
    const task = [...floor.asked.values()].find(({ kind }) => kind === "count-tote");
    return { floor, task: task!.task };
  }

  it("goes on with its goods", async () => {
    const { floor, task } = await aToteToCount();

    floor.answer(task, { found: [{ sku: "a", quantity: 3 }] });
    floor.run(600);

    expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
  });

  it("waits when nobody knows what was written", async () => {
    const { floor, task } = await aToteToCount();

    floor.answer(task, { found: [{ sku: "AAA", quantity: 3 }] });
    floor.run(600);

    expect(await taskOf(floor, task)).toMatchObject({ state: "open", refused: { reason: "unknown-goods" } });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
    expect(floor.stateOf("O1")).not.toBe("backordered");
  });
});

describe("a write-off answered with other goods", () => {
  it.each([
    ["another SKU", { found: [{ sku: "B", quantity: 7 }] }, "other-goods"],
    ["goods that nobody knows", { found: [{ sku: "Q", quantity: 7 }] }, "unknown-goods"],
    ["nothing", { found: [] }, "not-mentioned"],
  ])("books nothing: %s", async (_what, form, reason) => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: gtinOf("A"), quantity: 7, reason: "broken" });
    floor.run(1);
    const [task] = [...floor.asked.keys()] as [string];

    floor.answer(task, form);
    floor.run(10);

    expect(inBook(floor)).toBe(100);
    expect(await taskOf(floor, task)).toMatchObject({ state: "open", refused: { reason } });

    floor.answer(task, { found: [{ sku: "a", quantity: 7 }] });
    floor.run(10);

    expect(inBook(floor)).toBe(93);
  });

  it("of more than was asked is believed when it is said again: what was asked is booked, and the bin is counted", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: "A", quantity: 7, reason: "broken" });
    floor.run(1);
    const [task] = [...floor.asked.keys()] as [string];

    floor.answer(task, { found: [{ sku: "A", quantity: 9 }] });
    floor.run(10);
    const first = [inBook(floor), (await taskOf(floor, task)).refused?.reason];
    floor.answer(task, { found: [{ sku: "A", quantity: 9 }] });
    floor.run(10);

    expect(first).toEqual([100, "more-than-asked"]);
    expect(inBook(floor)).toBe(93);
    expect([...floor.asked.values()].at(-1)).toMatchObject({ kind: "count-bin", location: "P01" });
  });
});
