/** Kill the control plane, let the robots drive on, start it again on the same ledger: nothing is lost, and nothing is done twice (FAULTS A1, A2, B6). */
import { RobotId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Stage } from "./testing/stage.ts";

const tour = [0, 40, 90];
const killedAfterS = [1, 3, 6, 9, 12, 17, 21, 26, 33, 41, 55, 70, 88, 104];

for (const seconds of killedAfterS)
  it(`goes on with a tour after a kill at ${seconds} s and 20 s of absence`, async () => {
    const stage = await new Stage().start();
    stage.run(2_000);
    stage.request(tour);

    stage.run(seconds * 1_000);
    await stage.kill();
    stage.run(20_000);
    await stage.start();
    stage.until(() => stage.of("transport.done").length === 1);

    expect(stage.robots[0]!.done.map(({ type }) => type)).toEqual([
      "pick",
      "pickItems",
      "pickItems",
      "pickItems",
      "drop",
    ]);
    expect(
      stage
        .of("stop.done")
        .map(({ stop }) => stop)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4]);
    expect(stage.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
    expect(stage.raised()).toEqual([]);
  });

it("counts once what a robot finished while nobody listened", async () => {
  const stage = await new Stage().start();
  stage.run(2_000);
  stage.request(tour);
  const [robot] = stage.robots;
  stage.until(() => robot!.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));

  await stage.kill();
  stage.until(() => robot!.isAtRest);
  expect(stage.of("stop.done")).toEqual([]);
  await stage.start();
  stage.run(1_000);

  expect(stage.of("stop.done")).toMatchObject([{ stop: 0, status: "finished" }]);
});

it("sends an order again with the same body when it was written down and never heard", async () => {
  const stage = await new Stage().start();
  stage.run(2_000);
  const [robot] = stage.robots;
  robot!.deaf = true;
  stage.request(tour);
  stage.run(2_000);

  await stage.kill();
  robot!.deaf = false;
  stage.run(5_000);
  await stage.start();
  stage.run(5_000);

  const kept = stage.rows.flatMap(({ change }) => change.documents).find(({ kind }) => kind === "vda-order");
  expect(robot!.orders[0]!.orderId).toBe((kept!.body as { orderId: string }).orderId);
  expect(robot!.orders[0]!.orderUpdateId).toBe(0);
  stage.until(() => stage.of("transport.done").length === 1);
});

it("moves nothing before every robot was seen again", async () => {
  const stage = await new Stage({ robots: 3 }).start();
  stage.run(2_000);
  stage.request([0]);
  stage.request([5]);
  stage.run(10_000);
  await stage.kill();
  stage.until(() => stage.robots.every(({ isAtRest }) => isAtRest));
  stage.robots.find(({ orders }) => orders.length === 0)!.drop();
  const told = stage.messages.get("order");

  await stage.start();
  stage.run(9_000);
  expect(stage.messages.get("order")).toBe(told);

  stage.until(() => stage.of("transport.done").length === 2);
  expect(stage.messages.get("order")).toBeGreaterThan(told!);
});

it("keeps the place of a robot that is not seen after a start, and tells a person", async () => {
  const stage = await new Stage({ robots: 2 }).start();
  stage.run(2_000);
  stage.request([0]);
  stage.until(() => stage.of("stop.done").length === 1);
  const busy = stage.robots.find(({ done }) => done.length > 0)!;
  busy.drop();
  await stage.kill();
  await stage.start();

  stage.run(90_000);

  expect(stage.raised()).toContain("robot.lost");
  const robot = await stage.document<{ activity: string }>("robot", busy.options.robot);
  expect(robot?.activity).toBe("offline");
  busy.reconnect();
  stage.until(() => stage.of("transport.done").length === 1);
  expect(busy.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
});

it("keeps the place of a silent robot without an order over a second kill too, before it was seen", async () => {
  const stage = await new Stage({ robots: 2 }).start();
  stage.run(2_000);
  const silent = stage.robots[0]!;
  const id = RobotId(silent.options.robot);
  const held = stage.fleet.held(id);
  silent.drop();
  await stage.kill();
  await stage.start();
  stage.run(1_000);
  await stage.kill();
  await stage.start();

  stage.run(90_000);

  expect(held).toHaveLength(1);
  expect(stage.fleet.held(id)).toEqual(held);
});

it("opens a new order after a restart when the old one had ended", async () => {
  const stage = await new Stage().start();
  const [robot] = stage.robots;
  stage.run(2_000);
  stage.request([0]);
  stage.until(() => stage.of("transport.done").length === 1);
  stage.run(120_000);
  const before = new Set(robot!.orders.map(({ orderId }) => orderId));

  await stage.kill();
  await stage.start();
  stage.run(2_000);
  stage.request([40]);
  stage.until(() => stage.of("transport.done").length === 2);

  const after = robot!.orders.filter(({ orderId }) => !before.has(orderId));
  expect(after[0]).toMatchObject({ orderUpdateId: 0 });
  expect(robot!.instants.map(({ actionType }) => actionType)).not.toContain("cancelOrder");
});

it("looks at the floor again after its own line was down, and blames no robot", async () => {
  const stage = await new Stage({ robots: 2 }).start();
  stage.run(2_000);
  stage.request([0]);
  stage.until(() => stage.of("stop.done").length === 1);
  stage.line.cut();
  stage.run(20_000);
  const told = stage.messages.get("order");

  stage.line.mend();
  stage.run(3);
  expect(stage.messages.get("order")).toBe(told);

  stage.until(() => stage.of("transport.done").length === 1);
  expect([stage.raised(), stage.standing()]).toEqual([["house.line-down"], []]);
});
