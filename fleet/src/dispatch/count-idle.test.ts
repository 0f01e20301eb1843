/** Counts of robots that have nothing else to do: begun when no work waits, and left for work at the next stop. */
import { LocationId, StationId, TransportId } from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { sayFactsheet } from "../testing/factsheet.ts";
import { Hall } from "../testing/hall.ts";

const actions = ["pick", "drop", "pickItems", "putItems", "startCharging", "stopCharging"];
const transport = TransportId("COUNT-1");

async function aHall(more: readonly string[] = ["countTags"]): Promise<Hall> {
  const hall = await new Hall({ robots: 1 }).start();
  hall.run(2_000);
  sayFactsheet(hall, ["order.nodes.nodePosition"], { actions: [...actions, ...more] });
  return hall;
}

function count(hall: Hall, faces: readonly number[]): void {
  const stops = faces.map((face) => {
    const location = hall.locations[face]!;
    return {
      stations: [StationId(location)],
      action: { type: "countTags", rounds: 3 },
      purpose: { type: "count", location: LocationId(location) },
    } as const;
  });
  const dueAt = hall.clock.now() + 7 * dayMs;
  hall.say({ type: "transport.requested", transport, kind: "count", tote: null, stops, dueAt });
}

const read = (hall: Hall): string[] =>
  hall.of("stop.done").flatMap(({ purpose }) => (purpose.type === "count" ? [purpose.location] : []));
const assigned = (hall: Hall): string[] => hall.of("transport.assigned").map((one) => one.transport);
const named = (hall: Hall, faces: readonly number[]) => faces.map((face) => hall.locations[face]);

it("reads each bin once, without a tote, and says so", async () => {
  const hall = await aHall();

  count(hall, [3, 1, 8]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(read(hall).sort()).toEqual(named(hall, [1, 3, 8]));
  expect(hall.of("stop.done").every(({ tote, quantity }) => tote === null && quantity === 0)).toBe(true);
});

it("is nobody's who cannot read", async () => {
  const hall = await aHall([]);

  count(hall, [1]);
  hall.run(600_000);

  expect(assigned(hall)).toEqual([]);
});

it("begins when no work waits, and is left for work at its next stop; what is left is read afterwards", async () => {
  const hall = await aHall();
  count(hall, [1, 3, 8, 12]);
  hall.until(() => read(hall).length === 1);

  const tour = hall.request([5]);
  hall.until(() => assigned(hall).includes(tour));
  const before = read(hall).length;
  hall.until(() => hall.of("transport.done").length === 2);

  expect(before).toBeLessThanOrEqual(2);
  expect(assigned(hall)).toEqual([transport, tour, transport]);
  expect(hall.of("transport.done").map((one) => one.transport)).toEqual([tour, transport]);
  expect(read(hall).sort()).toEqual(named(hall, [1, 3, 8, 12]));
});

it("passes over a bin that is closed meanwhile, and is left for work after it as before", async () => {
  const hall = await aHall();
  count(hall, [1, 3, 8, 12]);
  hall.act({ type: "place.close", place: hall.locations[3] });
  hall.until(() => hall.of("stop.done").some(({ status }) => status === "failed"));

  const tour = hall.request([5]);
  hall.until(() => hall.of("transport.done").length === 2);

  expect(
    hall.of("stop.done").filter(({ tote, status }) => tote === null && status === "failed"),
  ).toHaveLength(1);
  expect(hall.of("transport.done").map((one) => one.transport)).toContain(tour);
  expect(read(hall).sort()).toEqual(named(hall, [1, 3, 8, 12]));
});

it("ends where nobody wants it any more, and nothing is brought back", async () => {
  const hall = await aHall();
  count(hall, [1, 3, 8]);
  hall.until(() => read(hall).length === 1);

  hall.say({ type: "transport.withdraw", transport, stations: [], reason: "units-needed" });
  hall.until(() => hall.of("transport.failed").length === 1);
  const tour = hall.request([5]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("transport.failed")).toMatchObject([{ transport, tote: null, reason: "withdrawn" }]);
  expect(read(hall).length).toBeLessThanOrEqual(2);
  expect(hall.of("transport.done")).toMatchObject([{ transport: tour }]);
});
