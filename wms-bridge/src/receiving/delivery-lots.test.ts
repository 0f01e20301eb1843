/** Goods that ask for a lot or a day are received with both, typed or scanned; what cannot be right is refused at its field, and nothing is booked. */
import { encodeSgtin96 } from "@floorplane/contracts/epc";
import { itemGtin } from "@floorplane/contracts/labels";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem, gtinOf } from "../floor/small-site.fixture.ts";
import { answerTask, arriveAt, asked, disagreements, inBook, type Line, unload } from "./delivery.fixture.ts";

const caseGtin = itemGtin(18, 1);
const day = (floor: Floor, days: number): string =>
  new Date(floor.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
const short = (text: string): string => text.slice(2).replaceAll("-", "");

/** L is kept by lot, Y is kept by lot with a day, S comes in cases of six. */
async function aFloor(): Promise<Floor> {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  floor.robotsStand = true;
  const { status, body } = floor.post(wmsPaths.items, {
    items: [
      anItem("L", { lotKept: true }),
      anItem("Y", { lotKept: true, shelfLifeDays: 100 }),
      anItem("S", { lotKept: true, shelfLifeDays: 100, caseGtin, caseUnits: 6 }),
    ],
  });
  if (status !== 200) throw new Error(String(body.detail));
  return floor;
}
const count = (floor: Floor, lines: readonly Line[], found: readonly object[], more: object = {}) => {
  const task = arriveAt(floor, "D1", lines);
  unload(floor, lines);
  return answerTask(floor, task, found, more);
};
const stockOf = (floor: Floor, sku: string) =>
  (
    floor.get(`${wmsPaths.stock}?sku=${sku}&by=lot`).body.stock as {
      lot: string;
      expires?: string;
      frozen: number;
    }[]
  ).map(({ lot, expires, frozen }) => [lot, expires, frozen]);

describe("a delivery of goods that are kept by lot", () => {
  it("names several lots of one SKU, each with its day, and is told and put away lot by lot", async () => {
    const floor = await aFloor();
    const [soon, late] = [day(floor, 20), day(floor, 90)];

    const { status } = count(
      floor,
      [{ sku: "Y", quantity: 10 }],
      [
        { sku: "Y", quantity: 4, lot: "N1", expires: soon },
        { sku: "Y", quantity: 5, lot: "N2", expires: late },
        { sku: "Y", quantity: 1, lot: "N1" },
      ],
    );
    floor.run(5);

    expect(status).toBe(200);
    expect(stockOf(floor, "Y")).toEqual([
      ["N1", soon, 5],
      ["N2", late, 5],
    ]);
    expect(floor.confirmations.find(({ type }) => type === "receipt.received")?.data).toEqual({
      receipt: "D1",
      lines: [
        { sku: "Y", quantity: 5, lot: "N1" },
        { sku: "Y", quantity: 5, lot: "N2" },
      ],
    });
    const places = asked(floor, "put-away").map(({ lot, to }) => [lot, to]);
    expect(places.map(([lot]) => lot)).toEqual(["N1", "N2"]);
    expect(new Set(places.map(([, to]) => to)).size).toBe(2);

    floor.robotsStand = false;
    floor.run(200);
    expect(disagreements(floor)).toEqual([]);
    expect(floor.get(`${wmsPaths.stock}?sku=Y`).body.stock).toMatchObject([{ available: 10, frozen: 0 }]);
  });

  it("is read off GS1 labels: lot, day, count and serial number, in brackets or as a scanner sends them", async () => {
    const floor = await aFloor();
    const soon = day(floor, 20);
    const late = day(floor, 90);
    const y = gtinOf("Y").padStart(14, "0");

    const { status, body } = count(
      floor,
      [{ sku: "Y", quantity: 14 }],
      [
        { sku: `(01)${y}(10)N1(17)${short(soon)}(37)6`, quantity: 1 },
        { sku: `]C101${y}17${short(late)}376\u001d10N2`, quantity: 1 },
        { sku: `]d201${y}10N1\u001d21S1`, quantity: 1 },
        { sku: `(01)${y}(10)N1(21)S2`, quantity: 1 },
      ],
    );

    expect([status, body.detail]).toEqual([200, undefined]);
    expect(stockOf(floor, "Y")).toEqual([
      ["N1", soon, 8],
      ["N2", late, 6],
    ]);
  });

  it.each<[string, (floor: Floor) => object[], string, RegExp]>([
    ["a lot", () => [{ sku: "L", quantity: 3 }], "found[0].lot", /kept by lot/],
    [
      "a lot that a label names",
      () => [{ sku: "L", quantity: 3, lot: "FOUND" }],
      "found[0].lot",
      /kept by lot/,
    ],
    ["a lot of a name that is none", () => [{ sku: "L", quantity: 3, lot: "a b" }], "found[0].lot", /wrong/],
    ["a day", () => [{ sku: "Y", quantity: 3, lot: "N1" }], "found[0].expires", /last day of lot N1/],
    [
      "a day of the calendar",
      () => [{ sku: "Y", quantity: 3, lot: "N1", expires: "2027-02-30" }],
      "found[0].expires",
      /no day/,
    ],
    [
      "a day of the calendar on its label",
      () => [{ sku: `(01)${gtinOf("Y").padStart(14, "0")}(10)N1(17)270230`, quantity: 3 }],
      "found[0].sku",
      /no day/,
    ],
    [
      "a day in reach",
      (floor) => [{ sku: "Y", quantity: 3, lot: "N1", expires: day(floor, 300) }],
      "found[0].expires",
      /further away/,
    ],
    [
      "one day for one lot",
      (floor) => [
        { sku: "Y", quantity: 3, lot: "N1", expires: day(floor, 30) },
        { sku: "Y", quantity: 3, lot: "N1", expires: day(floor, 31) },
      ],
      "found[1].expires",
      /not the last day/,
    ],
    [
      "no day where goods have none",
      (floor) => [{ sku: "L", quantity: 3, lot: "N1", expires: day(floor, 30) }],
      "found[0].expires",
      /no shelf life/,
    ],
    [
      "the lot that its label names",
      () => [{ sku: `(01)${gtinOf("L").padStart(14, "0")}(10)N1`, quantity: 3, lot: "N2" }],
      "found[0].lot",
      /label/,
    ],
    [
      "a serial number once",
      () => [
        { sku: `(01)${gtinOf("L").padStart(14, "0")}(10)N1(21)S1`, quantity: 1 },
        { sku: `(01)${gtinOf("L").padStart(14, "0")}(10)N1(21)S1`, quantity: 1 },
      ],
      "found[1].sku",
      /scanned twice/,
    ],
  ])(
    "says %s, else it is refused at the field and nothing is booked",
    async (_what, found, field, detail) => {
      const floor = await aFloor();

      const refused = count(
        floor,
        [
          { sku: "L", quantity: 3 },
          { sku: "Y", quantity: 6 },
        ],
        found(floor),
        { complete: true },
      );

      floor.run(1);

      expect(refused).toMatchObject({ status: 422, body: { field, detail: expect.stringMatching(detail) } });
      expect([inBook(floor, "RECV", "L"), inBook(floor, "RECV", "Y")]).toEqual([0, 0]);
      expect(asked(floor, "receive")).toHaveLength(1);
    },
  );

  it("keeps the day that a lot has here already", async () => {
    const floor = await aFloor();
    floor.post(wmsPaths.openingStock, {
      rows: [{ location: "P05", sku: "Y", lot: "N1", units: 4, expires: day(floor, 40) }],
    });

    const other = count(
      floor,
      [{ sku: "Y", quantity: 3 }],
      [{ sku: "Y", quantity: 3, lot: "N1", expires: day(floor, 41) }],
    );
    const same = answerTask(floor, asked(floor, "receive")[0]?.task ?? "TASK-1", [
      { sku: "Y", quantity: 3, lot: "N1" },
    ]);
    floor.run(5);

    expect(other).toMatchObject({ status: 422, body: { field: "found[0].expires" } });
    expect(same.status).toBe(200);
    expect(asked(floor, "put-away")).toMatchObject([{ lot: "N1", to: "P05" }]);
  });

  it("is doubted, and believed, by its lots: the same units of other lots are another count", async () => {
    const floor = await aFloor();
    const task = arriveAt(floor, "D1", [{ sku: "L", quantity: 3 }]);
    const say = (lot: string, ms: number) =>
      answerTask(floor, task, [{ sku: "L", quantity: 5, lot }], {
        at: new Date(floor.clock.now() + ms).toISOString(),
      });

    expect([say("N1", 0).status, say("N2", 1_000).status, say("N2", 2_000).status]).toEqual([422, 422, 200]);
    expect(stockOf(floor, "L")).toEqual([["N2", undefined, 5]]);
  });
});

describe("other goods", () => {
  it("come by case and by tag too; one tag is one piece, however often it is read", async () => {
    const floor = await aFloor();
    const tag = (serial: string): string =>
      encodeSgtin96({ gtin: gtinOf("A"), companyPrefixLength: 7, serial });
    const lines = [
      { sku: "A", quantity: 2 },
      { sku: "S", quantity: 12 },
    ];

    const twice = count(
      floor,
      lines,
      [
        { sku: tag("1"), quantity: 1 },
        { sku: tag("1"), quantity: 1 },
      ],
      { complete: true },
    );
    const good = answerTask(floor, "TASK-1", [
      { sku: tag("1"), quantity: 1 },
      { sku: tag("2"), quantity: 1 },
      { sku: `(01)${caseGtin}`, quantity: 2, lot: "N1", expires: day(floor, 50) },
    ]);

    expect(twice).toMatchObject({ status: 422, body: { field: "found[1].sku" } });
    expect([good.status, good.body.detail]).toEqual([200, undefined]);
    expect([inBook(floor, "RECV", "A"), inBook(floor, "RECV", "S")]).toEqual([2, 12]);
    expect(stockOf(floor, "S")).toEqual([["N1", day(floor, 50), 12]]);
  });
});
