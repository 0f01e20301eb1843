/** What a screen is told of a robot that does not work, or of which something is not known. */

import { unseenCondition } from "@floorplane/contracts/acts";
import type { RobotDocument } from "@floorplane/contracts/documents";
import { readPositions } from "@floorplane/contracts/positions";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { filterOf } from "@floorplane/contracts/topics";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";
import { activityOf } from "./activity.ts";
import { faultOf } from "./hindrance.ts";
import type { Robot } from "./robot.ts";

async function aHall(positionsHz = 0) {
  const hall = await new Hall({ settings: { positionsHz } }).start();
  const robot = hall.robots[0]!;
  const shown = async () =>
    (await hall.document("robot", robot.options.robot)) as unknown as RobotDocument | undefined;
  return { hall, robot, shown };
}

const withoutCharge = (state: State): State => {
  const { batteryState: _, ...rest } = state;
  return rest as State;
};

it("says that a charge is not known where none was ever told, and gives no work to that robot", async () => {
  const { hall, robot, shown } = await aHall();
  for (const each of hall.robots) each.distort = withoutCharge;
  hall.run(3_000);

  hall.request([0]);
  hall.run(20_000);

  expect((await shown())?.battery).toBe(null);
  expect((await shown())?.why).toEqual({ code: "charge.untold" });
  expect(hall.of("transport.assigned")).toHaveLength(0);
  for (const each of hall.robots) each.distort = (state) => state;
  for (const each of hall.robots) each.say();
  hall.until(() => hall.of("transport.assigned").length === 1);
  expect((await shown())?.battery).toBeGreaterThan(50);
  expect(robot.battery).toBeGreaterThan(50);
});

it("keeps the last charge that was told while a robot leaves it out", async () => {
  const { hall, robot, shown } = await aHall();
  hall.run(3_000);
  const before = (await shown())?.battery;

  robot.distort = withoutCharge;
  robot.say();
  hall.run(3_000);

  expect(before).toBeGreaterThan(50);
  expect((await shown())?.battery).toBe(before);
});

it.each<[what: string, spoil: (state: State) => State, why: RobotReason]>([
  [
    "that reports a fault",
    (state) => ({
      ...state,
      errors: [{ errorType: "laserBlind", errorLevel: "FATAL", errorDescription: "lens is dirty" }],
    }),
    {
      code: "fault.reported",
      because: { code: "said.error", type: "laserBlind", text: "lens is dirty" },
    },
  ],
  [
    "whose emergency stop is pressed",
    (state) => ({ ...state, safetyState: { eStop: "MANUAL", fieldViolation: false } }),
    { code: "fault.stopped" },
  ],
  [
    "that does not trust its position",
    (state) => ({
      ...state,
      agvPosition: { ...state.agvPosition!, positionInitialized: false },
    }),
    { code: "fault.astray", because: { code: "place.untrusted" } },
  ],
])("shows no fault without a reason: a robot %s", async (_, spoil, why) => {
  const { hall, robot, shown } = await aHall();
  hall.run(3_000);

  robot.distort = spoil;
  robot.say();
  hall.run(3_000);

  expect((await shown())?.activity).toBe("fault");
  expect((await shown())?.why).toEqual(why);
});

it("says in frames of positions, too, that a charge is not known", async () => {
  const { hall } = await aHall(5);
  const frames: Uint8Array[] = [];
  const bus = hall.broker.connect({ clientId: "screen" });
  bus.subscribe(filterOf("positions"), ({ payload }) => frames.push(payload));
  for (const each of hall.robots) each.distort = withoutCharge;
  hall.run(3_000);

  expect(readPositions(frames.at(-1)!).robots.map(({ battery }) => battery)).toContain(null);
});

it("has a reason for every word of the chart that is shown as a fault", () => {
  const readiness = [
    "unknown",
    "ready",
    "stopped",
    "confirming",
    "manual",
    "faulty",
    "astray",
    "paused",
  ] as const;
  const orders = [
    "none",
    "sent",
    "running",
    "unanswered",
    "clearing",
    "cooling",
    "wedged",
    "barred",
  ] as const;
  const unexplained: string[] = [];
  let faults = 0;
  for (const ready of readiness)
    for (const order of orders)
      for (const entered of [true, false]) {
        const value = { ...unseenCondition, link: "heard", readiness: ready, order };
        const robot = { value, context: { trouble: null }, entered, stillSince: 0 } as unknown as Robot;
        if (activityOf(robot, 0, 5_000) !== "fault") continue;
        faults++;
        if (faultOf(robot) === null) unexplained.push(`${ready} ${order} ${entered}`);
      }

  expect(faults).toBeGreaterThan(50);
  expect(unexplained).toEqual([]);
});
