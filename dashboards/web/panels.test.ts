import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ScriptedFloor } from "../gateway/scripted-floor.fixture.ts";
import { browserPath, openBrowser, openPage } from "./browser.testkit.ts";
import { buildWeb, webRoot } from "./build.ts";

const path = await browserPath();

describe.skipIf(path === undefined)("the page's panels (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let floor: ScriptedFloor;
  let url: string;

  beforeAll(async () => {
    await buildWeb();
    const timers = new ScaledClock({ wallMs: Date.now(), houseMs: Date.UTC(2010, 11, 1, 13, 20), speed: 1 });
    [browser, floor] = [await openBrowser(path!), new ScriptedFloor({ timers, webRoot })];
    ({ url } = await floor.start());
  });
  afterAll(async () => {
    await browser.close();
    await floor.stop();
  });

  it("show a robot from tour to tour, whatever the number of stops", async () => {
    const { page, complaints } = await openPage(browser, `${url}?look=robot:R12`);
    const stops = page.locator(".stops .stop");

    for (const picks of [5, 1, 12, 2]) {
      floor.reroute("R12", picks);
      await expect.poll(() => stops.count(), { timeout: 10_000 }).toBe(picks + 2);
    }

    expect(complaints).toEqual([]);
    await page.getByRole("region", { name: "Alarms" }).waitFor();
    await page.context().close();
  });
});
