/** A code names one item: whatever would make two goods answer to one is refused, naming who has it. */
import { itemGtin } from "@floorplane/contracts/labels";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, Floor } from "../../floor/floor.fixture.ts";
import { anItem, gtinOf } from "../../floor/small-site.fixture.ts";

async function aDoor(): Promise<Floor> {
  const floor = new Floor();
  await floor.open();
  floor.items("A", "B");
  return floor;
}

const post = (floor: Floor, ...items: object[]) => floor.post(wmsPaths.items, { items });
const wrong = (gtin: string): string => gtin.slice(0, 13) + ((Number(gtin[13]) + 1) % 10);
const free = itemGtin(77, 0);

describe("two goods never answer to one code", () => {
  it.each<[string, object[], string, string]>([
    ["a GTIN of another item", [anItem("C", { gtin: gtinOf("A") })], "items[0].gtin", "A"],
    ["it in fewer digits", [anItem("C", { gtin: gtinOf("A").slice(1) })], "items[0].gtin", "A"],
    [
      "a case GTIN that is another's unit",
      [anItem("C", { caseGtin: gtinOf("A") })],
      "items[0].caseGtin",
      "A",
    ],
    ["a GTIN of the same list", [anItem("C"), anItem("D", { gtin: gtinOf("C") })], "items[1].gtin", "C"],
    [
      "a service with a GTIN of goods",
      [anItem("S", { kind: "service", gtin: gtinOf("A") })],
      "items[0].gtin",
      "A",
    ],
    ["an alias that is another's SKU", [anItem("C", { aliases: ["X", "a"] })], "items[0].aliases[1]", "A"],
    [
      "an alias that is another's GTIN",
      [anItem("C", { aliases: [gtinOf("B")] })],
      "items[0].aliases[0]",
      "B",
    ],
    ["a SKU that is another's GTIN", [anItem(gtinOf("A"), { gtin: free })], "items[0].sku", "A"],
    ["one SKU twice in a list", [anItem("C"), anItem("C")], "items[1].sku", "items[0]"],
    [
      "one SKU in two cases in a list",
      [anItem("C"), anItem("c", { gtin: free })],
      "items[1].sku",
      "items[0]",
    ],
    ["a SKU that differs from another only in its case", [anItem("a", { gtin: free })], "items[0].sku", "A"],
  ])("%s is refused, and nothing of the list is taken", async (_what, items, field, owner) => {
    const floor = await aDoor();

    const answer = post(floor, anItem("Z"), ...items.map((item) => item));
    const shifted = field.replace(/\[(\d+)\]/, (_, index) => `[${Number(index) + 1}]`);

    expect(answer.body).toMatchObject({ field: shifted });
    expect(answer.status).toBeGreaterThanOrEqual(409);
    expect(String(answer.body.detail)).toContain(owner.replace("items[0]", "items[1]"));
    expect(floor.order("O1", { Z: 1 })).toMatchObject({ status: 422, body: { code: "unknown-item" } });
  });

  it.each<[string, object, string]>([
    ["a wrong check digit", { gtin: wrong(free) }, "gtin"],
    ["a wrong check digit of the case", { gtin: free, caseGtin: wrong(itemGtin(77, 1)) }, "caseGtin"],
    ["zeros", { gtin: "00000000000000" }, "gtin"],
    ["eight zeros", { gtin: "00000000" }, "gtin"],
    ["nine digits", { gtin: "123456789" }, "gtin"],
    ["a case that is its own unit", { gtin: free, caseGtin: free }, "caseGtin"],
    ["a case that is its own unit in fewer digits", { gtin: free, caseGtin: free.slice(1) }, "caseGtin"],
    [
      "a case that is its own alias",
      { gtin: free, aliases: [itemGtin(77, 1)], caseGtin: itemGtin(77, 1) },
      "caseGtin",
    ],
  ])("a GTIN that is none is refused: %s", async (_what, more, field) => {
    const floor = await aDoor();

    expect(post(floor, anItem("C", more))).toMatchObject({
      status: 422,
      body: { field: `items[0].${field}` },
    });
  });

  it("a respelt SKU with its own GTIN is the same item", async () => {
    const floor = await aDoor();

    expect(post(floor, anItem("a", { gtin: gtinOf("A"), name: "renamed" })).status).toBe(200);
    expect(floor.order("O1", { A: 1 }).status).toBe(201);
  });

  it("two items may swap their GTINs in one list", async () => {
    const floor = await aDoor();

    const answer = post(floor, anItem("A", { gtin: gtinOf("B") }), anItem("B", { gtin: gtinOf("A") }));

    expect(answer.status).toBe(200);
    expect(floor.order("O1", { [gtinOf("B")]: 1 }).status).toBe(201);
  });
});

