/** Which of the waiting transports a robot gets first. */
import { expect, it } from "vitest";
import { type FleetSettings, fleetDefaults } from "../settings/fleet-settings.ts";
import { Stage } from "../testing/stage.ts";

/** One robot is at work; what is asked for now waits for it. */
async function aBusyStage(
  faces: readonly number[] = [0],
  settings: Partial<FleetSettings> = {},
): Promise<Stage> {
  const stage = await new Stage({ robots: 1, settings }).start();
  stage.run(2_000);
  stage.request(faces);
  stage.run(2_000);
  return stage;
}

const assigned = (stage: Stage): string[] => stage.of("transport.assigned").map(({ transport }) => transport);

it("begins a long tour before short ones of the same time, so that it is not the last to end", async () => {
  const stage = await aBusyStage();
  const short = [stage.request([1]), stage.request([2])];
  const long = stage.request([3, 4, 5, 6, 7, 8]);

  stage.until(() => assigned(stage).length === 4);

  expect(assigned(stage).slice(1)).toEqual([long, ...short]);
});

it("lets no long tour overtake what has waited longer than it takes", async () => {
  const stage = await aBusyStage();
  const early = stage.request([1]);
  stage.run(4 * 60_000);
  const late = stage.request([2, 3]);

  stage.until(() => assigned(stage).length === 3);

  expect(assigned(stage).slice(1)).toEqual([early, late]);
});

it("begins what was due when it was asked for before what has waited for a while, whatever lateness costs", async () => {
  const costs = { ...fleetDefaults.costs, perLateMinuteSquared: 0 };
  const stage = await aBusyStage(
    Array.from({ length: 40 }, (_, face) => face),
    { costs },
  );
  const early = stage.request([1]);
  stage.run(4 * 60_000);
  const needed = stage.request([2], { kind: "refill", dueAt: stage.clock.now() });

  const before = assigned(stage).length;
  stage.until(() => assigned(stage).length === 3);

  expect(before).toBe(1);
  expect(assigned(stage).slice(1)).toEqual([needed, early]);
});
