/** A jam has a named cause: whoever waits says which robot is at the front and why it stands, and that one says how many wait for it. */

import { RobotId } from "@floorplane/contracts/ids";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { describe, expect, it } from "vitest";
import { jamsOf } from "./jams.ts";
import { Hall } from "./testing/hall.ts";
import { trafficOn } from "./traffic/fleet-traffic.ts";

const links = (...pairs: readonly (readonly [string, string])[]) =>
  new Map(pairs.map(([robot, other]) => [RobotId(robot), RobotId(other)]));

describe("the first cause", () => {
  it("is the robot that waits for nobody, for all that stand behind it", () => {
    const jams = jamsOf(links(["R1", "R2"], ["R2", "R3"], ["R4", "R2"], ["R5", "R6"]));

    expect(jams.get(RobotId("R1"))).toEqual({ first: ["R3"], waiting: ["R1", "R2", "R4"] });
    expect(jams.get(RobotId("R4"))).toBe(jams.get(RobotId("R1")));
    expect(jams.get(RobotId("R5"))).toEqual({ first: ["R6"], waiting: ["R5"] });
  });

  it("is all of a ring, for those behind it too", () => {
    const jams = jamsOf(links(["R1", "R2"], ["R2", "R3"], ["R3", "R1"], ["R4", "R2"]));

    expect(jams.get(RobotId("R4"))).toEqual({
      first: ["R1", "R2", "R3"],
      waiting: ["R1", "R2", "R3", "R4"],
    });
  });
});

interface Shown {
  readonly robot: string;
  readonly activity: string;
  readonly why: RobotReason | null;
}

describe("a robot paused in an aisle", () => {
  it("is named by whoever waits for it, however far behind, and says how many wait", async () => {
    const hall = await new Hall({
      robots: 12,
      traffic: ({ graph }) => trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
    }).start();
    hall.run(2_000);
    const aisle = hall.locations.flatMap((location, face) => (location.startsWith("A03-") ? [face] : []));
    for (let tour = 0; tour < 24; tour++) hall.request([aisle[(tour * 5) % aisle.length]!]);
    const inAisle = () =>
      hall.robots.find(({ node }) => /^A03-0[2-9]$/.test(hall.layout.graph.nodeIds[node] ?? ""));
    hall.until(() => inAisle() !== undefined);
    const paused = inAisle()!.options.robot;
    hall.say({
      type: "robot.pause",
      command: "C1",
      robot: paused,
      by: "mia",
      reason: "a box on the floor",
    });

    hall.run(180_000);

    const shown = (await hall.ledger.documents("robot")).map(({ body }) => body as Shown);
    const jams = shown.flatMap(({ activity, why }) => {
      const last = why?.code === "several" ? why.because.at(-1) : why;
      return activity === "waiting" && last?.code === "jam.behind" ? [last] : [];
    });
    expect(jams.length).toBeGreaterThan(5);
    for (const jam of jams) expect(jam).toMatchObject({ robot: paused, does: "paused" });
    expect(shown.find(({ robot }) => robot === paused)!.why).toEqual({
      code: "jam.first",
      waiting: expect.any(Number),
    });
  });
});
