/** While our own line to the broker is down nobody is heard, and nobody is to blame: no alarm names a robot, no work changes hands, and every robot is seen before its next order (VDA 5050 6.1; FAULTS A4, B5). */
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { Hall } from "./testing/hall.ts";

/** Six robots, three of them with work, some under way and some at a stop. */
async function atWork(): Promise<Hall> {
  const hall = await new Hall({ robots: 6 }).start();
  hall.run(2 * secondMs);
  for (const faces of [
    [0, 40, 90],
    [5, 60],
    [20, 100, 130],
  ])
    hall.request(faces);
  hall.until(() => hall.of("stop.done").length >= 3);
  return hall;
}

const robotsBlamed = (hall: Hall): string[] => hall.raised().filter((alarm) => alarm !== "house.line-down");
const assignments = (hall: Hall): string[] =>
  hall.of("transport.assigned").map(({ transport, robot }) => `${transport} ${robot}`);

describe.each([
  ["two minutes", 2 * minuteMs],
  ["ten minutes", 10 * minuteMs],
  ["an hour", 60 * minuteMs],
])("our line is down for %s", (_, downMs) => {
  it.each([0, 3, 7, 12, 20])(
    "%i s after the third stop: nobody is blamed, and the work goes on with whom it had",
    async (seconds) => {
      const hall = await atWork();
      hall.run(seconds * secondMs);
      const given = assignments(hall);

      hall.line.cut();
      hall.run(downMs);
      const whileDown = hall.standing();
      hall.line.mend();
      hall.until(() => hall.of("transport.done").length === 3);

      expect(whileDown).toEqual(["house.line-down"]);
      expect(robotsBlamed(hall)).toEqual([]);
      expect(hall.standing()).toEqual([]);
      expect(assignments(hall)).toEqual(given);
      expect(hall.of("transport.failed")).toEqual([]);
    },
  );
});

it("the broker restarts: robots come back one by one, their last wills spoken, and are seen before anybody gets an order", async () => {
  const hall = await atWork();
  const given = assignments(hall);

  for (const robot of hall.robots) robot.drop();
  hall.line.cut();
  hall.run(3 * minuteMs);
  hall.line.mend();
  const told = hall.messages.get("order");
  for (const robot of hall.robots.slice(0, -1)) {
    hall.run(secondMs);
    robot.reconnect();
  }
  hall.run(secondMs);
  expect(hall.messages.get("order")).toBe(told);
  hall.robots.at(-1)!.reconnect();
  hall.until(() => hall.of("transport.done").length === 3);

  expect(robotsBlamed(hall)).toEqual([]);
  expect(assignments(hall)).toEqual(given);
});

it("the line comes and goes: each return begins the looking anew", async () => {
  const hall = await atWork();

  for (let n = 0; n < 20; n++) {
    hall.line.cut();
    hall.run(9 * secondMs);
    const told = hall.messages.get("order");
    hall.run(3 * secondMs);
    expect(hall.messages.get("order")).toBe(told);
    hall.line.mend();
    hall.run(4 * secondMs);
  }
  hall.until(() => hall.of("transport.done").length === 3);

  expect(robotsBlamed(hall)).toEqual([]);
});

it("a robot that died meanwhile is told once the others were seen", async () => {
  const hall = await atWork();
  const dead = hall.robots.find(({ done }) => done.length > 0)!;

  hall.line.cut();
  hall.run(5 * minuteMs);
  dead.mute = true;
  dead.deaf = true;
  hall.line.mend();
  hall.run(2 * minuteMs);

  expect(hall.standing()).toEqual(["robot.lost"]);
});

it("a house that starts while its broker is away blames nobody for that either", async () => {
  const hall = await atWork();
  await hall.kill();
  await hall.start({ lineDown: true });

  hall.run(5 * minuteMs);
  const whileDown = hall.standing();
  hall.line.mend();
  hall.until(() => hall.of("transport.done").length === 3);

  expect(whileDown).toEqual(["house.line-down"]);
  expect(robotsBlamed(hall)).toEqual([]);
});

it("a person's act is answered while the line is down: it says why nobody heard it", async () => {
  const hall = await atWork();
  hall.line.cut();
  hall.run(secondMs);

  const answer = hall.act({ type: "robot.pause", robot: hall.robots[0]!.options.robot });
  hall.run(minuteMs);

  expect(answer()).toMatchObject({ type: "command.unanswered", reason: { code: "house.line-down" } });
});

it("a line that never was up since the start is not lost: nothing is told while it comes, and that it does not come is told after two minutes", async () => {
  const slow = await new Hall({ robots: 2 }).start({ lineDown: true });
  slow.run(90 * secondMs);
  slow.line.mend();
  slow.run(30 * secondMs);
  const never = await new Hall({ robots: 2 }).start({ lineDown: true });
  never.run(3 * minuteMs);

  expect(slow.raised()).toEqual([]);
  expect(never.standing()).toEqual(["house.line-down"]);

  slow.line.cut();
  slow.run(11 * secondMs);
  expect(slow.standing()).toEqual(["house.line-down"]);
});
