/** Which of the waiting transports a robot gets first. */
import { expect, it } from "vitest";
import { type FleetSettings, fleetDefaults } from "../settings/fleet-settings.ts";
import { Hall } from "../testing/hall.ts";

/** One robot is at work; what is asked for now waits for it. */
async function aBusyHall(
  faces: readonly number[] = [0],
  settings: Partial<FleetSettings> = {},
): Promise<Hall> {
  const hall = await new Hall({ robots: 1, settings }).start();
  hall.run(2_000);
  hall.request(faces);
  hall.run(2_000);
  return hall;
}

const assigned = (hall: Hall): string[] => hall.of("transport.assigned").map(({ transport }) => transport);

it("begins a long tour before short ones of the same time, so that it is not the last to end", async () => {
  const hall = await aBusyHall();
  const short = [hall.request([1]), hall.request([2])];
  const long = hall.request([3, 4, 5, 6, 7, 8]);

  hall.until(() => assigned(hall).length === 4);

  expect(assigned(hall).slice(1)).toEqual([long, ...short]);
});

it("lets no long tour overtake what has waited longer than it takes", async () => {
  const hall = await aBusyHall();
  const early = hall.request([1]);
  hall.run(4 * 60_000);
  const late = hall.request([2, 3]);

  hall.until(() => assigned(hall).length === 3);

  expect(assigned(hall).slice(1)).toEqual([early, late]);
});

it("begins what was due when it was asked for before what has waited for a while, whatever lateness costs", async () => {
  const costs = { ...fleetDefaults.costs, perLateMinuteSquared: 0 };
  const hall = await aBusyHall(
    Array.from({ length: 40 }, (_, face) => face),
    { costs },
  );
  const early = hall.request([1]);
  hall.run(4 * 60_000);
  const needed = hall.request([2], { kind: "refill", dueAt: hall.clock.now() });

  const before = assigned(hall).length;
  hall.until(() => assigned(hall).length === 3);

  expect(before).toBe(1);
  expect(assigned(hall).slice(1)).toEqual([needed, early]);
});
