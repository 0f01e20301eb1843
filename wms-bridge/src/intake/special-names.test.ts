/** Names that every object of a program has by itself: taken like any other, or refused in words that say why. */
import { wmsPaths } from "@floorplane/contracts/wms.schema";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

async function anOrderOf(name: string) {
  const floor = new Floor();
  await floor.open();
  floor.post(wmsPaths.items, { items: [anItem(name)] });
  floor.stock("P01", name.toUpperCase(), 10);
  const request = { order: name, country: "France", lines: [{ line: name, sku: name, quantity: 2 }] };
  const answer = floor.post(wmsPaths.orders, request);
  floor.run(3 * 3600);
  return { floor, answer };
}

it.each(["toString", "valueOf", "hasOwnProperty", "__defineGetter__"])(
  "ships goods called %s on an order of that number, also after a restart",
  async (name) => {
    const { floor, answer } = await anOrderOf(name);
    await floor.reopen();

    const shown = floor.request({
      method: "GET",
      url: wmsPaths.order(name),
      headers: {},
      body: new Uint8Array(),
    });

    expect(answer.status).toBe(201);
    expect(shown.body).toMatchObject({ order: name, state: "shipped", lines: [{ line: name, shipped: 2 }] });
    expect(await floor.house.differences()).toEqual([]);
  },
);

it.each(["constructor", "prototype", "__proto__"])(
  "refuses an order called %s, and says why",
  async (name) => {
    const { answer } = await anOrderOf(name);

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-id", field: "order" } });
    expect(answer.body.detail).toContain("programs keep for themselves");
  },
);
