import { describe, expect, it } from "vitest";
import { ringOfRobots } from "./ring.fixture.ts";

const noWall = (): number => 0;

describe("a floor of circling robots", () => {
  it("is driven without a touch, a stall or a difference between two runs", () => {
    const run = () => {
      const ring = ringOfRobots(12, 600, noWall);
      ring.clock.run(() => false, ring.clock.now() + 600_000);
      const { judge, robots, clock } = ring;
      return {
        collisions: judge.collisions.collisions,
        stalls: judge.progress.records,
        travelled: judge.tracks.travelled(clock.now()),
        poses: robots.map((robot) => robot.poseAt(clock.now())),
        states: ring.states,
      };
    };

    const first = run();

    expect(first.collisions).toEqual([]);
    expect(first.stalls).toEqual([]);
    expect(first.travelled.distanceM).toBeGreaterThan(12 * 600 * 0.4);
    expect(first.travelled.busyRobotSeconds).toBe(12 * 600);
    expect(run()).toEqual(first);
  });

  it("shows the collision when one robot is put into another's way", () => {
    const ring = ringOfRobots(2, 200, noWall);
    const [first, second] = ring.robots;
    ring.clock.run(() => false, 5_000);
    // Stands dead on the lane, unseen by a control that thinks it has gone.
    first!.halt();
    const at = first!.poseAt(ring.clock.now());
    ring.freePlacesOf(0);

    ring.clock.run(() => ring.judge.collisions.count > 0, 600_000);

    expect(ring.judge.collisions.collisions[0]?.robots).toContain(second!.id);
    expect(
      Math.hypot(
        ring.judge.collisions.collisions[0]!.x - at.x,
        ring.judge.collisions.collisions[0]!.y - at.y,
      ),
    ).toBeLessThan(1.2);
  });

  it("writes a row for every second in which a robot moved", () => {
    const rows: string[] = [];
    const ring = ringOfRobots(2, 200, noWall, (text) => rows.push(...text.split("\n")));
    ring.clock.run(() => false, 20_000);
    ring.judge.stop();

    expect(rows[0]).toBe("t,robot,x,y,theta,loaded");
    const firsts = rows
      .filter((row) => row.split(",")[1] === ring.robots[0]!.id)
      .map((row) => row.split(",").map(Number));
    expect(firsts.map(([t]) => t)).toEqual(Array.from({ length: firsts.length }, (_, i) => i + 1));
    const [, , x, y] = firsts.at(-1)!;
    const pose = ring.robots[0]!.poseAt(20_000);
    expect(x).toBeCloseTo(pose.x, 2);
    expect(y).toBeCloseTo(pose.y, 2);
  });
});
