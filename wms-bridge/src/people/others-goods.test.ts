/** Goods of another client that a robot took by mistake: whoever counts the tote calls them by their full name, and the tote goes on. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import type { Floor } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor, heardBy, order, stateOf } from "../floor/shared-floor.fixture.ts";
import { anItem, gtinOf } from "../floor/small-site.fixture.ts";

/** A robot was sent for two A of acme's, and took two B of the site's own client. */
async function aWrongTote(): Promise<{ floor: Floor; task: string }> {
  const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
  floor.bins.set("P01", new Map([["B", 60]]));
  floor.peopleAtWork = false;
  order(floor, acme, "O1", { A: 2 });
  floor.run(900);
  const [task] = [...floor.asked.values()].filter(({ kind }) => kind === "count-tote");
  return { floor, task: task!.task };
}

it("are counted by their client and code, and stand at the bench of the tote, frozen; each client hears of its own", async () => {
  const { floor, task } = await aWrongTote();

  floor.answer(task, { found: [{ sku: "house/B", quantity: 2 }], complete: true });
  floor.peopleAtWork = true;
  floor.run(3_600);

  expect(floor.isOpen(task)).toBe(false);
  const adjusted = (client: typeof acme | "house") =>
    heardBy(floor, client).flatMap(({ type, data }) =>
      type === "stock.adjusted" && (data.cause as { kind: string }).kind === "tote-counted" ? [data] : [],
    );
  expect(adjusted("house")).toMatchObject([{ lines: [{ sku: "B", quantity: 2 }] }]);
  expect(adjusted("house")[0]!.cause).not.toHaveProperty("order");
  expect(adjusted(acme)).toMatchObject([{ lines: [{ sku: "A", quantity: -2 }], cause: { order: "O1" } }]);
  expect(floor.bridge.figures().units.conserved).toBe(true);
  expect(stateOf(floor, acme, "O1")).toBe("backordered");
});

it("by its code alone what was counted is the client's whose tote it is", async () => {
  const { floor, task } = await aWrongTote();

  floor.answer(task, { found: [{ sku: "B", quantity: 2 }], complete: true });
  floor.run(60);

  expect(floor.bridge.book.places()).toContainEqual({ location: "CHECK1", sku: "acme/B", units: 2 });
});

it("are known by the code on their label, where their tote's client has nothing that is called so", async () => {
  const { floor, task } = await aWrongTote();
  floor.post(wmsPaths.items, { items: [anItem("R")] });

  floor.answer(task, { found: [{ sku: gtinOf("R"), quantity: 2 }], complete: true });
  floor.run(60);

  expect(floor.bridge.book.places()).toContainEqual({ location: "CHECK1", sku: "R", units: 2 });
});

it("are as unknown as nobody's to a program that answers for one client", async () => {
  const { floor, task } = await aWrongTote();
  const say = (sku: string) =>
    floor.post(`${wmsPaths.taskOutcome(task)}?client=acme`, {
      ...{ task, device: "WMS", at: new Date(floor.clock.now()).toISOString(), complete: true },
      found: [{ sku, quantity: 2 }],
    });

  expect([say("house/B"), say("house/Q")].map(({ body }) => body.code)).toEqual(["not-booked", "not-booked"]);
  expect(floor.isOpen(task)).toBe(true);
});
