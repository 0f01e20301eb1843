/** Stopped politely or killed, in the middle of a day: the next start goes on, and the world finds nothing lost, nothing twice and nothing wrong. */
import { expect, it } from "vitest";
import { isAlive, until } from "./a-command.ts";
import { smallDayGoods } from "./small-day.ts";
import { aSmallDayBegins, endsWell, inSeconds, isInTheMiddle, say, storyMs, waitMs } from "./stories.ts";

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

it("kill -9 of the world, then of the command: the one comes back, the other leaves nobody behind", {
  timeout: storyMs,
}, async () => {
  const demo = await aSmallDayBegins();
  await isInTheMiddle(demo);
  const before = demo.running;

  await demo.kill("world");
  const backMs = await demo.isBack(before);
  const { housePid, worldPid } = demo.running;
  await demo.kill("command");
  await until("house and world to leave", waitMs, () => !isAlive(housePid!) && !isAlive(worldPid!));
  await demo.start();

  expect(housePid).toBe(before.housePid);
  expect(worldPid).not.toBe(before.worldPid);
  await endsWell(demo);
  say(`kill -9 of the world: back after ${inSeconds(backMs)}`);
});
