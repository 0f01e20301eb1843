/** A scripted floor at the hour at which most of it works, its page built, and a browser beside: how tests of a page begin and end. */
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Browser } from "playwright-core";
import { ScriptedFloor, type ScriptedFloorOptions } from "../gateway/scripted-floor.fixture.ts";
import { openBrowser } from "./browser.testkit.ts";
import { buildWeb, webRoot } from "./build.ts";

export interface FloorInBrowser {
  readonly browser: Browser;
  readonly floor: ScriptedFloor;
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function openFloorInBrowser(
  path: string,
  options: Omit<ScriptedFloorOptions, "timers" | "webRoot">,
): Promise<FloorInBrowser> {
  await buildWeb();
  const timers = new ScaledClock({ wallMs: Date.now(), houseMs: Date.UTC(2010, 11, 1, 13, 20), speed: 1 });
  const browser = await openBrowser(path);
  const floor = new ScriptedFloor({ timers, webRoot, ...options });
  const { url } = await floor.start();
  const close = async (): Promise<void> => {
    await browser.close();
    await floor.stop();
  };
  return { browser, floor, url, close };
}
