/** A doubted bin is promised to nobody, and waits for who is on the way to it alone; one that is counted in turn waits for all that would disturb a count. */
import { LocationId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Visits } from "../stock/visits.ts";
import { countWaiting, type WaitMeans } from "./count-waits.ts";

const bin = LocationId("P01");

/** Orders hold three units there. */
function waitsOf({ visits = 0, doubted = false, task = "" }): object {
  const going = new Visits((location) => location, 9);
  for (let n = 0; n < visits; n++) going.goTo(bin);
  const means = {
    visits: going,
    counts: { get: () => (doubted ? {} : undefined) },
    totes: { refillTo: () => undefined },
    stock: { rowsAt: () => [{ allocated: 3 }] },
    tasks: { all: () => (task ? [{ kind: "count-bin", state: "open", location: bin, task }] : []) },
  } as unknown as WaitMeans;
  return countWaiting(means)(bin);
}

it.each([
  [
    { doubted: true, visits: 2 },
    { code: "bin.visited", visits: 2 },
  ],
  [{ doubted: true }, { code: "count.in-turn" }],
  [
    { doubted: true, task: "TASK-1" },
    { code: "person.asked", task: "TASK-1" },
  ],
  [{ visits: 1 }, { code: "bin.visited", visits: 1 }],
  [{}, { code: "units.promised", units: 3 }],
])("of %j", (there, wait) => {
  expect(waitsOf(there)).toEqual(wait);
});
