/** What is wrong with a body is said at once, each with its field, and nothing is booked. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { doorWays } from "../floor/telegram-way.fixture.ts";

const fieldsOf = ({ body }: { body: { errors?: readonly { field: string }[] } }): string[] =>
  (body.errors ?? []).map(({ field }) => field);

describe.each(doorWays)("all faults, %s", (_way, way) => {
  it("names every field of an order that no schema takes", async () => {
    const floor = await aStockedFloor(way);

    const answer = floor.post(wmsPaths.orders, {
      order: "O 1 ",
      lines: [
        { line: "1", sku: "A", quantity: 0 },
        { line: "2", sku: "A", quantity: 1.5, colour: "red" },
        { line: "3", quantity: "4" },
      ],
    });

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-message" } });
    expect(new Set(fieldsOf(answer))).toEqual(
      new Set([
        "order",
        "country",
        "lines[0].quantity",
        "lines[1].quantity",
        "lines[1].colour",
        "lines[2].sku",
        "lines[2].quantity",
      ]),
    );
  });

  it("names every line whose goods nobody knows, and takes none of the order", async () => {
    const floor = await aStockedFloor(way);
    const lines = ["A", "NOBODY", "A", "NOTHING"].map((sku, i) => ({ line: `${i}`, sku, quantity: 1 }));

    const answer = floor.post(wmsPaths.orders, { order: "O1", country: "France", lines });

    expect(answer).toMatchObject({ status: 422, body: { code: "unknown-item", field: "lines[1].sku" } });
    expect(fieldsOf(answer)).toEqual(["lines[1].sku", "lines[3].sku"]);
    expect(floor.post(wmsPaths.orders, { order: "O1", country: "France", lines: [lines[0]] }).status).toBe(
      201,
    );
  });

  it("names every item with a wrong number, and takes none of the list", async () => {
    const floor = await aStockedFloor(way);
    const items = ["X", "Y", "Z"].map((sku) => anItem(sku));

    const answer = floor.post(wmsPaths.items, {
      items: items.map((item, i) => (i === 1 ? item : { ...item, gtin: "12345678" })),
    });

    expect(fieldsOf(answer)).toEqual(["items[0].gtin", "items[2].gtin"]);
    expect(floor.post(wmsPaths.items, { items }).status).toBe(200);
  });

  it("says no more than a hundred of them", async () => {
    const floor = await aStockedFloor(way);
    const lines = Array.from({ length: 150 }, (_, i) => ({ line: `${i}`, sku: `NO${i}`, quantity: 1 }));

    const answer = floor.post(wmsPaths.orders, { order: "O1", country: "France", lines });

    expect(fieldsOf(answer)).toHaveLength(100);
    expect(answer.body.detail).toContain("149 more");
  });
});
