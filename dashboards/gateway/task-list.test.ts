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

  it("shows the nearest first to whoever says where he is, what has no place last, and refuses a place that there is not", () => {
    const points: Readonly<Record<string, { x: number; y: number }>> = {
      P1: { x: 0, y: 0 },
      P2: { x: 5, y: 5 },
      PACK1: { x: 2, y: 1 },
    };
    const one = (task: string, more: object) =>
      [
        task,
        { task, kind: "pick", planned: false, openedAt: 1, ...more } as unknown as TaskDocument,
      ] as const;
    const open = new Map([
      one("T1", { location: "P2" }),
      one("T2", { location: null, station: null }),
      one("T3", { location: "P1" }),
      one("T4", { location: null, station: "PACK1" }),
    ]);
    const near = (place: string) =>
      tasksPage(open, { near: place }, 0, (id) => points[id]).rows.map(({ task }) => task);

    expect(near("p1")).toEqual(["T3", "T4", "T1", "T2"]);
    expect(near("P2")).toEqual(["T1", "T4", "T3", "T2"]);
    expect(() => near("nowhere")).toThrow("nowhere is no place here");
  });

  it("refuses a kind that there is not, and names those that there are", () => {
    expect(() => tasksPage(tasks, { kind: "unload" }, 0)).toThrow(taskKinds.join(", "));
  });
});
