/** Stopped politely or killed, in the middle of a day: the next start goes on, and the world finds nothing lost, nothing twice and nothing wrong. */
import { expect, it } from "vitest";
import { isAlive, until } from "./a-command.ts";
import type { Victim } from "./a-demo.ts";
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

it.each<[Victim, string]>([
  ["control plane", "it comes back by itself, and the world went on"],
  ["world", "it comes back by itself, and the control plane went on"],
])("kill -9 of the %s in the middle: %s", { timeout: storyMs }, async (victim) => {
  const demo = await aSmallDayBegins();
  await isInTheMiddle(demo);
  const before = demo.running;

  await demo.kill(victim);
  const backMs = await demo.isBack(before);

  const after = demo.running;
  const [killed, other] =
    victim === "world" ? (["worldPid", "housePid"] as const) : (["housePid", "worldPid"] as const);
  expect(after[killed]).not.toBe(before[killed]);
  expect(after[other]).toBe(before[other]);
  await endsWell(demo);
  say(`kill -9 of the ${victim}: back after ${inSeconds(backMs)}`);
});

it.each<[Victim, string]>([
  ["everything", "the next start goes on"],
  ["command", "house and world leave by themselves, and the next start goes on"],
])("kill -9 of %s in the middle: %s", { timeout: storyMs }, async (victim) => {
  const demo = await aSmallDayBegins();
  await isInTheMiddle(demo);
  const { housePid, worldPid } = demo.running;

  await demo.kill(victim);
  await demo.start();

  await until("those before to be gone", waitMs, () => !isAlive(housePid!) && !isAlive(worldPid!));
  await endsWell(demo);
});
