import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, it } from "vitest";
import { aTote, items, someShelves } from "../goods/shelves.fixture.ts";
import { unitsBySku } from "../goods/tote-contents.ts";
import { WrongScans } from "./wrong-scans.ts";

const gtinOf = (sku: string) => items.find((item) => item.sku === sku)?.gtin;

function aFloor(share = 1, seed = 1) {
  const shelves = someShelves({ A: { "10001": 10 }, B: { "10002": 10 } });
  const goods = (sku: string) => ({ gtin: gtinOf(sku), kilograms: sku === "10001" ? 0.2 : 0.5 });
  const scans = new WrongScans({ shelves, goods, share, random: seededRandom(seed) });
  return { shelves, scans };
}

const tasks = Array.from({ length: 400 }, (_, n) => `TASK-${n}`);
const aPick = (task: string, tote: string): TaskMessage => ({
  task,
  kind: "pick",
  at: "2026-05-04T08:00:00Z",
  location: "A",
  tote,
  sku: "10001",
  quantity: 3,
});
const aForm = (task: string): TaskOutcome => ({
  task,
  device: "HH1",
  at: "2026-05-04T08:00:00Z",
  place: "A",
  complete: true,
  found: [{ sku: "10001", quantity: 3 }],
  grams: 600,
});

/** One pick of three, as it is scanned, and what lies in the tote afterwards. */
function picked(task: string, floor = aFloor()) {
  aTote(floor.shelves, "T1");
  const said = floor.scans.answer(aForm(task), aPick(task, "T1"), 1);
  const inTote = () => Object.fromEntries(unitsBySku(floor.shelves.piecesIn("T1")));
  return { ...floor, said, inTote };
}

const made = (task: string): string => [...picked(task).scans.made.keys()][0] ?? "";
const first = (what: string): string => tasks.find((task) => made(task) === what)!;

it("scans rightly where nobody errs, and rightly the second time where somebody did", () => {
  const exact = aFloor(0);
  const wrong = aFloor();

  expect(exact.scans.answer(aForm("TASK-1"), aPick("TASK-1", "T1"), 1)).toEqual(aForm("TASK-1"));
  expect(wrong.scans.answer(aForm("TASK-1"), aPick("TASK-1", "T1"), 2)).toEqual(aForm("TASK-1"));
});

it.each([
  ["the label of another place", { place: "B" }],
  [
    "a code that is none of goods",
    { found: [{ quantity: 2 }, { sku: "JD014600003128475612", quantity: 1 }] },
  ],
  ["nothing scanned", { found: [] }],
  ["one unit twice", { found: [{ sku: "10001", quantity: 4 }] }],
])("%s is said, and the hands did what was asked for", (what, form) => {
  const { said, inTote } = picked(first(what));

  expect(said).toMatchObject(form);
  expect(inTote()).toEqual({ "10001": 3 });
});

it("goods of the next bin are in the tote, until whoever took them hears that they are wrong", () => {
  const task = first("the goods of the next bin");
  const { said, inTote, scans, shelves } = picked(task);
  const before = inTote();
  scans.refused(task);

  expect(said).toMatchObject({
    found: [
      { sku: "10001", quantity: 2 },
      { sku: gtinOf("10002"), quantity: 1 },
    ],
    grams: 900,
  });
  expect([before, inTote()]).toEqual([{ "10001": 2, "10002": 1 }, { "10001": 3 }]);
  expect([shelves.bin("A").get("10001"), shelves.bin("B").get("10002")]).toEqual([7, 10]);
});

it.each([
  ["another unit under the right scan", { "10001": 2, "10002": 1 }, 900],
  ["one unit twice, and one left", { "10001": 2 }, 400],
])("%s is seen by nobody but a reader or a scale", (what, there, grams) => {
  const { said, inTote } = picked(first(what));

  expect(said).toEqual({ ...aForm(first(what)), grams });
  expect(inTote()).toEqual(there);
});

it("slips as often as it was told, the same seed in the same way", () => {
  const slipped = (seed: number) => {
    const { scans } = aFloor(0.1, seed);
    return tasks.filter((task) => {
      const form = { ...aForm(task), found: [{ sku: "10001", quantity: 0 }] };
      const count = { task, kind: "count-bin", at: form.at, location: "A" } as const;
      return scans.answer(form, count, 1) !== form;
    });
  };

  expect(slipped(3)).toEqual(slipped(3));
  expect(slipped(3)).not.toEqual(slipped(4));
  expect(slipped(3).length).toBeGreaterThan(10);
  expect(slipped(3).length).toBeLessThan(60);
});
