import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { describe, expect, it } from "vitest";
import {
  dropTote,
  type Hall,
  oneRobot,
  orderOver,
  pickItems,
  pickTote,
  startMs,
  straight,
} from "./one-robot.fixture.ts";
import type { SavedRobot } from "./simulated-robot.ts";

const route = () =>
  straight(0, 12).map((stop, index) => ({
    ...stop,
    actions:
      index === 0
        ? [pickTote("N0")]
        : index === 5
          ? [pickItems("N5-1", 4)]
          : index === 12
            ? [dropTote("N12")]
            : [],
  }));

/** What a robot does from now on, each state without what differs by nature, and where it is every 100 ms. */
function future(hall: Hall, seconds: number): { readonly states: string[]; readonly poses: string[] } {
  const from = hall.states.length;
  const began = hall.clock.now();
  const poses: string[] = [];
  for (let i = 1; i <= seconds * 10; i++) {
    hall.pass(0.1);
    poses.push(JSON.stringify(hall.robot.poseAt(hall.clock.now())));
  }
  const states = hall.states
    .slice(from)
    .map(({ timestamp, ...state }) => JSON.stringify({ at: Date.parse(timestamp) - began, ...state }));
  return { states, poses };
}

/** The same robot from its file, in a process that starts an hour later. */
function again(saved: SavedRobot, world: Hall["world"]): Hall {
  const json = JSON.parse(JSON.stringify(saved)) as SavedRobot;
  return oneRobot({ saved: json, world, clock: new VirtualClock(startMs + 3_600_000) });
}

describe("a robot that is built from what it saved", () => {
  it.each([
    ["in the middle of fetching a tote", 2.5],
    ["speeding up", 6.5],
    ["at full speed between two nodes", 8.2],
    ["braking", 10.5],
    ["in the middle of a pick", 15],
    ["on the way to the drop", 25],
  ])("goes on exactly, %s", (_, seconds) => {
    const hall = oneRobot();
    hall.order(orderOver(route()));
    hall.pass(seconds);

    const saved = hall.robot.save();
    const reborn = again(saved, hall.world);
    const before = future(hall, 40);
    reborn.states.length = 0;
    // The first moments of a new process went into its fixture.
    const shift = (reborn.clock.now() - startMs - 3_600_000) / 1_000;
    const after = future(reborn, 40 - shift);

    expect(after.poses.at(-1)).toBe(before.poses.at(-1));
    expect(reborn.states.at(-1)).toMatchObject({ lastNodeId: "N12", orderId: "O1", nodeStates: [] });
    expect(after.states.map(withoutHeader)).toEqual(
      before.states.map((state) => withoutHeader(shifted(state, shift))),
    );
  });

  it("is where it last said it was when the save before each state is all there is", () => {
    let saved: SavedRobot | undefined;
    const hall = oneRobot({ beforeState: (robot) => (saved = robot.save()) });
    hall.order(orderOver(straight(0, 12)));
    hall.pass(7.3);

    const said = hall.last();
    const reborn = again(saved!, hall.world);

    expect(reborn.last().lastNodeId).toBe(said.lastNodeId);
    expect(Math.abs(reborn.last().agvPosition!.x - said.agvPosition!.x)).toBeLessThan(0.05);
    expect(reborn.last().headerId).toBeGreaterThan(said.headerId);
    reborn.until((state) => state.lastNodeId === "N12");
  });

  it("saves before it speaks", () => {
    const spoken: string[] = [];
    const hall = oneRobot({ beforeState: (robot) => spoken.push(robot.lastNode) });
    hall.order(orderOver(straight(0, 3)));
    hall.until((state) => state.lastNodeId === "N3");

    expect(spoken.slice(-hall.states.length)).toEqual(hall.states.map(({ lastNodeId }) => lastNodeId));
  });

  it("has done what was over when it stopped, once, though its timers were late", () => {
    const clock = new VirtualClock(startMs);
    let lateMs = 0;
    const timers = { now: () => clock.now() + lateMs, at: clock.at.bind(clock) };
    const hall = oneRobot({ clock, timers });
    hall.order(orderOver(route()));
    hall.until(({ actionStates }) => actionStates[1]?.actionStatus === "RUNNING");
    lateMs = 60_000;

    const reborn = again(hall.robot.halt(), hall.world);
    reborn.until((state) => state.lastNodeId === "N12");

    expect(hall.world.asked.filter((asked) => asked.startsWith("takeUnits"))).toHaveLength(1);
  });

  it("stays held when it was paused", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 12)));
    hall.pass(5);
    hall.robot.pressStop("MANUAL");
    hall.pass(5);

    const reborn = again(hall.robot.save(), hall.world);
    reborn.pass(60);

    expect(reborn.robot.poseAt(reborn.clock.now())).toEqual(hall.robot.poseAt(hall.clock.now()));
    expect(reborn.last().safetyState.eStop).toBe("MANUAL");
  });
});

const withoutHeader = (state: string): unknown => {
  const { headerId: _, ...rest } = JSON.parse(state) as Record<string, unknown>;
  return rest;
};
const shifted = (state: string, seconds: number): string => {
  const parsed = JSON.parse(state) as { at: number };
  return JSON.stringify({ ...parsed, at: Math.round(parsed.at - seconds * 1_000) });
};
