/** While our own line to the broker is down nobody is heard, and nobody is to blame: no alarm names a robot, no work changes hands, and every robot is seen before its next order (VDA 5050 6.1; FAULTS A4, B5). */
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { Stage } from "./testing/stage.ts";

/** Six robots, three of them with work, some under way and some at a stop. */
async function atWork(): Promise<Stage> {
  const stage = await new Stage({ robots: 6 }).start();
  stage.run(2 * secondMs);
  for (const faces of [
    [0, 40, 90],
    [5, 60],
    [20, 100, 130],
  ])
    stage.request(faces);
  stage.until(() => stage.of("stop.done").length >= 3);
  return stage;
}

const robotsBlamed = (stage: Stage): string[] =>
  stage.raised().filter((alarm) => alarm !== "house.line-down");
const assignments = (stage: Stage): string[] =>
  stage.of("transport.assigned").map(({ transport, robot }) => `${transport} ${robot}`);

describe.each([
  ["two minutes", 2 * minuteMs],
  ["ten minutes", 10 * minuteMs],
  ["an hour", 60 * minuteMs],
])("our line is down for %s", (_, downMs) => {
  it.each([0, 3, 7, 12, 20])(
    "%i s after the third stop: nobody is blamed, and the work goes on with whom it had",
    async (seconds) => {
      const stage = await atWork();
      stage.run(seconds * secondMs);
      const given = assignments(stage);

      stage.line.cut();
      stage.run(downMs);
      const whileDown = stage.standing();
      stage.line.mend();
      stage.until(() => stage.of("transport.done").length === 3);

      expect(whileDown).toEqual(["house.line-down"]);
      expect(robotsBlamed(stage)).toEqual([]);
      expect(stage.standing()).toEqual([]);
      expect(assignments(stage)).toEqual(given);
      expect(stage.of("transport.failed")).toEqual([]);
    },
  );
});

it("the broker restarts: robots come back one by one, their last wills spoken, and are seen before anybody gets an order", async () => {
  const stage = await atWork();
  const given = assignments(stage);

  for (const robot of stage.robots) robot.drop();
  stage.line.cut();
  stage.run(3 * minuteMs);
  stage.line.mend();
  const told = stage.messages.get("order");
  for (const robot of stage.robots.slice(0, -1)) {
    stage.run(secondMs);
    robot.reconnect();
  }
  stage.run(secondMs);
  expect(stage.messages.get("order")).toBe(told);
  stage.robots.at(-1)!.reconnect();
  stage.until(() => stage.of("transport.done").length === 3);

  expect(robotsBlamed(stage)).toEqual([]);
  expect(assignments(stage)).toEqual(given);
});

it("the line comes and goes: each return begins the looking anew", async () => {
  const stage = await atWork();

  for (let n = 0; n < 20; n++) {
    stage.line.cut();
    stage.run(9 * secondMs);
    const told = stage.messages.get("order");
    stage.run(3 * secondMs);
    expect(stage.messages.get("order")).toBe(told);
    stage.line.mend();
    stage.run(4 * secondMs);
  }
  stage.until(() => stage.of("transport.done").length === 3);

  expect(robotsBlamed(stage)).toEqual([]);
});

it("a robot that died meanwhile is told once the others were seen", async () => {
  const stage = await atWork();
  const dead = stage.robots.find(({ done }) => done.length > 0)!;

  stage.line.cut();
  stage.run(5 * minuteMs);
  dead.mute = true;
  dead.deaf = true;
  stage.line.mend();
  stage.run(2 * minuteMs);

  expect(stage.standing()).toEqual(["robot.lost"]);
});

it("a house that starts while its broker is away blames nobody for that either", async () => {
  const stage = await atWork();
  await stage.kill();
  await stage.start({ lineDown: true });

  stage.run(5 * minuteMs);
  const whileDown = stage.standing();
  stage.line.mend();
  stage.until(() => stage.of("transport.done").length === 3);

  expect(whileDown).toEqual(["house.line-down"]);
  expect(robotsBlamed(stage)).toEqual([]);
});

it("a person's act is answered while the line is down: it says why nobody heard it", async () => {
  const stage = await atWork();
  stage.line.cut();
  stage.run(secondMs);

  const answer = stage.act({ type: "robot.pause", robot: stage.robots[0]!.options.robot });
  stage.run(minuteMs);

  expect(answer()).toMatchObject({ type: "command.unanswered", reason: { code: "house.line-down" } });
});
