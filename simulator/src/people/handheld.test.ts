import { parseTaskOutcome, type TaskMessage, type TaskOutcome } from "@floorplane/contracts/devices.schema";
import { DeviceId, SiteId, TaskId } from "@floorplane/contracts/ids";
import { filterOf, topics } from "@floorplane/contracts/topics";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { aTote, someShelves } from "../goods/shelves.fixture.ts";
import { noWorldFile } from "../world-file.ts";
import { Handheld } from "./handheld.ts";

const start = Date.UTC(2026, 4, 4, 8);
const site = SiteId("test");
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function aFloor(options: { people?: number; reachable?: (tote: string) => boolean } = {}) {
  const clock = new VirtualClock(start);
  const broker = new MemoryBroker(clock);
  const house = broker.connect({ clientId: "house" });
  const answers: { at: number; outcome: TaskOutcome }[] = [];
  house.subscribe(filterOf("taskOutcome", site), ({ payload }) =>
    answers.push({ at: clock.now() - start, outcome: parseTaskOutcome.bytes(payload) }),
  );
  const shelves = someShelves({ A: { "10001": 20, "10002": 5 } });
  const handheld = new Handheld({
    site,
    device: DeviceId("HANDHELD-1"),
    bus: broker.connect({ clientId: "HANDHELD-1" }),
    timers: clock,
    random: seededRandom(1),
    shelves,
    file: noWorldFile,
    log: silentLog,
    reachable: () => true,
    ...options,
  });
  handheld.start();
  return {
    shelves,
    handheld,
    answers,
    ask: (task: Omit<TaskMessage, "at">) =>
      house.publish(
        topics.task(site, TaskId(task.task)),
        encode({ ...task, at: new Date(start).toISOString() }),
      ),
    takeBack: (task: string) => house.publish(topics.task(site, TaskId(task)), new Uint8Array()),
    pass: (seconds: number) => void clock.run(() => false, clock.now() + seconds * 1_000),
  };
}

describe("people with handhelds", () => {
  it("walk to a bin and answer with everything that really lies in it", () => {
    const floor = aFloor();
    floor.ask({ task: "TASK-1", kind: "count-bin", location: "A", sku: "10001" });

    floor.pass(29);
    expect(floor.answers).toEqual([]);
    expect(floor.handheld.idle).toBe(false);
    floor.pass(600);

    expect(floor.answers.map(({ outcome }) => [outcome.task, outcome.found])).toEqual([
      [
        "TASK-1",
        [
          { sku: "10001", quantity: 20 },
          { sku: "10002", quantity: 5 },
        ],
      ],
    ]);
    expect(floor.handheld.idle).toBe(true);
  });

  it("count a tote once it stands where they reach it", () => {
    let isThere = false;
    const floor = aFloor({ reachable: () => isThere });
    aTote(floor.shelves, "T1", "10002", 2);
    floor.ask({ task: "TASK-1", kind: "count-tote", tote: "T1", station: "CHECK1" });

    floor.pass(600);
    expect(floor.answers).toEqual([]);
    isThere = true;
    floor.pass(60);

    expect(floor.answers.map(({ outcome }) => outcome.found)).toEqual([[{ sku: "10002", quantity: 2 }]]);
  });

  it("take spoilt units off the shelf and say how many there were", () => {
    const floor = aFloor();
    floor.ask({ task: "TASK-1", kind: "write-off", location: "A", sku: "10002", quantity: 9 });
    floor.pass(600);

    expect(floor.answers.map(({ outcome }) => outcome.found)).toEqual([[{ sku: "10002", quantity: 5 }]]);
    expect(floor.shelves.bin("A").get("10002")).toBeUndefined();
    expect(floor.shelves.total("written-off")).toBe(5);
  });

  it("do a task once, and give the same answer when it is told again", () => {
    const floor = aFloor();
    const task = { task: "TASK-1", kind: "write-off", location: "A", sku: "10001", quantity: 3 } as const;
    floor.ask(task);
    floor.pass(10);
    floor.ask(task);
    floor.pass(600);
    floor.takeBack("TASK-1");
    floor.ask(task);
    floor.pass(600);

    expect(floor.answers.map(({ outcome }) => outcome)).toEqual([
      floor.answers[0]!.outcome,
      floor.answers[0]!.outcome,
    ]);
    expect(floor.shelves.total("written-off")).toBe(3);
  });

  it("are as many as they are: further tasks wait", () => {
    const floor = aFloor({ people: 1 });
    for (const number of [1, 2, 3]) floor.ask({ task: `TASK-${number}`, kind: "count-bin", location: "B" });
    floor.pass(1_000);

    const times = floor.answers.map(({ at }) => at);
    expect(floor.answers.map(({ outcome }) => outcome.task)).toEqual(["TASK-1", "TASK-2", "TASK-3"]);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(30_000);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(30_000);
  });

  it("are not troubled by what is no task", () => {
    const floor = aFloor();
    floor.ask({ task: "TASK-1", kind: "dance" as "count-bin" });
    floor.pass(600);

    expect(floor.answers).toEqual([]);
    expect(floor.handheld.idle).toBe(true);
  });
});
