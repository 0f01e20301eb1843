import { expect, it } from "vitest";
import { DayProgress } from "./day-progress.ts";

function saidIn(minutes: number, isTTY: boolean): string {
  let at = 0;
  let said = "";
  const progress = new DayProgress({ isTTY, write: (text: string) => (said += text) !== "" }, () => at);
  for (; at < minutes * 60_000; at += 250) progress.say(() => `at ${at}`);
  progress.end();
  return said;
}

it("writes one line over on a terminal, and leaves it clear", () => {
  const overwritten = saidIn(1, true).split("\r\u001b[2K").slice(1);

  expect(overwritten.length).toBeGreaterThan(100);
  for (const said of overwritten.slice(0, -1)) expect(said).toMatch(/^at \d+$/);
  expect(overwritten.at(-1)).toBe("");
});

it("writes whole lines, and few, where nobody sees a line written over", () => {
  expect(saidIn(2, false)).toBe("at 30000\nat 60000\nat 90000\n");
});
