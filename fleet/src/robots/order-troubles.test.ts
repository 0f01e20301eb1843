/** Orders that are lost, refused or forgotten (VDA 5050 6.6; FAULTS C9, C10, B2). */
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

const aTour = ["pick", "pickItems", "drop"];

async function aHall() {
  const hall = await new Hall().start();
  hall.run(2_000);
  return { hall, robot: hall.robots[0]! };
}

const withoutHeader = ({ headerId, timestamp, ...body }: { headerId: number; timestamp: string }) => body;

it("sends an order that was lost on the way again with the same body, and a fresh header", async () => {
  const { hall, robot } = await aHall();
  const lost: { headerId: number; timestamp: string }[] = [];
  robot.deaf = true;
  robot.overhear = (order) => lost.push(order);
  hall.request([0]);
  hall.until(() => lost.length === 2);
  robot.deaf = false;

  hall.until(() => robot.orders.length === 1);

  const again = robot.orders[0]!;
  expect(withoutHeader(again)).toEqual(withoutHeader(lost[0]!));
  expect(withoutHeader(again)).toEqual(withoutHeader(lost[1]!));
  expect(new Set([...lost, again].map(({ headerId }) => headerId)).size).toBe(3);
  hall.until(() => hall.of("transport.done").length === 1);
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});

it("waits 3 s, then half as long again each time, and tells a person when no answer comes", async () => {
  const { hall, robot } = await aHall();
  const at: number[] = [];
  robot.deaf = true;
  robot.overhear = () => at.push(hall.clock.now());
  hall.request([0]);

  hall.until(() => hall.raised().includes("robot.unanswered"));

  const gaps = at.map((time, index) => Math.round((time - (at[index - 1] ?? time)) / 100) / 10);
  expect(gaps.slice(1, 6)).toEqual([3, 4.5, 6.8, 10.1, 15.2]);
  robot.deaf = false;
  hall.until(() => hall.of("transport.done").length === 1);
  expect([hall.raised(), hall.standing()]).toEqual([["robot.unanswered"], []]);
});

it("gives a refused order a new id and no more than three tries", async () => {
  const { hall, robot } = await aHall();
  robot.refuses = true;
  hall.request([0]);

  hall.until(() => hall.raised().includes("robot.refuses"));
  hall.run(60_000);

  expect(new Set(robot.orders.map(({ orderId }) => orderId)).size).toBe(3);
  const transport = await hall.document<{ state: string; robot: string | null }>("transport", "TR1");
  expect(transport).toMatchObject({ state: "requested", robot: null });
});

it("takes a robot that refused back when a person says so", async () => {
  const { hall, robot } = await aHall();
  robot.refuses = true;
  hall.request([0]);
  hall.until(() => hall.raised().includes("robot.refuses"));
  robot.refuses = false;

  hall.say({
    type: "robot.resume",
    robot: robot.options.robot,
    command: "c1",
    by: "mia",
    reason: "checked",
  });

  hall.until(() => hall.of("transport.done").length === 1);
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});

it("recovers from one refused update: cancels, and goes on from where the robot stands", async () => {
  const { hall, robot } = await aHall();
  hall.request([0]);
  hall.until(() => robot.nodesPassed.length === 3);
  robot.refuses = true;
  const told = robot.orders.length;
  hall.until(() => robot.orders.length > told);
  robot.refuses = false;

  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.instants.map(({ actionType }) => actionType)).toContain("cancelOrder");
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
  expect(hall.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
});

it("goes on after a reboot on the way", async () => {
  const { hall, robot } = await aHall();
  hall.request([0, 40]);
  hall.until(() => hall.of("stop.done").length === 2);
  const passed = robot.nodesPassed.length;
  hall.until(() => robot.nodesPassed.length === passed + 3);

  robot.reboot();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "pickItems", "drop"]);
});

it("looks at the load when a robot forgot whether it has fetched its tote", async () => {
  const { hall, robot } = await aHall();
  hall.request([0]);
  hall.until(() => robot.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));
  robot.loads = [{ loadId: "T1" }];

  robot.reboot();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pickItems", "drop"]);
  expect(hall.of("stop.done")[0]).toMatchObject({ stop: 0, status: "finished" });
});

it("does not pick twice when nobody knows whether a pick was done", async () => {
  const { hall, robot } = await aHall();
  hall.request([0]);
  hall.until(() => hall.of("stop.done").length === 1);
  hall.until(() => robot.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));

  robot.reboot();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "drop"]);
  expect(hall.of("stop.done")[1]).toMatchObject({ stop: 1, status: "failed", quantity: 0 });
  expect(hall.raised()).toContain("robot.outcome-unknown");
});

it("cancels an order that it never gave before it gives its own", async () => {
  const { hall, robot } = await aHall();
  await hall.kill();
  robot.pretend("somebody-elses-order", 2);
  await hall.start();
  hall.run(3_000);
  hall.request([0]);

  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.instants.filter(({ actionType }) => actionType === "cancelOrder")).toHaveLength(1);
});

it("never ends the next order by a cancel that was meant for the last", async () => {
  const { hall, robot } = await aHall();
  hall.request([0]);
  hall.until(() => robot.nodesPassed.length === 3);
  // It refuses an update, does not hear the cancel, and is switched off and on.
  robot.refuses = true;
  const told = robot.orders.length;
  hall.until(() => robot.orders.length > told);
  robot.refuses = false;
  robot.deaf = true;
  hall.run(3_000);
  robot.deaf = false;
  robot.reboot();

  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.instants.map(({ actionType }) => actionType)).not.toContain("cancelOrder");
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});
