/** Orders of one moment: one step and one row, each answered for itself. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { anOperator, bearing, Floor } from "../floor/floor.fixture.ts";

const encoder = new TextEncoder();

async function aFloor(): Promise<Floor> {
  const floor = new Floor();
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 100);
  return floor;
}

function together(floor: Floor, orders: readonly { order: string; sku?: string; key?: string }[]) {
  const answers: HttpResponse[] = [];
  floor.bridge.door.together!(() => {
    orders.forEach(({ order, sku = "A", key = `k-${order}` }, index) => {
      const body = { order, country: "France", lines: [{ line: "1", sku, quantity: 1 }] };
      floor.bridge.door.handle(
        {
          method: "POST",
          url: wmsPaths.orders,
          headers: { ...bearing(anOperator.token), "idempotency-key": key },
          body: encoder.encode(JSON.stringify(body)),
        },
        (answer) => {
          answers[index] = answer;
        },
      );
    });
  });
  return answers.map(({ status }) => status);
}

it("are one row, and one that is refused among them leaves nothing in it", async () => {
  const floor = await aFloor();
  const before = floor.house.sequence;

  const answers = together(floor, [{ order: "O1" }, { order: "O2", sku: "NOPE" }, { order: "O3" }]);

  expect(answers).toEqual([201, 422, 201]);
  expect(floor.house.sequence).toBe(before + 1);
  expect([floor.stateOf("O1"), floor.stateOf("O3")]).toEqual(["allocated", "allocated"]);
  const [row] = await floor.ledger.rows(before + 1, 1);
  const orders = row!.change.documents.filter(({ kind }) => kind === "order");
  expect(orders.map(({ id }) => id)).toEqual([expect.stringContaining("O1"), expect.stringContaining("O3")]);
  expect(await floor.house.differences()).toEqual([]);
});

it("the same one twice is one order, and a key with another content is refused", async () => {
  const floor = await aFloor();

  const answers = together(floor, [
    { order: "O1" },
    { order: "O1" },
    { order: "O2", key: "k-O1" },
    { order: "O1", key: "another" },
  ]);

  expect(answers).toEqual([201, 201, 422, 201]);
  expect(floor.bridge.figures().orders.received).toBe(1);
});

it("more than a step holds are several rows", async () => {
  const floor = await aFloor();
  const before = floor.house.sequence;

  const answers = together(
    floor,
    Array.from({ length: 70 }, (_, n) => ({ order: `O${n + 1}` })),
  );

  expect(answers).toEqual(Array(70).fill(201));
  const rows = await floor.ledger.rows(before + 1, 1_000);
  expect(rows.filter(({ change }) => change.cause.type === "http.order")).toHaveLength(3);
});
