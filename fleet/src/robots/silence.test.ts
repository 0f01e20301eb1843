/** Robots that are not heard: what they hold stays held (VDA 5050 6.14; FAULTS B4 to B8, C1, C7). */
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

async function underWay() {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => hall.of("stop.done").length === 1);
  const robot = hall.robots.find(({ done }) => done.length > 0)!;
  const passed = robot.nodesPassed.length;
  hall.until(() => robot.nodesPassed.length === passed + 3);
  const activity = async () =>
    (await hall.document<{ activity: string }>("robot", robot.options.robot))!.activity;
  return { hall, robot, activity };
}

it("releases nothing to a robot that fell silent, and tells a person after a while", async () => {
  const { hall, robot, activity } = await underWay();
  robot.mute = true;
  const last = robot.orders.at(-1)!;

  hall.run(26_000);
  expect(await activity()).toBe("offline");
  expect(hall.raised()).toEqual([]);
  const { orderId, orderUpdateId } = robot.orders.at(-1)!;
  expect(orderId).toBe(last.orderId);
  expect(orderUpdateId - last.orderUpdateId).toBeLessThanOrEqual(1);

  hall.run(61_000);
  expect(hall.raised()).toEqual(["robot.lost"]);
});

it("goes on with a robot that comes back, from where it drove to", async () => {
  const { hall, robot } = await underWay();
  robot.drop();
  hall.run(10 * 60_000);

  robot.reconnect();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
  expect(hall.alarms.at(-1)?.type).toBe("alarm.clear");
});

it("believes a last will at once, however old it is", async () => {
  const { robot, hall, activity } = await underWay();

  robot.drop();
  hall.run(100);

  expect(await activity()).toBe("offline");
});

it("does not take a retained ONLINE for health, nor miss a robot that was never seen", async () => {
  const hall = new Hall();
  hall.robots[0]!.mute = true;

  await hall.start();
  hall.run(5_000);

  expect(await hall.document("robot", hall.robots[0]!.options.robot)).toMatchObject({
    activity: "offline",
  });
});

it("sets states aside that are older than what was heard", async () => {
  const { hall, robot } = await underWay();
  const old = robot.state();
  hall.run(3_000);

  robot.sayAgain({ ...old, lastNodeId: "nowhere", batteryState: { batteryCharge: 1, charging: false } });
  hall.run(100);

  expect(hall.fleet.setAside.stale).toBe(1);
  expect(await hall.document("robot", robot.options.robot)).not.toMatchObject({ battery: 1 });
});

it("takes the work back from a lost robot with empty hands, and gives it to another as soon as it bars the way to it no more", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  const transport = hall.request([0]);
  hall.until(() => hall.of("transport.assigned").length === 1);
  const first = hall.of("transport.assigned")[0]!.robot;
  const document = () => hall.document<{ robot: string | null }>("transport", transport);

  hall.robots.find(({ options }) => options.robot === first)!.drop();
  hall.until(() => hall.raised().includes("robot.lost"));
  hall.run(1_000);
  const taken = await document();
  hall.act({ type: "robot.takeOff", robot: first });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(taken?.robot).toBeNull();
  expect(hall.of("transport.assigned").at(-1)!.robot).not.toBe(first);
});

it("does not give a trouble of long ago for the cause of the silence", async () => {
  const { hall, robot } = await underWay();
  const whys = () =>
    hall.alarms.flatMap((alarm) =>
      alarm.type === "alarm.raise" && "why" in alarm.parameters ? [alarm.parameters.why] : [],
    );
  robot.eStop = "AUTOACK";
  robot.wake();
  hall.run(1_000);
  robot.eStop = "NONE";
  robot.wake();
  hall.run(10_000);

  robot.mute = true;
  hall.run(90_000);

  expect(hall.raised()).toEqual(["robot.estop", "robot.lost"]);
  expect(whys()).toEqual([{ code: "said.stop", stop: "auto" }]);
});
