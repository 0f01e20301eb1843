/** Who is sent where: no place twice, no robot idle while work waits, no crowd at the docks. */
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

const robots = 6;
const real = {
  traffic: ({ graph }: Hall["layout"]) =>
    trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
};

async function busyHall(tours: number, faces: (tour: number) => readonly number[]) {
  const hall = await new Hall({ robots, faces: 320, ...real }).start();
  hall.run(2_000);
  for (let tour = 0; tour < tours; tour++) hall.request(faces(tour));
  return hall;
}

interface Shown {
  readonly transport: { readonly state: string; readonly target: { readonly node: string } | null };
  readonly robot: { readonly activity: string; readonly transport: string | null };
}

async function all<Kind extends keyof Shown>(hall: Hall, kind: Kind): Promise<Shown[Kind][]> {
  return (await hall.ledger.documents(kind)).map(({ body }) => body as Shown[Kind]);
}

it("leaves no robot idle while work waits", async () => {
  const hall = await busyHall(20, (tour) => [tour * 7, tour * 11]);
  hall.run(120_000);

  const idle = (await all(hall, "robot")).filter(({ transport }) => transport === null);
  expect(idle).toEqual([]);
});

it("sends no more than three robots to a place, and ends tours that all want the same bin", async () => {
  const hall = await busyHall(8, () => [5]);
  let most = 0;

  while (hall.of("transport.done").length < 8) {
    hall.run(5_000);
    const bound = (await all(hall, "transport")).flatMap(({ target }) => (target ? [target.node] : []));
    for (const node of bound) most = Math.max(most, bound.filter((other) => other === node).length);
  }

  expect(most).toBeLessThanOrEqual(3);
  expect(most).toBeGreaterThan(1);
  expect(hall.raised()).toEqual([]);
});

it("parks every robot in a place of its own when the work is done", async () => {
  const hall = await busyHall(8, (tour) => [tour]);
  hall.until(() => hall.of("transport.done").length === 8);

  hall.run(180_000);

  const shown = await all(hall, "robot");
  expect(new Set(shown.map(({ activity }) => activity))).toEqual(new Set(["idle"]));
  expect(new Set(hall.robots.map(({ node }) => node)).size).toBe(robots);
});

it("does the more urgent transport first", async () => {
  const hall = await new Hall().start();
  hall.run(2_000);
  const late = hall.request([0], { dueAt: hall.clock.now() + 3_600_000 });
  const urgent = hall.request([1], { dueAt: hall.clock.now() - 3_600_000 });

  hall.until(() => hall.of("transport.assigned").length === 2);

  expect(hall.of("transport.assigned").map(({ transport }) => transport)).toEqual([urgent, late]);
});
