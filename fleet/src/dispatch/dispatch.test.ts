/** Who is sent where: no place twice, no robot idle while work waits, no crowd at the docks. */
import { expect, it } from "vitest";
import { Stage } from "../testing/stage.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

const robots = 6;
const real = {
  traffic: ({ graph }: Stage["layout"]) =>
    trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
};

async function busyStage(tours: number, faces: (tour: number) => readonly number[]) {
  const stage = await new Stage({ robots, faces: 320, ...real }).start();
  stage.run(2_000);
  for (let tour = 0; tour < tours; tour++) stage.request(faces(tour));
  return stage;
}

interface Shown {
  readonly transport: { readonly state: string; readonly target: { readonly node: string } | null };
  readonly robot: { readonly activity: string; readonly transport: string | null };
}

async function all<Kind extends keyof Shown>(stage: Stage, kind: Kind): Promise<Shown[Kind][]> {
  return (await stage.ledger.documents(kind)).map(({ body }) => body as Shown[Kind]);
}

it("leaves no robot idle while work waits", async () => {
  const stage = await busyStage(20, (tour) => [tour * 7, tour * 11]);
  stage.run(120_000);

  const idle = (await all(stage, "robot")).filter(({ transport }) => transport === null);
  expect(idle).toEqual([]);
});

it("sends no more than three robots to a place, and ends tours that all want the same bin", async () => {
  const stage = await busyStage(8, () => [5]);
  let most = 0;

  while (stage.of("transport.done").length < 8) {
    stage.run(5_000);
    const bound = (await all(stage, "transport")).flatMap(({ target }) => (target ? [target.node] : []));
    for (const node of bound) most = Math.max(most, bound.filter((other) => other === node).length);
  }

  expect(most).toBeLessThanOrEqual(3);
  expect(most).toBeGreaterThan(1);
  expect(stage.raised()).toEqual([]);
});

it("parks every robot in a place of its own when the work is done", async () => {
  const stage = await busyStage(8, (tour) => [tour]);
  stage.until(() => stage.of("transport.done").length === 8);

  stage.run(180_000);

  const shown = await all(stage, "robot");
  expect(new Set(shown.map(({ activity }) => activity))).toEqual(new Set(["idle"]));
  expect(new Set(stage.robots.map(({ node }) => node)).size).toBe(robots);
});

it("does the more urgent transport first", async () => {
  const stage = await new Stage().start();
  stage.run(2_000);
  const late = stage.request([0], { dueAt: stage.clock.now() + 3_600_000 });
  const urgent = stage.request([1], { dueAt: stage.clock.now() - 3_600_000 });

  stage.until(() => stage.of("transport.assigned").length === 2);

  expect(stage.of("transport.assigned").map(({ transport }) => transport)).toEqual([urgent, late]);
});
