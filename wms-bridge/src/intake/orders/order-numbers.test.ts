/** Numbers as WMSs write them: taken, asked for, cancelled, shipped and told under them, also after a restart. */
import { dayMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor } from "../../floor/shared-floor.fixture.ts";

const line = { line: "1", sku: "A", quantity: 1 };
const get = (url: string) => ({ method: "GET" as const, url, headers: {}, body: new Uint8Array() });

describe("an order number", () => {
  it.each(["WH/OUT/00001", "#1001", "acme/O1", "/O1", "注文-7", "O 1", "50% & more?", "Ü~1"])(
    "%s ships, and is told as it was sent, also after a restart",
    async (order) => {
      const floor = await aStockedFloor();

      const accepted = floor.post(wmsPaths.orders, { order, country: "France", lines: [line] });
      await floor.reopen();
      floor.run(3 * 3600);
      await floor.reopen();

      expect(accepted).toMatchObject({ status: 201, body: { order } });
      expect(floor.request(get(wmsPaths.order(order))).body).toMatchObject({ order, state: "shipped" });
      expect(floor.post(wmsPaths.orders, { order, country: "France", lines: [line] }).body).toMatchObject({
        order,
        state: "shipped",
      });
      expect(await floor.house.differences()).toEqual([]);
    },
  );

  const unseen = ["O\u200b1", "\u202eO1", "O\u034f1", "O1\ufe0f", "\u3164", "O\u28001", "\ud800"];

  it.each(["", " O1", "O1 ", "O  1", "O\t1", ...unseen, "x".repeat(65)])(
    "that looks like another one is refused: %o",
    async (order) => {
      const floor = await aStockedFloor();

      const answer = floor.post(wmsPaths.orders, { order, country: "France", lines: [line] });

      expect(answer).toMatchObject({ status: 422, body: { field: "order" } });
    },
  );

  it("whose letters with marks are written in the other way is the same", async () => {
    const floor = await aStockedFloor();
    const [one, other] = ["Ü1".normalize("NFC"), "Ü1".normalize("NFD")];

    floor.post(wmsPaths.orders, { order: one, country: "France", lines: [line] });
    const again = floor.post(wmsPaths.orders, { order: other, country: "France", lines: [line] });

    expect(one).not.toBe(other);
    expect(again).toMatchObject({ status: 201, body: { order: one } });
    expect(floor.request(get(wmsPaths.order(other))).status).toBe(200);
  });

  // U+FB2C is three letters and marks in the one spelling that is kept.
  it.each([
    ["order", wmsPaths.orders, { country: "France", lines: [line] }],
    ["return", wmsPaths.returns, { lines: [{ sku: "A", quantity: 1 }] }],
    ["hold", wmsPaths.holds, { sku: "A", reason: "recall" }],
    ["count", wmsPaths.counts, { scope: { locations: ["P01"] } }],
  ])("that is too long as it would be told is refused of a %s", async (field, path, body) => {
    const floor = await aStockedFloor();

    const answer = floor.post(path, { [field]: "\ufb2c".repeat(64), ...body });

    expect(answer).toMatchObject({ status: 422, body: { field } });
  });

  it("of a return with a slash is not another client's number, also once only numbers are remembered", async () => {
    const floor = await aSharedFloor();
    const goods = { shippedBefore: true, lines: [{ sku: "A", quantity: 1 }] };

    floor.post(wmsPaths.returns, { return: "7/acme", ...goods });
    floor.run((40 * dayMs) / 1_000);
    const sevenOfAcme = floor.post(wmsPaths.returns, { client: acme, return: "7", ...goods });
    const again = floor.post(wmsPaths.returns, { return: "7/acme", ...goods });

    expect([sevenOfAcme.status, again.status]).toEqual([201, 409]);
  });
});
