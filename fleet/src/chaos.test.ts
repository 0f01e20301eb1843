/** Whole shifts under seeded faults with the real traffic: nothing is lost, nothing is done twice, and no two robots meet (FAULTS A1, B2, B6, C9 to C12). */
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { expect, it } from "vitest";
import type { FakeRobot } from "./testing/fake-robot.ts";
import { Hall } from "./testing/hall.ts";
import { trafficOn } from "./traffic/fleet-traffic.ts";

const shiftS = 8 * 60;
const healS = 60 * 60;
const robots = 6;

interface Shift {
  readonly hall: Hall;
  readonly random: Random;
  /** What heals, by the second of the shift. */
  readonly healing: { readonly at: number; readonly heal: () => void }[];
}

/** One bad thing may happen to one robot, or to the house. */
async function harm({ hall, random, healing }: Shift, second: number): Promise<void> {
  const robot = hall.robots[random.below(robots)]!;
  const later = (afterS: number, heal: () => void): void => {
    healing.push({ at: second + afterS, heal });
  };
  if (random.chance(1 / 120)) {
    await hall.kill();
    hall.run(random.below(30_000));
    await hall.start();
  }
  if (robot.mute) return;
  // One draw for all kinds of bad luck, so that their chances add up.
  const luck = random.below(120);
  if (luck === 0) {
    robot.drop();
    later(10 + random.below(120), () => robot.reconnect());
  } else if (luck === 1) robot.reboot();
  else if (luck <= 3) {
    robot.deaf = true;
    later(random.below(20), () => {
      robot.deaf = false;
    });
  } else if (luck <= 5) {
    robot.refuses = true;
    later(3, () => {
      robot.refuses = false;
    });
  } else if (luck === 6) stopFor20s(hall, robot, later);
}

function stopFor20s(hall: Hall, robot: FakeRobot, later: (afterS: number, heal: () => void) => void): void {
  robot.eStop = "MANUAL";
  robot.wake();
  later(20, () => {
    robot.eStop = "NONE";
    robot.wake();
  });
  // The robot may be out of reach while somebody says so: they say so again.
  for (const afterS of [25, 200, 400])
    later(afterS, () =>
      hall.say({ type: "robot.resume", robot: robot.options.robot, command: "c", by: "mia", reason: "r" }),
    );
}

/** Robots that stand where they may not stand at once. */
function meetings({ robots: all, layout: { graph } }: Hall): string[] {
  return all.flatMap((a, index) => {
    const near = graph.conflictNode.subarray(graph.conflictFirst[a.node]!, graph.conflictFirst[a.node + 1]!);
    return all
      .slice(index + 1)
      .filter((b) => b.node === a.node || near.includes(b.node))
      .map((b) => `${a.options.robot} and ${b.options.robot} at ${graph.nodeIds[a.node]}`);
  });
}

async function shift(seed: number, faults: boolean) {
  const hall = await new Hall({
    robots,
    faces: 320,
    traffic: ({ graph }) => trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
  }).start();
  const random = seededRandom(seed);
  const run: Shift = { hall, random, healing: [] };
  const met: string[] = [];
  let asked = 0;
  for (let second = 0; second < shiftS + healS; second++) {
    const open = second < shiftS;
    if (!open && hall.of("transport.done").length + hall.of("transport.failed").length === asked) break;
    if (open && second % 20 === 0) {
      asked++;
      hall.request(Array.from({ length: 1 + random.below(5) }, () => random.below(hall.locations.length)));
    }
    if (open && faults) await harm(run, second);
    for (const item of run.healing.filter(({ at }) => at === second)) item.heal();
    hall.run(1_000);
    met.push(...meetings(hall));
  }
  return { hall, asked, met };
}

const counts = (keys: readonly string[]): Map<string, number> => {
  const counted = new Map<string, number>();
  for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1);
  return counted;
};
const repeated = (keys: readonly string[]): string[] =>
  [...counts(keys)].flatMap(([key, count]) => (count > 1 ? [key] : []));

for (const seed of [1, 2, 3])
  it(`brings every transport to its end under faults, seed ${seed}`, async () => {
    const { hall, asked, met } = await shift(seed, true);

    expect(hall.of("transport.done").length).toBe(asked);
    expect(repeated(hall.of("stop.done").map(({ transport, stop }) => `${transport}/${stop}`))).toEqual([]);
    const picked = hall.robots.flatMap(({ done }) =>
      done.flatMap(({ type, parameters }) => (type === "pickItems" ? [String(parameters.lineId)] : [])),
    );
    expect(repeated(picked)).toEqual([]);
    expect(met).toEqual([]);
  });

it("decides the same from the same seed", async () => {
  const [a, b, other] = [await shift(4, true), await shift(4, true), await shift(5, true)];

  const head = ({ hall }: Awaited<ReturnType<typeof shift>>) => hall.rows.at(-1)!.hash;
  expect(head(b)).toBe(head(a));
  expect(head(other)).not.toBe(head(a));
});

it("needs no person on a quiet day, and one order message for about two nodes", async () => {
  const { hall, asked } = await shift(6, false);

  expect(hall.of("transport.done").length).toBe(asked);
  expect(hall.raised()).toEqual([]);
  expect(hall.of("stop.done").every(({ status }) => status === "finished")).toBe(true);
  const nodes = hall.robots.reduce((sum, { nodesPassed }) => sum + nodesPassed.length, 0);
  expect(nodes / hall.messages.get("order")!).toBeGreaterThan(1.5);
});
