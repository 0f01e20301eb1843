import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import type { Log } from "@floorplane/runtime/log";
import { expect, it, onTestFinished } from "vitest";
import { TestScreen } from "./screen.testkit.ts";
import { ScriptedFloor } from "./scripted-floor.fixture.ts";

it("writes a page's troubles into the house's log, one line a field, twenty of each screen", async () => {
  const logged: Readonly<Record<string, unknown>>[] = [];
  const nothing = (): void => {};
  const log: Log = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (event, fields) => void (event === "screen.trouble" && logged.push(fields!)),
  };
  const timers = new VirtualClock(Date.UTC(2010, 11, 1, 9));
  const floor = new ScriptedFloor({ timers, webRoot: "/nowhere", faces: 100, robots: 1, log });
  const { url } = await floor.start();
  const screen = await new TestScreen(url).connected();
  onTestFinished(async () => {
    screen.close();
    await floor.stop();
  });
  const tell = screen.socket.emit.bind(screen.socket) as (event: string, body: unknown) => void;

  tell("trouble", { panel: "Alarms", what: "TypeError: x\nforged.line", where: "y".repeat(5_000) });
  for (let n = 0; n < 40; n++) tell("trouble", { panel: { toString: 7 }, what: n });
  await screen.join("floor");

  expect(logged).toHaveLength(20);
  expect(logged[0]).toMatchObject({ panel: "Alarms", what: "TypeError: x forged.line" });
  expect(String(logged[0]!.where)).toHaveLength(1_000);
  expect(logged[1]).toMatchObject({ panel: "", what: "" });
});
