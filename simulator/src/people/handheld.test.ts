import { parseTaskOutcome, type TaskMessage, type TaskOutcome } from "@floorplane/contracts/devices.schema";
import { ClientId, DeviceId, SiteId, TaskId } from "@floorplane/contracts/ids";
import { filterOf, topics } from "@floorplane/contracts/topics";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { aTote, someShelves } from "../goods/shelves.fixture.ts";
import { noWorldFile } from "../world-file.ts";
import { Handheld, type HandheldOptions } from "./handheld.ts";
import type { WrongForms } from "./wrong-forms.ts";

const start = Date.UTC(2026, 4, 4, 8);
const site = SiteId("test");
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const onceWrong: Pick<WrongForms, "write"> = {
  write: (form, _task, attempt) => [
    attempt === 1 ? { ...form, found: [{ ...form.found[0]!, sku: "NO" }] } : form,
  ],
};

function aFloor(
  options: Partial<Pick<HandheldOptions, "people" | "reachable" | "goodsAt" | "forms" | "trucks">> = {},
) {
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
    client: ClientId("house"),
    devices: ["HANDHELD-1", "HANDHELD-2"].map((device) => ({
      device: DeviceId(device),
      bus: broker.connect({ clientId: device }),
    })),
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

  it("look at goods that came back: good ones go home, once, and the rest stays or is destroyed", () => {
    const floor = aFloor({ goodsAt: () => [{ receiving: true }] });
    floor.shelves.receive("10001", 200);
    const task = {
      task: "TASK-1",
      kind: "inspect",
      location: "RECV",
      sku: "10001",
      quantity: 200,
      to: "A",
    } as const;
    floor.ask(task);
    floor.pass(600);
    floor.ask(task);
    floor.pass(600);

    const found = Object.fromEntries(
      floor.answers[0]!.outcome.found.map(({ state, quantity }) => [state, quantity]),
    );
    expect(found.available! + found.defective! + found.destroyed!).toBe(200);
    expect(floor.shelves.bin("A").get("10001")).toBe(20 + found.available!);
    expect(floor.shelves.receiving().get("10001")).toBe(found.defective! + found.destroyed!);
    expect(floor.answers[1]!.outcome).toEqual(floor.answers[0]!.outcome);
    expect(floor.shelves.total("destroyed")).toBe(0);

    const spoilt = {
      task: "TASK-2",
      kind: "destroy",
      location: "RECV",
      sku: "10001",
      quantity: found.destroyed!,
    } as const;
    floor.ask(spoilt);
    floor.pass(600);
    const [, , first] = floor.answers.map(({ outcome }) => outcome);
    const until = new Date(start + 86_400_000).toISOString();
    floor.ask({ ...spoilt, signed: { by: first!.device, units: found.destroyed!, until } });
    floor.pass(600);
    const second = floor.answers.at(-1)!.outcome;

    expect(second.found).toEqual(first!.found);
    expect(second.device).not.toBe(first!.device);
    expect(floor.shelves.receiving().get("10001")).toBe(found.defective);
    expect(floor.shelves.total("destroyed")).toBe(found.destroyed);
    expect(floor.shelves.unbalanced(new Map())).toEqual([]);
  });

  it("take nothing out of a tote that waits for a count", () => {
    const floor = aFloor({ goodsAt: () => [{ tote: "T1" }] });
    aTote(floor.shelves, "T1", "10002", 2);
    floor.ask({ task: "TASK-1", kind: "count-tote", tote: "T1", station: "CHECK1" });
    floor.ask({ task: "TASK-2", kind: "inspect", location: "CHECK1", sku: "10002", quantity: 2, to: "A" });
    floor.pass(600);
    const whileCounted = floor.answers.map(({ outcome }) => outcome.task);
    floor.takeBack("TASK-1");
    floor.pass(600);

    expect(whileCounted).toEqual(["TASK-1"]);
    expect(floor.answers.map(({ outcome }) => outcome.task)).toEqual(["TASK-1", "TASK-2"]);
    expect(floor.shelves.bin("A").get("10002")).toBe(5);
  });

  it("leave alone what the house decided of while they were on the way, or when it says so afterwards", () => {
    const floor = aFloor({ goodsAt: () => [{ receiving: true }] });
    floor.shelves.receive("10001", 3);
    const task = { task: "TASK-1", kind: "relabel", location: "RECV", sku: "10001", to: "A" } as const;
    floor.ask({ ...task, quantity: 3 });
    floor.ask({ ...task, quantity: 2 });
    floor.pass(600);
    const onTheWay = floor.answers.map(({ outcome }) => outcome.found);
    const whole = { ...task, task: "TASK-2", kind: "inspect", quantity: 1 } as const;
    floor.ask(whole);
    floor.takeBack("TASK-2");
    floor.pass(600);
    const there = floor.shelves.receiving().get("10001");

    expect(onTheWay).toEqual([[{ sku: "10001", quantity: 2 }]]);
    expect(floor.answers).toHaveLength(1);
    expect(there).toBe(1);
    expect(floor.handheld.idle).toBe(true);
  });

  it("bring back what was decided of after they had carried it home, and answer for the rest", () => {
    const floor = aFloor({ goodsAt: () => [{ receiving: true }] });
    floor.shelves.receive("10001", 3);
    const task = { task: "TASK-1", kind: "inspect", location: "RECV", sku: "10001", to: "A" } as const;
    const why = {
      at: "2026-05-04T08:10:00.000Z",
      device: "HANDHELD-1",
      field: "found",
      text: "1",
      skus: ["10001"],
    };
    floor.ask({ ...task, quantity: 3 });
    floor.pass(600);
    floor.ask({ ...task, quantity: 2, refused: { ...why, reason: "decided-meanwhile" } });
    floor.pass(600);

    const sums = floor.answers.map(({ outcome }) =>
      outcome.found.reduce((sum, { quantity }) => sum + quantity, 0),
    );
    expect(sums).toEqual([3, 2]);
    expect((floor.shelves.bin("A").get("10001") ?? 0) + floor.shelves.receiving().get("10001")!).toBe(23);
    expect(floor.shelves.receiving().get("10001")).toBeGreaterThanOrEqual(1);
  });

  it("go and count again when the house could not book what they wrote, and take nothing off a shelf twice", () => {
    const floor = aFloor({ forms: onceWrong });
    const refused = {
      at: "2026-05-04T08:10:00.000Z",
      device: "HANDHELD-1",
      reason: "unknown-goods",
    } as const;
    const why = { ...refused, field: "found[0].sku", text: "NO", skus: [] };
    const task = { task: "TASK-1", kind: "write-off", location: "A", sku: "10001", quantity: 3 } as const;
    floor.ask(task);
    floor.pass(600);
    floor.ask({ ...task, refused: why });
    floor.pass(600);

    expect(floor.answers.map(({ outcome }) => outcome.found)).toEqual([
      [{ sku: "NO", quantity: 3 }],
      [{ sku: "10001", quantity: 3 }],
    ]);
    expect(floor.shelves.total("written-off")).toBe(3);
    expect([...floor.handheld.refusals]).toEqual([["unknown-goods", 1]]);
  });

  it("send a colleague where one person's count was not enough", () => {
    const floor = aFloor();
    const task = { task: "TASK-1", kind: "count-bin", location: "A" } as const;
    floor.ask(task);
    floor.pass(600);
    const at = "2026-05-04T08:10:00.000Z";
    const why = { at, field: "found", text: "25 units", skus: [], reason: "second-person" as const };
    floor.ask({ ...task, refused: { ...why, device: "HANDHELD-1" } });
    floor.pass(600);

    const [first, second] = floor.answers.map(({ outcome }) => outcome);
    expect([first!.device, second!.device]).toEqual(["HANDHELD-1", "HANDHELD-2"]);
    expect(second!.found).toEqual(first!.found);
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

describe("what came", () => {
  const putAway = {
    task: "TASK-1",
    kind: "put-away",
    location: "RECV",
    sku: "10001",
    lot: "D1",
    quantity: 4,
    to: "B",
  } as const;
  const aStation = () => {
    const floor = aFloor({ goodsAt: () => [{ receiving: true }] });
    floor.shelves.deliver("10001", 4);
    return floor;
  };
  const said = ({ answers }: ReturnType<typeof aFloor>) =>
    answers.map(({ outcome: { begun, found, place } }) => (begun ? "begun" : [found, place]));

  it("is taken when the house has heard that somebody takes it, and put where it was meant to be", () => {
    const floor = aStation();
    floor.ask(putAway);
    floor.pass(121);
    expect(said(floor)[0]).toBe("begun");
    expect(floor.shelves.bin("B").size).toBe(0);

    floor.ask({ ...putAway, begunBy: "HANDHELD-1" });
    floor.pass(60);

    expect(said(floor).at(-1)).toEqual([[{ sku: "10001", quantity: 4 }], "B"]);
    expect(floor.shelves.bin("B").get("10001")).toBe(4);
    expect(floor.shelves.receiving().size).toBe(0);
    expect(floor.handheld.idle).toBe(true);
  });

  it("is left where it is when a robot was first, and whoever stood there does something else", () => {
    const floor = aStation();
    floor.ask(putAway);
    floor.pass(121);

    floor.takeBack("TASK-1");
    floor.pass(600);

    expect(said(floor).every((one) => one === "begun")).toBe(true);
    expect(floor.shelves.receiving().get("10001")).toBe(4);
    expect(floor.handheld.idle).toBe(true);
  });

  it("without a place waits until it has one", () => {
    const floor = aStation();
    const { to: _to, ...nowhere } = putAway;
    floor.ask(nowhere);
    floor.pass(600);
    expect(floor.answers).toEqual([]);

    floor.ask(putAway);
    floor.pass(121);

    expect(said(floor)[0]).toBe("begun");
  });

  it("is counted as it stands on the truck", () => {
    const counted = [{ sku: "10001", quantity: 3 }];
    const floor = aFloor({ trucks: { counted: ({ receipt }) => (receipt === "D1" ? counted : undefined) } });

    floor.ask({ task: "TASK-1", kind: "receive", station: "RECV", location: "RECV", receipt: "D1" });
    floor.pass(200);

    expect(floor.answers[0]?.outcome).toMatchObject({ found: counted, complete: true });
  });
});
