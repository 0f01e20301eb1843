/** Orders that are lost, refused or forgotten (VDA 5050 6.6; FAULTS C9, C10, B2). */
import { expect, it } from "vitest";
import { Stage } from "../testing/stage.ts";

const aTour = ["pick", "pickItems", "drop"];

async function aStage() {
  const stage = await new Stage().start();
  stage.run(2_000);
  return { stage, robot: stage.robots[0]! };
}

const withoutHeader = ({ headerId, timestamp, ...body }: { headerId: number; timestamp: string }) => body;

it("sends an order that was lost on the way again with the same body, and a fresh header", async () => {
  const { stage, robot } = await aStage();
  const lost: { headerId: number; timestamp: string }[] = [];
  robot.deaf = true;
  robot.overhear = (order) => lost.push(order);
  stage.request([0]);
  stage.until(() => lost.length === 2);
  robot.deaf = false;

  stage.until(() => robot.orders.length === 1);

  const again = robot.orders[0]!;
  expect(withoutHeader(again)).toEqual(withoutHeader(lost[0]!));
  expect(withoutHeader(again)).toEqual(withoutHeader(lost[1]!));
  expect(new Set([...lost, again].map(({ headerId }) => headerId)).size).toBe(3);
  stage.until(() => stage.of("transport.done").length === 1);
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});

it("waits 3 s, then half as long again each time, and tells a person when no answer comes", async () => {
  const { stage, robot } = await aStage();
  const at: number[] = [];
  robot.deaf = true;
  robot.overhear = () => at.push(stage.clock.now());
  stage.request([0]);

  stage.until(() => stage.raised().includes("robot.unanswered"));

  const gaps = at.map((time, index) => Math.round((time - (at[index - 1] ?? time)) / 100) / 10);
  expect(gaps.slice(1, 6)).toEqual([3, 4.5, 6.8, 10.1, 15.2]);
  robot.deaf = false;
  stage.until(() => stage.of("transport.done").length === 1);
  expect([stage.raised(), stage.standing()]).toEqual([["robot.unanswered"], []]);
});

it("gives a refused order a new id and no more than three tries", async () => {
  const { stage, robot } = await aStage();
  robot.refuses = true;
  stage.request([0]);

  stage.until(() => stage.raised().includes("robot.refuses"));
  stage.run(60_000);

  expect(new Set(robot.orders.map(({ orderId }) => orderId)).size).toBe(3);
  const transport = await stage.document<{ state: string; robot: string | null }>("transport", "TR1");
  expect(transport).toMatchObject({ state: "requested", robot: null });
});

it("takes a robot that refused back when a person says so", async () => {
  const { stage, robot } = await aStage();
  robot.refuses = true;
  stage.request([0]);
  stage.until(() => stage.raised().includes("robot.refuses"));
  robot.refuses = false;

  stage.say({
    type: "robot.resume",
    robot: robot.options.robot,
    command: "c1",
    by: "mia",
    reason: "checked",
  });

  stage.until(() => stage.of("transport.done").length === 1);
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});

it("recovers from one refused update: cancels, and goes on from where the robot stands", async () => {
  const { stage, robot } = await aStage();
  stage.request([0]);
  stage.until(() => robot.nodesPassed.length === 3);
  robot.refuses = true;
  const told = robot.orders.length;
  stage.until(() => robot.orders.length > told);
  robot.refuses = false;

  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.instants.map(({ actionType }) => actionType)).toContain("cancelOrder");
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
  expect(stage.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
});

it("goes on after a reboot on the way", async () => {
  const { stage, robot } = await aStage();
  stage.request([0, 40]);
  stage.until(() => stage.of("stop.done").length === 2);
  const passed = robot.nodesPassed.length;
  stage.until(() => robot.nodesPassed.length === passed + 3);

  robot.reboot();
  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "pickItems", "drop"]);
});

it("looks at the load when a robot forgot whether it has fetched its tote", async () => {
  const { stage, robot } = await aStage();
  stage.request([0]);
  stage.until(() => robot.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));
  robot.loads = [{ loadId: "T1" }];

  robot.reboot();
  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pickItems", "drop"]);
  expect(stage.of("stop.done")[0]).toMatchObject({ stop: 0, status: "finished" });
});

it("does not pick twice when nobody knows whether a pick was done", async () => {
  const { stage, robot } = await aStage();
  stage.request([0]);
  stage.until(() => stage.of("stop.done").length === 1);
  stage.until(() => robot.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));

  robot.reboot();
  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "drop"]);
  expect(stage.of("stop.done")[1]).toMatchObject({ stop: 1, status: "failed", quantity: 0 });
  expect(stage.raised()).toContain("robot.outcome-unknown");
});

it("cancels an order that it never gave before it gives its own", async () => {
  const { stage, robot } = await aStage();
  await stage.kill();
  robot.pretend("somebody-elses-order", 2);
  await stage.start();
  stage.run(3_000);
  stage.request([0]);

  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.instants.filter(({ actionType }) => actionType === "cancelOrder")).toHaveLength(1);
});

it("never ends the next order by a cancel that was meant for the last", async () => {
  const { stage, robot } = await aStage();
  stage.request([0]);
  stage.until(() => robot.nodesPassed.length === 3);
  // It refuses an update, does not hear the cancel, and is switched off and on.
  robot.refuses = true;
  const told = robot.orders.length;
  stage.until(() => robot.orders.length > told);
  robot.refuses = false;
  robot.deaf = true;
  stage.run(3_000);
  robot.deaf = false;
  robot.reboot();

  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.instants.map(({ actionType }) => actionType)).not.toContain("cancelOrder");
  expect(robot.done.map(({ type }) => type)).toEqual(aTour);
});
