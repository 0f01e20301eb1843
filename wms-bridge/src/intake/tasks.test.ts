/** Tasks over HTTP: the same reader, the same refusals, the same reasons as on a handheld. */
import { wmsPaths } from "@floorplane/contracts/wms.schema";
import { expect, it } from "vitest";
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
  at: "2010-12-01T09:00:00.000Z",
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

it("refuses what it does not understand, and shows the reason with the task, to handhelds too", async () => {
  const { floor, task } = await aWriteOff();

  const answer = floor.post(wmsPaths.taskOutcome(task), anAnswer(task, "Q"));
  floor.run(1);

  expect(answer).toMatchObject({ status: 422, body: { code: "not-booked", field: "found[0].sku" } });
  expect(tasksOf(floor).tasks).toMatchObject([{ task, refused: { reason: "unknown-goods" } }]);
  expect(tasksOf(floor).tasks[0]!.refused!.detail).toContain('"Q" is no SKU');
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
