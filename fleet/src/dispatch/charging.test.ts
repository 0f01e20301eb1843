/** Power: below the threshold a robot charges, and works again only when it has enough. */
import { expect, it } from "vitest";
import { Stage } from "../testing/stage.ts";

const activityOf = async (stage: Stage) =>
  (await stage.document<{ activity: string }>("robot", stage.robots[0]!.options.robot))!.activity;

it("sends a low robot to charge and gives it no work before it has enough", async () => {
  const stage = new Stage();
  const robot = stage.robots[0]!;
  robot.battery = 20;
  await stage.start();
  stage.until(() => robot.charging);
  stage.run(2_000);
  expect(await activityOf(stage)).toBe("charging");

  stage.request([0]);
  robot.battery = 50;
  stage.run(30_000);
  expect(stage.of("transport.assigned")).toEqual([]);

  robot.battery = 61;
  stage.until(() => stage.of("transport.done").length === 1);
  expect(robot.done.map(({ type }) => type)).toEqual([
    "startCharging",
    "stopCharging",
    "pick",
    "pickItems",
    "drop",
  ]);
});

it("ends a tour before it charges", async () => {
  const stage = await new Stage().start();
  const robot = stage.robots[0]!;
  stage.run(2_000);
  stage.request([0]);
  stage.until(() => stage.of("stop.done").length === 1);

  robot.battery = 20;
  stage.until(() => robot.charging);

  expect(stage.of("transport.done")).toHaveLength(1);
});

it("charges an idle robot while there is no work, and takes it from there when there is", async () => {
  const stage = new Stage();
  const robot = stage.robots[0]!;
  robot.battery = 70;
  await stage.start();
  stage.until(() => robot.charging);

  stage.request([0]);

  stage.until(() => stage.of("transport.done").length === 1);
});

it("tries another charger where charging fails", async () => {
  const stage = new Stage({ robots: 6 });
  const robot = stage.robots[0]!;
  robot.battery = 20;
  let failures = 0;
  robot.failing = (type) => type === "startCharging" && failures++ === 0;
  await stage.start();

  stage.until(() => robot.charging);

  expect(failures).toBeGreaterThan(0);
});
