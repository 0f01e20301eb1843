/** Stopped politely or killed, in the middle of a day: the next start goes on, and the world finds nothing lost, nothing twice and nothing wrong. */
import { expect, it } from "vitest";
import { smallDayGoods } from "./small-day.ts";
import { aSmallDayBegins, endsWell, inSeconds, isInTheMiddle, say, storyMs } from "./stories.ts";

const orders = Object.keys(smallDayGoods);

it("Ctrl-C in the middle: the next start goes on", { timeout: storyMs }, async () => {
  const demo = await aSmallDayBegins();
  await isInTheMiddle(demo);

  const ended = await demo.interrupt();
  await demo.start();
  const shippedAtStart = await demo.shipped(orders);

  expect(ended).toEqual({ code: 0, signal: null });
  expect(shippedAtStart).toBeGreaterThanOrEqual(3);
  await endsWell(demo);
});

it("kill -9 of the control plane in the middle: it comes back, the world went on", {
  timeout: storyMs,
}, async () => {
  const demo = await aSmallDayBegins();
  await isInTheMiddle(demo);
  const before = demo.running;

  await demo.kill("control plane");
  const backMs = await demo.isBack(before);

  const { housePid, worldPid } = demo.running;
  expect(housePid).not.toBe(before.housePid);
  expect(worldPid).toBe(before.worldPid);
  await endsWell(demo);
  say(`kill -9 of the control plane: back after ${inSeconds(backMs)}`);
});

it("kill -9 of everything in the middle: the next start goes on", { timeout: storyMs }, async () => {
  const demo = await aSmallDayBegins();
  await isInTheMiddle(demo);

  await demo.kill("everything");
  await demo.start();

  await endsWell(demo);
});
