import { isDeepStrictEqual } from "node:util";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ScriptedFloor, type ScriptedFloorOptions } from "../gateway/scripted-floor.fixture.ts";
import { browserPath, openBrowser, openPage } from "./browser.testkit.ts";
import { buildWeb, webRoot } from "./build.ts";
import type { MapProbe } from "./map/floor-map.ts";

const path = await browserPath();
const patient = { timeout: 40_000 };

/** Where the map draws each robot, px. */
const placesOf = async (page: Page): Promise<Record<string, string>> => {
  const drawn = await page
    .evaluate(() =>
      (document.querySelector("[data-map]") as { floorProbe?: () => MapProbe } | null)?.floorProbe?.(),
    )
    .catch(() => undefined);
  return Object.fromEntries(
    (drawn?.robots ?? []).map(({ id, px, py }) => [id, `${Math.round(px)}, ${Math.round(py)}`]),
  );
};

/** How many places are drawn on: before the first positions all robots are drawn on one. */
const apart = (places: Record<string, string>): number => new Set(Object.values(places)).size;

describe.skipIf(path === undefined)(
  "a page that stays open while its house is replaced (needs Chromium: npm's or CHROMIUM_PATH)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      await buildWeb();
      browser = await openBrowser(path!);
    });
    afterAll(() => browser.close());

    /** Its robots stand still, so that where they are can be compared. */
    async function aFloor(options: Partial<ScriptedFloorOptions> = {}) {
      const timers = new ScaledClock({
        wallMs: Date.now(),
        houseMs: Date.UTC(2010, 11, 1, 12, 49),
        speed: 1,
      });
      const floor = new ScriptedFloor({ timers, webRoot, faces: 200, robots: 6, isWell: true, ...options });
      floor.robots.isFrozen = true;
      const { url, port } = await floor.start();
      let isUp = true;
      const stop = async (): Promise<void> => {
        if (isUp) await floor.stop();
        isUp = false;
      };
      onTestFinished(stop);
      return { floor, url, port, stop };
    }

    const others: Record<string, Partial<ScriptedFloorOptions>> = {
      "robots in another order": { arrange: (robots) => robots.toReversed() },
      "a robot added in front": { robots: 7, arrange: (robots) => [robots.at(-1)!, ...robots.slice(0, -1)] },
      "a robot removed": { arrange: (robots) => robots.slice(1) },
      "another site": {
        siteId: "south",
        arrange: (robots) =>
          robots
            .slice(0, 2)
            .map((robot, index) => ({ ...robot, robot: `KUKA-${index}` as typeof robot.robot })),
      },
    };

    it.each(Object.keys(others))("draws what the new house has and nothing of the old: %s", async (other) => {
      const before = await aFloor();
      const { page } = await openPage(browser, before.url);
      await expect.poll(async () => apart(await placesOf(page)), patient).toBe(6);
      await before.stop();
      await page.locator(".link-broken", { hasText: "Screen" }).waitFor();

      const { url, floor } = await aFloor({ ...others[other], port: before.port });
      const fresh = await openPage(browser, url);
      const names = floor.site.robots.map(({ robot }) => `${robot}`).sort();
      await expect.poll(async () => apart(await placesOf(fresh.page)), patient).toBe(names.length);
      expect(Object.keys(await placesOf(fresh.page)).sort()).toEqual(names);

      // Both pages fit the floor into their window as it comes.
      await expect
        .poll(async () => [await placesOf(page), await placesOf(fresh.page)], patient)
        .toSatisfy(([old, anew]) => isDeepStrictEqual(old, anew));
      expect(await page.title()).toBe(`${floor.site.site} · Floorplane`);
    });
  },
);