describe("a changed GTIN", () => {
  it("means the same before and after a restart", async () => {
    const floor = await aDoor();
    post(floor, anItem("A", { gtin: free }));
    const ask = (n: number) => [
      floor.order(`OLD${n}`, { [gtinOf("A")]: 1 }).body.code,
      floor.order(`NEW${n}`, { [free]: 1 }).status,
      post(floor, anItem("C", { gtin: free })).body.code,
    ];

    const before = ask(1);
    await floor.reopen();
    const after = ask(2);

    expect(before).toEqual(["unknown-item", 201, "name-taken"]);
    expect(after).toEqual(before);
  });

  it("leaves the old one to goods on the floor that still wear it", async () => {
    const floor = await aStockedFloor();

    const change = post(floor, anItem("A", { gtin: free }));
    const taken = post(floor, anItem("E", { gtin: gtinOf("A") }));
    await floor.reopen();
    floor.order("O1", { A: 3 });
    floor.run(1_200);

    expect(change.status).toBe(200);
    expect(taken).toMatchObject({ status: 409, body: { code: "name-taken", field: "items[0].gtin" } });
    expect(floor.tasksDone).toEqual([]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
  });
});

describe("goods become a service", () => {
  it("never while their stock stands", async () => {
    const floor = await aStockedFloor();

    const answer = post(floor, anItem("A", { kind: "service" }));

    expect(answer).toMatchObject({ status: 409, body: { code: "conflict", field: "items[0].kind" } });
    expect(String(answer.body.detail)).toContain("100 units");
  });

  it("never while an order waits for them, and else they may", async () => {
    const floor = await aDoor();
    floor.order("O1", { B: 1 });

    const waited = post(floor, anItem("B", { kind: "service" }));
    const free = post(floor, anItem("A", { kind: "service" }));

    expect(waited).toMatchObject({ status: 409, body: { field: "items[0].kind" } });
    expect(String(waited.body.detail)).toContain("order O1");
    expect(free.status).toBe(200);
  });
});

describe("every door reads goods alike", () => {
  const caseOfA = itemGtin(0, 1);

  async function aFloor(): Promise<Floor> {
    const floor = await aStockedFloor();
    post(floor, anItem("A", { caseGtin: caseOfA, caseUnits: 12, aliases: ["MUG"] }));
    return floor;
  }

  it.each([
    ["lower case", "a", 1],
    ["GTIN-13", gtinOf("A").slice(1), 1],
    ["alias", "mug", 1],
    ["case", caseOfA, 12],
  ])("%s", async (_what, code, each) => {
    const floor = await aFloor();

    const order = floor.order("O1", { [code]: 2 });
    floor.post(wmsPaths.openingStock, { rows: [{ location: "P05", sku: code, lot: "L1", units: 2 }] });
    floor.run(1_200);

    expect(order.status).toBe(201);
    expect(await floor.shippedOf("O1")).toEqual({ A: 2 * each });
    expect(floor.bridge.book.units("P05" as never, "A" as never)).toBe(2 * each);
    expect(floor.confirmations.find(({ type }) => type === "order.shipped")!.data).toMatchObject({
      lines: [{ sku: "A", quantity: 2 * each }],
    });
  });

  it.each(["Q", "А", " ", `${gtinOf("A").slice(0, 13)}9`, itemGtin(1, 1)])(
    "what is no goods is refused: %s",
    async (code) => {
      const floor = await aFloor();
      post(floor, anItem("B", { caseGtin: itemGtin(1, 1) }));
      const refused = { status: 422, body: { code: "unknown-item" } };
      const rows = [{ location: "P05", sku: code, lot: "L1", units: 2 }];

      expect(floor.order("O1", { [code]: 2 })).toMatchObject(refused);
      expect(floor.post(wmsPaths.openingStock, { rows })).toMatchObject(refused);
      expect(
        floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: code, quantity: 1 }] }),
      ).toMatchObject(refused);
      expect(
        floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: code, quantity: 1, reason: "" }),
      ).toMatchObject(refused);
    },
  );
});

it("a GTIN that an older ledger gave to two items is nobody's: tags are counted by a person, and forms name both", async () => {
  const floor = await aStockedFloor();
  const [document] = await floor.ledger.documents("item", { from: "house/B", to: "house/B\0" });
  await floor.house.stop();
  floor.ledger.append({
    sequence: (await floor.ledger.open()).sequence + 1,
    change: {
      at: 0,
      room: "wms-bridge",
      cause: { type: "older" },
      documents: [
        { kind: "item", id: "B", version: 1, body: { ...(document!.body as object), gtin: gtinOf("A") } },
      ],
      mail: [],
      due: [],
      taken: 0,
    },
    text: "",
    hash: "",
  });
  await floor.open();

  const answer = floor.order("O1", { [gtinOf("A")]: 1 });

  expect(answer).toMatchObject({ status: 422, body: { field: "lines[0].sku" } });
  expect(String(answer.body.detail)).toContain("A or B");
});
