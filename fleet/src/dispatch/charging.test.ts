/** Power: below the threshold a robot charges, and works again only when it has enough. */
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

const activityOf = async (hall: Hall) =>
  (await hall.document<{ activity: string }>("robot", hall.robots[0]!.options.robot))!.activity;

it("sends a low robot to charge and gives it no work before it has enough", async () => {
  const hall = new Hall();
  const robot = hall.robots[0]!;
  robot.battery = 20;
  await hall.start();
  hall.until(() => robot.charging);
  hall.run(2_000);
  expect(await activityOf(hall)).toBe("charging");

  hall.request([0]);
  robot.battery = 50;
  hall.run(30_000);
  expect(hall.of("transport.assigned")).toEqual([]);

  robot.battery = 61;
  hall.until(() => hall.of("transport.done").length === 1);
  expect(robot.done.map(({ type }) => type)).toEqual([
    "startCharging",
    "stopCharging",
    "pick",
    "pickItems",
    "drop",
  ]);
});

it("ends a tour before it charges", async () => {
  const hall = await new Hall().start();
  const robot = hall.robots[0]!;
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => hall.of("stop.done").length === 1);

  robot.battery = 20;
  hall.until(() => robot.charging);

  expect(hall.of("transport.done")).toHaveLength(1);
});

it("charges an idle robot while there is no work, and takes it from there when there is", async () => {
  const hall = new Hall();
  const robot = hall.robots[0]!;
  robot.battery = 70;
  await hall.start();
  hall.until(() => robot.charging);

  hall.request([0]);

  hall.until(() => hall.of("transport.done").length === 1);
});

it("tries another charger where charging fails", async () => {
  const hall = new Hall({ robots: 6 });
  const robot = hall.robots[0]!;
  robot.battery = 20;
  let failures = 0;
  robot.failing = (type) => type === "startCharging" && failures++ === 0;
  await hall.start();

  hall.until(() => robot.charging);

  expect(failures).toBeGreaterThan(0);
});
