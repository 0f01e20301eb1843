/** The simulated world killed, then the command that held it, in the middle of a day. */
import { expect, it } from "vitest";
import { isAlive, until } from "../stories/a-command.ts";
import {
  aSmallDayBegins,
  endsWell,
  inSeconds,
  isInTheMiddle,
  say,
  storyMs,
  waitMs,
} from "../stories/stories.ts";

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
