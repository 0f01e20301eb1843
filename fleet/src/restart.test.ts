/** Kill the control plane, let the robots drive on, start it again on the same ledger: nothing is lost, and nothing is done twice (FAULTS A1, A2, B6). */
import { RobotId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Hall } from "./testing/hall.ts";

const tour = [0, 40, 90];
const killedAfterS = [1, 3, 6, 9, 12, 17, 21, 26, 33, 41, 55, 70, 88, 104];

for (const seconds of killedAfterS)
  it(`goes on with a tour after a kill at ${seconds} s and 20 s of absence`, async () => {
    const hall = await new Hall().start();
    hall.run(2_000);
    hall.request(tour);

    hall.run(seconds * 1_000);
    await hall.kill();
    hall.run(20_000);
    await hall.start();
    hall.until(() => hall.of("transport.done").length === 1);

    expect(hall.robots[0]!.done.map(({ type }) => type)).toEqual([
      "pick",
      "pickItems",
      "pickItems",
      "pickItems",
      "drop",
    ]);
    expect(
      hall
        .of("stop.done")
        .map(({ stop }) => stop)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4]);
    expect(hall.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
    expect(hall.raised()).toEqual([]);
  });

it("counts once what a robot finished while nobody listened", async () => {
  const hall = await new Hall().start();
  hall.run(2_000);
  hall.request(tour);
  const [robot] = hall.robots;
  hall.until(() => robot!.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));

  await hall.kill();
  hall.until(() => robot!.isAtRest);
  expect(hall.of("stop.done")).toEqual([]);
  await hall.start();
  hall.run(1_000);

  expect(hall.of("stop.done")).toMatchObject([{ stop: 0, status: "finished" }]);
});

it("sends an order again with the same body when it was written down and never heard", async () => {
  const hall = await new Hall().start();
  hall.run(2_000);
  const [robot] = hall.robots;
  robot!.deaf = true;
  hall.request(tour);
  hall.run(2_000);

  await hall.kill();
  robot!.deaf = false;
  hall.run(5_000);
  await hall.start();
  hall.run(5_000);

  const kept = hall.rows.flatMap(({ change }) => change.documents).find(({ kind }) => kind === "vda-order");
  expect(robot!.orders[0]!.orderId).toBe((kept!.body as { orderId: string }).orderId);
  expect(robot!.orders[0]!.orderUpdateId).toBe(0);
  hall.until(() => hall.of("transport.done").length === 1);
});

it("moves nothing before every robot was seen again", async () => {
  const hall = await new Hall({ robots: 3 }).start();
  hall.run(2_000);
  hall.request([0]);
  hall.request([5]);
  hall.run(10_000);
  await hall.kill();
  hall.until(() => hall.robots.every(({ isAtRest }) => isAtRest));
  hall.robots.find(({ orders }) => orders.length === 0)!.drop();
  const told = hall.messages.get("order");

  await hall.start();
  hall.run(9_000);
  expect(hall.messages.get("order")).toBe(told);

  hall.until(() => hall.of("transport.done").length === 2);
  expect(hall.messages.get("order")).toBeGreaterThan(told!);
});

it("keeps the place of a robot that is not seen after a start, and tells a person", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => hall.of("stop.done").length === 1);
  const busy = hall.robots.find(({ done }) => done.length > 0)!;
  busy.drop();
  await hall.kill();
  await hall.start();

  hall.run(90_000);

  expect(hall.raised()).toContain("robot.lost");
  const robot = await hall.document<{ activity: string }>("robot", busy.options.robot);
  expect(robot?.activity).toBe("offline");
  busy.reconnect();
  hall.until(() => hall.of("transport.done").length === 1);
  expect(busy.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
});

it("keeps the place of a silent robot without an order over a second kill too, before it was seen", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  const silent = hall.robots[0]!;
  const id = RobotId(silent.options.robot);
  const held = hall.fleet.held(id);
  silent.drop();
  await hall.kill();
  await hall.start();
  hall.run(1_000);
  await hall.kill();
  await hall.start();

  hall.run(90_000);

  expect(held).toHaveLength(1);
  expect(hall.fleet.held(id)).toEqual(held);
});

it("opens a new order after a restart when the old one had ended", async () => {
  const hall = await new Hall().start();
  const [robot] = hall.robots;
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => hall.of("transport.done").length === 1);
  hall.run(120_000);
  const before = new Set(robot!.orders.map(({ orderId }) => orderId));

  await hall.kill();
  await hall.start();
  hall.run(2_000);
  hall.request([40]);
  hall.until(() => hall.of("transport.done").length === 2);

  const after = robot!.orders.filter(({ orderId }) => !before.has(orderId));
  expect(after[0]).toMatchObject({ orderUpdateId: 0 });
  expect(robot!.instants.map(({ actionType }) => actionType)).not.toContain("cancelOrder");
});

it("looks at the floor again after its own line was down, and blames no robot", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => hall.of("stop.done").length === 1);
  hall.line.cut();
  hall.run(20_000);
  const told = hall.messages.get("order");

  hall.line.mend();
  hall.run(3);
  expect(hall.messages.get("order")).toBe(told);

  hall.until(() => hall.of("transport.done").length === 1);
  expect([hall.raised(), hall.standing()]).toEqual([["house.line-down"], []]);
});
