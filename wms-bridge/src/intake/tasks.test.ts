/** Tasks over HTTP: the same reader, the same refusals, the same reasons as on a handheld. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const tasksOf = (floor: Floor) =>
  floor.request({ method: "GET", url: wmsPaths.tasks, headers: {}, body: new Uint8Array() }).body as {
    open: number;
    tasks: { task: string; kind: string; refused: { reason: string; detail: string } | null }[];
  };

async function aWriteOff(): Promise<{ floor: Floor; task: string }> {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: "A", quantity: 7, reason: "broken" });
  return { floor, task: tasksOf(floor).tasks[0]!.task };
}

const anAnswer = (task: string, sku: string) => ({
  task,
  device: "TABLET",
  at: "2010-12-01T08:00:00.000Z",
  found: [{ sku, quantity: 7 }],
});

it("books an answer, and says the same when it is told again", async () => {
  const { floor, task } = await aWriteOff();

  const first = floor.post(wmsPaths.taskOutcome(task), anAnswer(task, "a"));
  const again = floor.post(wmsPaths.taskOutcome(task), anAnswer(task, "a"));

  expect(first).toMatchObject({ status: 200, body: { state: "done" } });
  expect(again).toEqual(first);
  expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(93);
  expect(tasksOf(floor)).toEqual({ open: 0, tasks: [] });
});

it("names the field of a write-off whose number is known with another content", async () => {
  const { floor } = await aWriteOff();

  const other = floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: "A", quantity: 8, reason: "broken" });

  expect(other).toMatchObject({ status: 409, body: { code: "conflict", field: "writeOff" } });
});

describe("another answer to a task that is done", () => {
  const found = (quantity: number, sku = "A") => ({ found: [{ sku, quantity }] });

  it("is refused, naming who answered and how; the same content stays done, whoever says it", async () => {
    const { floor, task } = await aWriteOff();
    floor.post(wmsPaths.taskOutcome(task), anAnswer(task, "A"));

    const other = floor.post(wmsPaths.taskOutcome(task), { ...anAnswer(task, "A"), ...found(3) });
    const unread = floor.post(wmsPaths.taskOutcome(task), { ...anAnswer(task, "A"), ...found(7, "Q") });
    const same = floor.post(wmsPaths.taskOutcome(task), { ...anAnswer(task, " a"), device: "WMS" });

    expect(other).toMatchObject({ status: 409, body: { code: "answered-otherwise" } });
    expect(other.body.detail).toContain(
      `${task} was answered already by TABLET at 2010-12-01T08:00:00.000Z, with 7 of A`,
    );
    expect(unread.status).toBe(409);
    expect(same).toMatchObject({ status: 200, body: { state: "done" } });
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(93);
  });

  it("is refused when it grades the same units otherwise", async () => {
    const floor = await aStockedFloor();
    floor.peopleInspect = false;
    floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "A", quantity: 4 }] });
    floor.run(600);
    const task = tasksOf(floor).tasks.find(({ kind }) => kind === "inspect")!.task;
    const graded = (good: number, bad: number) => ({
      task,
      device: "TABLET",
      at: "2010-12-01T08:09:00.000Z",
      found: [
        { sku: "A", quantity: good, state: "available" },
        { sku: "A", quantity: bad, state: "defective" },
      ],
    });
    const first = floor.post(wmsPaths.taskOutcome(task), graded(4, 0));

    const other = floor.post(wmsPaths.taskOutcome(task), graded(3, 1));

    expect(first.status).toBe(200);
    expect(other.status).toBe(409);
    expect(other.body.detail).toContain("4 of A (4 available)");
    expect(floor.post(wmsPaths.taskOutcome(task), graded(4, 0)).status).toBe(200);
  });

  it("is refused after a restart too", async () => {
    const { floor, task } = await aWriteOff();
    floor.post(wmsPaths.taskOutcome(task), anAnswer(task, "A"));
    await floor.reopen();

    const other = floor.post(wmsPaths.taskOutcome(task), { ...anAnswer(task, "A"), ...found(3) });

    expect(other.status).toBe(409);
  });

  it("calls nobody any more when the house's own count has decided which was right", async () => {
    const { floor, task } = await aWriteOff();
    floor.answer(task, { ...found(7) });
    floor.run(1);
    floor.peopleAtWork = false;
    floor.answer(task, { ...found(3) });
    floor.run(60);
    const called = [...floor.alarms.values()];
    floor.peopleAtWork = true;
    const count = [...floor.asked.values()].find(
      ({ kind, location }) => kind === "count-bin" && location === "P01",
    );
    floor.answer(count!.task, { found: [{ sku: "A", quantity: 97 }], complete: true });
    floor.run(60);

    expect(called).toContain("task.answered-otherwise");
    expect([...floor.alarms.values()]).not.toContain("task.answered-otherwise");
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(97);
  });

  it("from a handheld calls people for a day; one that came twice, or late from the same hand, does not", async () => {
    const { floor, task } = await aWriteOff();
    floor.answer(task, { ...found(7), at: "2010-12-01T08:00:00.000Z" });
    floor.run(60);
    floor.answer(task, { ...found(7) });
    floor.answer(task, { ...found(5), at: "2010-12-01T07:59:00.000Z" });
    floor.run(60);
    const quiet = [...floor.alarms.values()];

    floor.answer(task, { ...found(3) });
    floor.run(60);
    const called = [...floor.alarms.values()];
    floor.run(25 * 3_600);

    expect(quiet).not.toContain("task.answered-otherwise");
    expect(called).toContain("task.answered-otherwise");
    expect([...floor.alarms.values()]).not.toContain("task.answered-otherwise");
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(93);
  });
});

it("refuses what it does not understand, and shows the reason with the task, to handhelds too", async () => {
  const { floor, task } = await aWriteOff();

  const answer = floor.post(wmsPaths.taskOutcome(task), anAnswer(task, "Q"));
  floor.run(1);

  expect(answer).toMatchObject({ status: 422, body: { code: "not-booked", field: "found[0].sku" } });
  expect(tasksOf(floor).tasks).toMatchObject([{ task, refused: { reason: "unknown-goods" } }]);
  expect(tasksOf(floor).tasks[0]!.refused!.detail).toContain('nobody here knows "Q"');
  expect(floor.asked.get(task)).toMatchObject({ refused: { reason: "unknown-goods" } });
});

it.each<[string, (task: string) => [string, object], number, string]>([
  ["another task's answer", (task) => [task, anAnswer("TASK-9", "A")], 422, "task"],
  ["a task that nobody asked", () => ["TASK-9", anAnswer("TASK-9", "A")], 404, "task"],
  [
    "a time that is words",
    (task) => [task, { ...anAnswer(task, "A"), at: "yesterday, half past nine" }],
    422,
    "at",
  ],
  [
    "the 30th of February",
    (task) => [task, { ...anAnswer(task, "A"), at: "2010-02-30T09:00:00.000Z" }],
    422,
    "at",
  ],
  [
    "a clock that was never set",
    (task) => [task, { ...anAnswer(task, "A"), at: "1970-01-01T00:00:00.000Z" }],
    422,
    "at",
  ],
  [
    "a time ten minutes ahead",
    (task) => [task, { ...anAnswer(task, "A"), at: "2010-12-01T08:10:00.000Z" }],
    422,
    "at",
  ],
  [
    "a device that has no account",
    (task) => [task, { ...anAnswer(task, "A"), device: "NOPE" }],
    422,
    "device",
  ],
  ["the year 2999", (task) => [task, { ...anAnswer(task, "A"), at: "2999-01-01T00:00:00.000Z" }], 422, "at"],
  [
    "half a unit",
    (task) => [task, { ...anAnswer(task, "A"), found: [{ sku: "A", quantity: 0.5 }] }],
    422,
    "found[0].quantity",
  ],
])("refuses %s", async (_what, request, status, field) => {
  const { floor, task } = await aWriteOff();
  const [path, body] = request(task);

  expect(floor.post(wmsPaths.taskOutcome(path), body)).toMatchObject({ status, body: { field } });
});
