import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { describe, expect, it } from "vitest";
import {
  dropTote,
  oneRobot,
  orderOver,
  pickItems,
  pickTote,
  type Stage,
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
function future(stage: Stage, seconds: number): { readonly states: string[]; readonly poses: string[] } {
  const from = stage.states.length;
  const began = stage.clock.now();
  const poses: string[] = [];
  for (let i = 1; i <= seconds * 10; i++) {
    stage.pass(0.1);
    poses.push(JSON.stringify(stage.robot.poseAt(stage.clock.now())));
  }
  const states = stage.states
    .slice(from)
    .map(({ timestamp, ...state }) => JSON.stringify({ at: Date.parse(timestamp) - began, ...state }));
  return { states, poses };
}

/** The same robot from its file, in a process that starts an hour later. */
function again(saved: SavedRobot, world: Stage["world"]): Stage {
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
    const stage = oneRobot();
    stage.order(orderOver(route()));
    stage.pass(seconds);

    const saved = stage.robot.save();
    const reborn = again(saved, stage.world);
    const before = future(stage, 40);
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
    const stage = oneRobot({ beforeState: (robot) => (saved = robot.save()) });
    stage.order(orderOver(straight(0, 12)));
    stage.pass(7.3);

    const said = stage.last();
    const reborn = again(saved!, stage.world);

    expect(reborn.last().lastNodeId).toBe(said.lastNodeId);
    expect(Math.abs(reborn.last().agvPosition!.x - said.agvPosition!.x)).toBeLessThan(0.05);
    expect(reborn.last().headerId).toBeGreaterThan(said.headerId);
    reborn.until((state) => state.lastNodeId === "N12");
  });

  it("saves before it speaks", () => {
    const spoken: string[] = [];
    const stage = oneRobot({ beforeState: (robot) => spoken.push(robot.lastNode) });
    stage.order(orderOver(straight(0, 3)));
    stage.until((state) => state.lastNodeId === "N3");

    expect(spoken.slice(-stage.states.length)).toEqual(stage.states.map(({ lastNodeId }) => lastNodeId));
  });

  it("has done what was over when it stopped, once, though its timers were late", () => {
    const clock = new VirtualClock(startMs);
    let lateMs = 0;
    const timers = { now: () => clock.now() + lateMs, at: clock.at.bind(clock) };
    const stage = oneRobot({ clock, timers });
    stage.order(orderOver(route()));
    stage.until(({ actionStates }) => actionStates[1]?.actionStatus === "RUNNING");
    lateMs = 60_000;

    const reborn = again(stage.robot.halt(), stage.world);
    reborn.until((state) => state.lastNodeId === "N12");

    expect(stage.world.asked.filter((asked) => asked.startsWith("takeUnits"))).toHaveLength(1);
  });

  it("stays held when it was paused", () => {
    const stage = oneRobot();
    stage.order(orderOver(straight(0, 12)));
    stage.pass(5);
    stage.robot.pressStop("MANUAL");
    stage.pass(5);

    const reborn = again(stage.robot.save(), stage.world);
    reborn.pass(60);

    expect(reborn.robot.poseAt(reborn.clock.now())).toEqual(stage.robot.poseAt(stage.clock.now()));
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
