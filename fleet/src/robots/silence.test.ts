/** Robots that are not heard: what they hold stays held (VDA 5050 6.14; FAULTS B4 to B8, C1, C7). */
import { expect, it } from "vitest";
import { Stage } from "../testing/stage.ts";

async function underWay() {
  const stage = await new Stage({ robots: 2 }).start();
  stage.run(2_000);
  stage.request([0]);
  stage.until(() => stage.of("stop.done").length === 1);
  const robot = stage.robots.find(({ done }) => done.length > 0)!;
  const passed = robot.nodesPassed.length;
  stage.until(() => robot.nodesPassed.length === passed + 3);
  const activity = async () =>
    (await stage.document<{ activity: string }>("robot", robot.options.robot))!.activity;
  return { stage, robot, activity };
}

it("releases nothing to a robot that fell silent, and tells a person after a while", async () => {
  const { stage, robot, activity } = await underWay();
  robot.mute = true;
  const last = robot.orders.at(-1)!;

  stage.run(26_000);
  expect(await activity()).toBe("offline");
  expect(stage.raised()).toEqual([]);
  const { orderId, orderUpdateId } = robot.orders.at(-1)!;
  expect(orderId).toBe(last.orderId);
  expect(orderUpdateId - last.orderUpdateId).toBeLessThanOrEqual(1);

  stage.run(61_000);
  expect(stage.raised()).toEqual(["robot.lost"]);
});

it("goes on with a robot that comes back, from where it drove to", async () => {
  const { stage, robot } = await underWay();
  robot.drop();
  stage.run(10 * 60_000);

  robot.reconnect();
  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
  expect(stage.alarms.at(-1)?.type).toBe("alarm.clear");
});

it("believes a last will at once, however old it is", async () => {
  const { robot, stage, activity } = await underWay();

  robot.drop();
  stage.run(100);

  expect(await activity()).toBe("offline");
});

it("does not take a retained ONLINE for health, nor miss a robot that was never seen", async () => {
  const stage = new Stage();
  stage.robots[0]!.mute = true;

  await stage.start();
  stage.run(5_000);

  expect(await stage.document("robot", stage.robots[0]!.options.robot)).toMatchObject({
    activity: "offline",
  });
});

it("sets states aside that are older than what was heard", async () => {
  const { stage, robot } = await underWay();
  const old = robot.state();
  stage.run(3_000);

  robot.sayAgain({ ...old, lastNodeId: "nowhere", batteryState: { batteryCharge: 1, charging: false } });
  stage.run(100);

  expect(stage.fleet.setAside.stale).toBe(1);
  expect(await stage.document("robot", robot.options.robot)).not.toMatchObject({ battery: 1 });
});

it("takes the work back from a lost robot with empty hands, and gives it to another as soon as it bars the way to it no more", async () => {
  const stage = await new Stage({ robots: 2 }).start();
  stage.run(2_000);
  const transport = stage.request([0]);
  stage.until(() => stage.of("transport.assigned").length === 1);
  const first = stage.of("transport.assigned")[0]!.robot;
  const document = () => stage.document<{ robot: string | null }>("transport", transport);

  stage.robots.find(({ options }) => options.robot === first)!.drop();
  stage.until(() => stage.raised().includes("robot.lost"));
  stage.run(1_000);
  const taken = await document();
  stage.act({ type: "robot.takeOff", robot: first });
  stage.until(() => stage.of("transport.done").length === 1);

  expect(taken?.robot).toBeNull();
  expect(stage.of("transport.assigned").at(-1)!.robot).not.toBe(first);
});

it("does not give a trouble of long ago for the cause of the silence", async () => {
  const { stage, robot } = await underWay();
  const whys = () =>
    stage.alarms.flatMap((alarm) =>
      alarm.type === "alarm.raise" && "why" in alarm.parameters ? [alarm.parameters.why] : [],
    );
  robot.eStop = "AUTOACK";
  robot.wake();
  stage.run(1_000);
  robot.eStop = "NONE";
  robot.wake();
  stage.run(10_000);

  robot.mute = true;
  stage.run(90_000);

  expect(stage.raised()).toEqual(["robot.estop", "robot.lost"]);
  expect(whys()).toEqual([{ code: "said.stop", stop: "auto" }]);
});
