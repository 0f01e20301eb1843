/** What the simulated floor costs: robot seconds per wall second of circling robots, with all judges on, and of the checker alone. */
import { availableParallelism, cpus } from "node:os";
import { test } from "vitest";
import { ringOfRobots } from "./ring.fixture.ts";

const virtualSeconds = 1_200;

for (const count of [40, 80])
  test(`${count} robots circle for ${virtualSeconds} s`, () => {
    const ring = ringOfRobots(count, 6.25 * count * count, () => performance.now());
    const { clock, judge, floor } = ring;
    clock.run(() => false, clock.now() + 60_000);
    ring.controlMs = 0;
    ring.states = 0;
    const before = judge.tracks.travelled(clock.now()).distanceM;

    const began = performance.now();
    clock.run(() => false, clock.now() + virtualSeconds * 1_000);
    const wallMs = performance.now() - began;

    const robotSeconds = count * virtualSeconds;
    const checkBegan = performance.now();
    const rounds = 2_000;
    for (let i = 0; i < rounds; i++) judge.collisions.check(clock.now());
    const checkMs = performance.now() - checkBegan;
    const line = {
      robots: count,
      robotSecondsPerWallSecond: Math.round((robotSeconds / wallMs) * 1_000),
      withoutControl: Math.round((robotSeconds / (wallMs - ring.controlMs)) * 1_000),
      microsecondsPerRobotSecond: Math.round(((wallMs - ring.controlMs) * 1_000) / robotSeconds),
      statesPerRobotSecond: ring.states / robotSeconds,
      metresPerRobotSecond: (judge.tracks.travelled(clock.now()).distanceM - before) / robotSeconds,
      checkNanosecondsPerRobotSample: Math.round(
        (checkMs * 1e6) / (rounds * Math.max(1, floor.moving.length)),
      ),
      moving: floor.moving.length,
      collisions: judge.collisions.count,
      stalls: judge.progress.stalls + judge.progress.deadlocks,
      machine: `${availableParallelism()} x ${cpus()[0]?.model ?? "unknown"}`,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  });
