import { pointFootprint } from "@floorplane/layout/footprint";
import { describe, expect, it } from "vitest";
import { type Body, Floor } from "../floor/floor.ts";
import { lookMs, ProgressChecker } from "./progress-checker.ts";

function oneBody() {
  const way = { metres: 0 };
  const body = {
    id: "R1",
    footprint: pointFootprint,
    isLoaded: false,
    isActing: false as boolean,
    isCharging: false as boolean,
    isHeldByPerson: false as boolean,
    poseInto: () => {},
    odometerAt: () => way.metres,
    emptyOdometerAt: () => 0,
  } satisfies Body;
  const floor = new Floor();
  floor.enter(body, 0);
  const asked = { hasTransport: true, isQueueing: false };
  const checker = new ProgressChecker(floor, {
    hasTransport: () => asked.hasTransport,
    isQueueing: () => asked.isQueueing,
  });
  let now = 0;
  const pass = (seconds: number, each: () => void = () => {}): void => {
    for (const end = now + seconds * 1_000; now < end; ) {
      now += lookMs;
      each();
      checker.check(now);
    }
  };
  return { body, way, asked, checker, pass };
}

describe("a robot with an unfinished transport", () => {
  it("that stands for more than five minutes is in a deadlock", () => {
    const { checker, pass } = oneBody();

    pass(300);
    expect(checker.deadlocks).toBe(0);
    pass(5);

    expect(checker.deadlocks).toBe(1);
    expect(checker.records).toMatchObject([{ robot: "R1", since: 5_000 }]);
  });

  it("that goes on later was in a stall", () => {
    const { way, checker, pass } = oneBody();
    pass(400);

    way.metres = 0.6;
    pass(5);

    expect({ deadlocks: checker.deadlocks, stalls: checker.stalls }).toEqual({ deadlocks: 0, stalls: 1 });
  });

  it("that creeps less than half a metre in five minutes does not go on", () => {
    const { way, checker, pass } = oneBody();

    pass(600, () => (way.metres += (0.4 * lookMs) / 300_000));

    expect(checker.deadlocks).toBe(1);
  });

  it("that moves half a metre every five minutes is slow, and no more", () => {
    const { way, checker, pass } = oneBody();

    pass(3_000, () => (way.metres += (0.55 * lookMs) / 300_000));

    expect(checker.deadlocks + checker.stalls).toBe(0);
  });

  it.each(["isActing", "isCharging", "isHeldByPerson"] as const)("is excused while %s", (excuse) => {
    const { body, checker, pass } = oneBody();
    body[excuse] = true;
    pass(1_000);
    expect(checker.deadlocks).toBe(0);

    body[excuse] = false;
    pass(300);
    expect(checker.deadlocks).toBe(0);
    pass(10);
    expect(checker.deadlocks).toBe(1);
  });

  it("is excused while it queues at a working station, and so is one without transport", () => {
    const { asked, checker, pass } = oneBody();
    asked.isQueueing = true;
    pass(1_000);
    asked.isQueueing = false;
    asked.hasTransport = false;
    pass(1_000);

    expect(checker.deadlocks + checker.stalls).toBe(0);
  });
});
