/** Ten times `kill -9` of the control plane while a day goes on, each at a moment that nobody chose. */
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, it, onTestFinished } from "vitest";
import { inputDay } from "../order-goods.ts";
import { ADemo } from "../stories/a-demo.ts";
import { aGoodDay, asADay, judgeWorld } from "../stories/judge-world.ts";
import { inSeconds } from "../stories/stories.ts";
import { aBusyDay } from "./busy-day.ts";
import { figure, minuteMs } from "./figures.ts";

const kills = 10;
const seed = 1;
/** Wall ms between the return from one kill and the next. */
const pauseMsMin = 2_000;
const pauseMsSpread = 12_000;

it(`${kills} times kill -9 of the control plane: no order lost, none shipped twice, every parcel right`, async () => {
  const day = aBusyDay(seed);
  const { goods } = inputDay(day);
  const random = seededRandom(seed).split("kills");
  const demo = new ADemo({ orders: day, robots: 12, speed: 10 });
  onTestFinished(() => demo.dispose());
  await demo.start();

  const backMs: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    await sleep(pauseMsMin + random.next() * pauseMsSpread);
    const before = demo.running;
    await demo.kill("control plane");
    backMs.push(await demo.isBack(before));
  }
  const openAtLast = Object.keys(goods).length - (await demo.shipped(Object.keys(goods)));
  await demo.isDone(15 * minuteMs);
  const { code } = await demo.interrupt();

  backMs.sort((a, b) => a - b);
  figure(
    "recovery after kill -9, p50 and worst",
    `${inSeconds(backMs[kills / 2]!)}, ${inSeconds(backMs.at(-1)!)}`,
    "seconds",
  );
  figure("orders open after the last kill", String(openAtLast), "more than 0");
  expect(code).toBe(0);
  expect(openAtLast).toBeGreaterThan(0);
  expect(asADay(judgeWorld(demo.state))).toEqual(aGoodDay(goods, 0));
});
