/** What people do at a screen about goods and orders: judged as at the handheld, answered done or refused with why. */
import { OrderId, TaskId } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { screensOf } from "../floor/screens.fixture.ts";

async function aBinToCount() {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  floor.bins.get("P01")!.set("A", 2);
  floor.order("O1", { A: 3 });
  floor.run(600);
  const task = TaskId([...floor.asked.values()].find(({ kind }) => kind === "count-bin")!.task);
  return { floor, task, act: screensOf(floor) };
}

const inBook = (floor: Floor): number => floor.bridge.book.units("P01" as never, "A" as never);

it("books a count that was typed on a screen, by any code that a handheld may use", async () => {
  const { floor, task, act } = await aBinToCount();

  const counted = act({
    type: "task.answer",
    task,
    found: [{ sku: " a ", quantity: 97 }],
    complete: true,
    reason: "",
  });
  const again = act({
    type: "task.answer",
    task,
    found: [{ sku: "A", quantity: 97 }],
    complete: true,
    reason: "",
  });

  const other = act({
    type: "task.answer",
    task,
    found: [{ sku: "A", quantity: 96 }],
    complete: true,
    reason: "",
  });

  expect([counted?.type, again?.type]).toEqual(["command.done", "command.done"]);
  expect(other).toMatchObject({
    type: "command.refused",
    reason: {
      code: "task.answered-otherwise",
      task,
      by: "mia",
      found: expect.stringContaining("97 of A"),
    },
  });
  expect(inBook(floor)).toBe(97);
});

it("refuses a count that is not understood, books nothing and says why", async () => {
  const { floor, task, act } = await aBinToCount();

  const refused = act({
    type: "task.answer",
    task,
    found: [{ sku: "Q", quantity: 97 }],
    complete: true,
    reason: "",
  });
  const unknown = act({
    type: "task.answer",
    task: TaskId("TASK-999"),
    found: [],
    complete: true,
    reason: "",
  });

  expect(refused).toMatchObject({
    type: "command.refused",
    reason: { code: "task.not-booked", fault: "unknown-goods", text: expect.stringContaining("Q") },
  });
  expect(unknown).toMatchObject({
    type: "command.refused",
    reason: { code: "task.unknown", task: "TASK-999" },
  });
  expect(inBook(floor)).toBe(98);
});

it("calls nobody for a slip that was told to whoever typed it, and calls for a count that is doubted", async () => {
  const { floor, task, act } = await aBinToCount();
  const say = (sku: string, complete: boolean, place?: string) =>
    act({
      type: "task.answer",
      task,
      found: [{ sku, quantity: 5 }],
      complete,
      ...(place === undefined ? {} : { place }),
      reason: "",
    });
  const refusedAtTask = () => floor.asked.get(task)?.refused?.reason;

  const slips = [say("Q", true), say("A", true, "P02")].map((said) => said?.type);
  floor.run(5);
  const afterSlips = { refused: refusedAtTask(), alarms: [...floor.alarms.values()] };
  say("B", false);
  floor.run(5);
  const afterDoubt = { refused: refusedAtTask(), alarms: [...floor.alarms.values()] };
  say("Q", true);
  floor.run(5);

  expect(slips).toEqual(["command.refused", "command.refused"]);
  expect(afterSlips.refused).toBe("other-place");
  expect(afterSlips.alarms).not.toContain("task.refused");
  expect(afterDoubt).toEqual({
    refused: "not-mentioned",
    alarms: expect.arrayContaining(["task.refused"]),
  });
  expect([...floor.alarms.values()]).not.toContain("task.refused");
});

it("sends the tours of a parked order again when a person says so", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1, parkedWaitMs: 600 * minuteMs } });
  const act = screensOf(floor);
  floor.order("O1", { A: 2 });
  floor.failNext = 6;
  floor.run(300);
  expect(floor.stateOf("O1")).toBe("parked");
  floor.failNext = 0;

  const again = act({ type: "order.tryAgain", order: OrderId("O1"), reason: "the lift is mended" });
  floor.run(600);
  const over = act({ type: "order.tryAgain", order: OrderId("O1"), reason: "the lift is mended" });

  expect(again?.type).toBe("command.done");
  expect(floor.stateOf("O1")).toBe("shipped");
  expect([...floor.alarms]).toEqual([]);
  expect(over).toMatchObject({
    type: "command.refused",
    reason: { code: "order.closed", order: "O1", state: "shipped" },
  });
});

it("lets an order go that was to follow one which ended without shipping", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  const act = screensOf(floor);
  floor.order("O1", { D: 1 });
  floor.order("O2", { A: 1 }, { after: ["O1"] });
  floor.post(wmsPaths.cancellation("O1"), {});
  floor.run(1);
  const held = await floor.whyOf("O2");

  const released = act({ type: "order.tryAgain", order: OrderId("O2"), reason: "the buyer wants it" });
  floor.run(600);

  expect(held).toEqual({ code: "order.after-ended", order: "O1", state: "cancelled" });
  expect(released?.type).toBe("command.done");
  expect(floor.stateOf("O2")).toBe("shipped");
});

it("refuses what comes too late", async () => {
  const { floor, task, act } = await aBinToCount();

  const late = act({
    type: "task.answer",
    task,
    found: [],
    complete: true,
    reason: "",
    notAfter: floor.clock.now() - 1,
  });

  expect(late).toMatchObject({ type: "command.refused", reason: { code: "act.too-late" } });
});
