/** A program learns by no question which goods a rival has here: what is another client's is as unknown as what is nobody's, in the same words, at every address that takes goods. */
import { pieceEpc } from "@floorplane/contracts/labels";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import type { Floor } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor } from "../floor/shared-floor.fixture.ts";
import { anItem, gtinOf } from "../floor/small-site.fixture.ts";

const [theirs, nobodys] = ["R", "Q"] as const;

async function aFloor(): Promise<Floor> {
  const floor = await aSharedFloor();
  floor.post(wmsPaths.items, { client: acme, items: [anItem(theirs), anItem("S", { kind: "service" })] });
  floor.stock("P09", `${acme}/${theirs}`, 5);
  return floor;
}

type Ask = (floor: Floor, code: string) => { readonly status: number; readonly body: object };
const line = (sku: string) => ({ line: "1", sku, quantity: 1 });

const questions: Readonly<Record<string, Ask>> = {
  order: (floor, sku) => floor.post(wmsPaths.orders, { order: "O1", country: "France", lines: [line(sku)] }),
  "opening stock": (floor, sku) =>
    floor.post(wmsPaths.openingStock, {
      snapshot: "S1",
      rows: [{ location: "P09", sku, lot: "L1", units: 1 }],
    }),
  return: (floor, sku) => floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku, quantity: 1 }] }),
  "write-off": (floor, sku) =>
    floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku, quantity: 1, reason: "broken" }),
  hold: (floor, sku) => floor.post(wmsPaths.holds, { hold: "H1", reason: "recall", sku }),
  "expected receipt": (floor, sku) =>
    floor.post(wmsPaths.expectedReceipts, { receipt: "E1", lines: [{ sku, quantity: 1 }] }),
  count: (floor, sku) => floor.post(wmsPaths.counts, { count: "C1", scope: { skus: [sku] } }),
  "list of stock": (floor, sku) => floor.get(`${wmsPaths.stock}?sku=${encodeURIComponent(sku)}`),
  "list of serial numbers": (floor, sku) => floor.get(`${wmsPaths.serials}?sku=${encodeURIComponent(sku)}`),
  "passport of an item": (floor, sku) => floor.get(`/v1/passport/item/${encodeURIComponent(sku)}`),
  "label of an item": (floor, sku) => floor.get(`/v1/labels/item/${encodeURIComponent(sku)}`),
};

/** But for the code that was asked for. */
const wordsOf = ({ status, body }: ReturnType<Ask>, ...codes: readonly string[]): string =>
  codes.reduce((text, code) => text.replaceAll(code, "CODE"), JSON.stringify([status, body]));

it.each(Object.entries(questions))("%s", async (_what, ask) => {
  const floor = await aFloor();

  for (const [known, unknown] of [
    [`${acme}/${theirs}`, `${acme}/${nobodys}`],
    [`${acme}/S`, `${acme}/Z`],
    [theirs, nobodys],
    [gtinOf(theirs), gtinOf(nobodys)],
  ] as const) {
    const [one, other] = [ask(floor, known), ask(floor, unknown)];

    expect(one.status).toBeGreaterThanOrEqual(400);
    expect(wordsOf(one, encodeURIComponent(known), known)).toBe(
      wordsOf(other, encodeURIComponent(unknown), unknown),
    );
  }
});

it("a list of tags", async () => {
  const floor = await aFloor();
  const ask = (sku: string) => {
    const epc = pieceEpc(gtinOf(sku), 1);
    return floor.post(wmsPaths.counts, {
      count: "C1",
      scope: { locations: ["P09"] },
      by: "reads",
      tags: [{ epc, location: "P09" }],
    });
  };

  const [one, other] = [ask(theirs), ask(nobodys)];

  expect(one.status).toBe(422);
  expect(one.body).toEqual(other.body);
});

it("what is one's own is known by its name with and without its client before it", async () => {
  const floor = await aFloor();

  expect(questions.order!(floor, "house/A").status).toBe(201);
  expect(floor.get(`${wmsPaths.stock}?client=${acme}&sku=${acme}/${theirs}`).status).toBe(200);
});
