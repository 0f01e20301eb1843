import { expect, it } from "vitest";
import { every } from "./clock.ts";
import { VirtualClock } from "./virtual-clock.ts";

it("runs events by time, and by order of scheduling within one millisecond", () => {
  const clock = new VirtualClock(100);
  const ran: string[] = [];
  clock.at(300, () => ran.push("c"));
  clock.at(200, () => ran.push("a"));
  clock.at(200, () => ran.push("b"));
  clock.at(50, () => ran.push("late, so now"));

  clock.run(() => false);

  expect(ran).toEqual(["late, so now", "a", "b", "c"]);
  expect(clock.now()).toBe(300);
});

it("forgets what was cancelled", () => {
  const clock = new VirtualClock(0);
  const ran: string[] = [];
  const cancel = clock.at(10, () => ran.push("cancelled"));
  clock.at(20, () => ran.push("kept"));

  cancel();
  clock.run(() => false);

  expect(ran).toEqual(["kept"]);
});

it("stops at the time it was given, with what is later still to come", () => {
  const clock = new VirtualClock(0);
  const ran: number[] = [];
  const stop = every(clock, 10, () => ran.push(clock.now()));

  const outcome = clock.run(() => false, 35);

  expect([outcome, clock.now(), ran]).toEqual(["late", 35, [10, 20, 30]]);
  stop();
});

it("names an operation that is still pending when nothing is due", () => {
  const clock = new VirtualClock(0);
  clock.pending("ledger read");

  expect(() => clock.run(() => false)).toThrow("ledger read");
});
