/** What comes back left before, with the order that it is said to have left with, and may leave again. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { answerTask, asked } from "../receiving/delivery.fixture.ts";

async function aFloor() {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  await floor.open();
  floor.post(wmsPaths.items, { items: [anItem("S", { serialKept: true })] });
  floor.post(wmsPaths.openingStock, { rows: [{ location: "P05", sku: "S", lot: "L1", units: 5 }] });
  floor.bins.set("P05", new Map([["S", 5]]));
  floor.order("O1", { S: 2 });
  floor.run(3_600);
  floor.peopleAtWork = false;
  const list = (query: string) =>
    floor.get(`${wmsPaths.serials}${query}`).body.serials as { serial: string; [name: string]: unknown }[];
  return { floor, list, left: list("?state=left").map(({ serial }) => serial) };
}
const back = (floor: Floor, number: string, serials: readonly string[], more: object = {}, quantity = 1) =>
  floor.post(wmsPaths.returns, { return: number, lines: [{ sku: "S", quantity, serials }], ...more });

it("is refused where it never left, left with another order, is back already, or stands twice", async () => {
  const { floor, left } = await aFloor();

  expect(back(floor, "R1", ["X"])).toMatchObject({
    status: 409,
    body: { code: "never-shipped", field: "lines[0].serials[0]" },
  });
  expect(back(floor, "R1", [left[0]!], { order: "O2" })).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/left with order O1 .* not with order O2/) },
  });
  expect(back(floor, "R1", [left[0]!, left[0]!], {}, 2)).toMatchObject({
    status: 422,
    body: { field: "lines[0].serials[1]" },
  });
  expect(back(floor, "R1", [left[0]!], { order: "O1" }).status).toBe(201);
  expect(back(floor, "R2", [left[0]!])).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/was seen at RECV/) },
  });
});

it("is here again, and told", async () => {
  const { floor, list, left } = await aFloor();

  back(floor, "R1", [left[0]!]);
  floor.run(5);
  await floor.reopen();

  expect(list(`?serial=${left[0]}`)).toMatchObject([{ state: "here", location: "RECV" }]);
  expect(floor.confirmations.find(({ type }) => type === "return.received")?.data).toMatchObject({
    lines: [{ sku: "S", quantity: 1, serials: [left[0]] }],
  });
});

it("that nobody named is named by whoever looks at it", async () => {
  const { floor, list, left } = await aFloor();
  back(floor, "R1", []);
  floor.run(5);
  const { task } = asked(floor, "inspect")[0]!;
  const look = (more: object) =>
    answerTask(floor, task, [{ sku: "S", quantity: 1, state: "available", ...more }]);

  expect(look({})).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/0 of 1/) } });
  expect(look({ serials: [left[1]!] }).status).toBe(200);
  expect(list(`?serial=${left[1]}`)).toMatchObject([{ state: "here" }]);
});

it("is gone when whoever writes it off names it, and is not refused as a new one afterwards", async () => {
  const { floor, list } = await aFloor();
  const rows = [{ location: "P06", sku: "S", lot: "L2", units: 1, serials: ["W1"] }];
  floor.post(wmsPaths.openingStock, { receipt: "R9", rows });
  floor.post(wmsPaths.writeOffs, { writeOff: "W", sku: "S", quantity: 4, reason: "broken" });
  floor.run(5);
  const { task, quantity } = asked(floor, "write-off").find(({ location }) => location === "P06")!;

  const { status } = answerTask(floor, task, [{ sku: "S", quantity, serials: ["W1"] }]);

  expect(status).toBe(200);
  expect(list("?serial=W1")).toMatchObject([{ state: "gone", location: "P06" }]);
});
