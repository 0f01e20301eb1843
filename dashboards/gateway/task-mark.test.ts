/** Work for people as the floor's page is sent it: with all that its sentence names. */
import { expect, it } from "vitest";
import { Documents } from "./documents.ts";

it.each([
  ["receive", { receipt: "WH/IN/7" }],
  ["hold", { hold: "H-1" }],
  ["pick", { from: "T9" }],
  ["put-away", { lot: "N1" }],
  ["difference", { transfer: "TR-1" }],
])("of %s", (kind, more) => {
  const documents = new Documents({
    client: "house",
    timezone: "UTC",
    robots: [],
    stations: [],
    devices: [],
  } as never);
  const task = { task: "TASK-1", kind, state: "open", openedAt: 0, planned: false, refused: null, ...more };
  documents.take("task", "house/TASK-1", { client: "house", ...task });

  documents.views.floor.seal();
  const shown = new Map(documents.views.floor.snapshot().entities);
  expect(shown.get("task/TASK-1")).toMatchObject(task);
});
