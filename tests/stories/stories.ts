/** What the stories share: a demo of the small day that is gone when its test is over, however it ended. */
import { expect, onTestFinished } from "vitest";
import { ADemo } from "./a-demo.ts";
import { aGoodDay, asADay, judgeWorld, type Verdict } from "./judge-world.ts";
import { smallDay, smallDayGoods, smallDayRejected } from "./small-day.ts";

/** A story takes less than a minute on two cores of its own; a machine that is busy with others gets this long. */
export const storyMs = 300_000;
/** For one thing to happen: the wait fails first and says what it waited for. */
export const waitMs = 120_000;

export async function aSmallDayBegins(): Promise<ADemo> {
  const demo = new ADemo({ orders: smallDay });
  onTestFinished(() => demo.dispose());
  await demo.start();
  return demo;
}

/** Some parcels have left and others are on robots or waiting. */
export const isInTheMiddle = (demo: ADemo): Promise<void> =>
  demo.until("the middle of the day", waitMs, async () => {
    const shipped = await demo.shipped(Object.keys(smallDayGoods));
    return shipped >= 3;
  });

/** Waits for the end of the day, stops the demo and holds its world to the day as it was asked for. */
export async function endsWell(demo: ADemo): Promise<Verdict> {
  await demo.isDone(waitMs);
  const asked = await Promise.all(Object.keys(smallDayGoods).map((order) => demo.order(order)));
  expect((await demo.interrupt()).code).toBe(0);
  const verdict = judgeWorld(demo.state);
  expect(asADay(verdict)).toEqual(aGoodDay(smallDayGoods, smallDayRejected.length));
  // The house's own account of it, line by line.
  for (const order of asked)
    expect(order).toMatchObject({
      state: "shipped",
      lines: order!.lines.map((line) => ({ ...line, picked: line.asked, shipped: line.asked })),
    });
  return verdict;
}

/** Figures of a run, for who reads the report. */
export const say = (text: string): boolean => process.stdout.write(`${text}\n`);
export const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
