/** The list of tasks: every kind of work that there is can be asked for alone. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import { taskKinds } from "@floorplane/contracts/states";
import { describe, expect, it } from "vitest";
import { tasksPage } from "./task-list.ts";

const tasks = new Map(
  taskKinds.map((kind, at) => [
    kind,
    { task: kind, kind, planned: false, openedAt: at } as unknown as TaskDocument,
  ]),
);

describe("the list of tasks", () => {
  it.each(taskKinds)("shows %s alone", (kind) => {
    expect(tasksPage(tasks, { kind }, 0).rows.map((task) => task.kind)).toEqual([kind]);
  });

  it("refuses a kind that there is not, and names those that there are", () => {
    expect(() => tasksPage(tasks, { kind: "unload" }, 0)).toThrow(taskKinds.join(", "));
  });
});
