/** What a page costs and how soon it knows, in a real browser beside a busy floor. `FIGURE_SECONDS=20` for a short one. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, openBrowser, openPage } from "../../dashboards/web/browser.testkit.ts";
import { until } from "../stories/a-command.ts";
import { ADemo } from "../stories/a-demo.ts";
import { waitMs } from "../stories/stories.ts";
import { usablePage } from "../stories/usable-page.ts";
import { figure, isQuiet, machine, whyNoSpeed } from "./figures.ts";
import { lookAtMainThread } from "./main-thread.ts";
import { countsOfLedger, latencies, noted, noteText, p95 } from "./page-latency.ts";

const seconds = Number(process.env.FIGURE_SECONDS ?? 120);
const acts = Math.max(5, Math.min(40, Math.round(seconds / 3)));
const eventToPixelMsMax = 500;
const actToPixelMsMax = 800;
const path = await browserPath();

describe.skipIf(path === undefined)(
  `what a page costs and how soon it knows (needs Chromium; ${machine()})${whyNoSpeed}`,
  () => {
    for (const { robots, perFrameMsMax } of [
      { robots: 40, perFrameMsMax: 6 },
      { robots: 300, perFrameMsMax: 10 },
    ])
      describe(`beside ${robots} robots at ×5`, () => {
        const demo = new ADemo({ robots, speed: 5, b2cPerDay: 75 * robots });
        let browser: Browser;
        let dashboards: string;

        beforeAll(async () => {
          browser = await openBrowser(path!);
          await demo.start();
          dashboards = demo.running.urls.dashboards;
          await usablePage(dashboards, waitMs);
          await demo.until(
            "the first order to be shipped",
            4 * waitMs,
            () => (demo.figures?.house.shipped ?? 0) > 0,
          );
        }, 6 * waitMs);
        afterAll(async () => {
          await browser?.close();
          await demo.dispose();
        }, waitMs);

        it(
          "draws a frame in little of the main thread's time",
          async () => {
            const { page } = await openPage(browser, dashboards, { width: 1280, height: 720 });
            await drawsTheFloor(page);
            await page.waitForTimeout(5_000);

            const { frames, perFrameMs, framesPerSecond } = await lookAtMainThread(
              browser,
              page,
              (seconds / 6) * 1_000,
            );

            figure(
              `main thread a frame, ${robots} robots`,
              `${perFrameMs.toFixed(1)} ms`,
              `at most ${perFrameMsMax} ms`,
            );
            figure(`frames drawn, ${robots} robots`, `${framesPerSecond.toFixed(1)} a second`, "told only");
            expect(frames).toBeGreaterThan(0);
            if (isQuiet) expect(perFrameMs).toBeLessThanOrEqual(perFrameMsMax);
            await page.context().close();
          },
          seconds * 1_000 + 2 * waitMs,
        );

        if (robots !== 40) return;

        it(
          "shows what the ledger says",
          async () => {
            const { page } = await openPage(browser, dashboards, { width: 1280, height: 720 });
            await drawsTheFloor(page);
            const { timezone } = (await (await fetch(new URL("api/floor", dashboards))).json()) as {
              timezone: string;
            };
            await noteText(page, ".funnel .stage-count");
            const from = Date.now() + 1_000;
            await page.waitForTimeout(seconds * 1_000);

            const found = latencies(await countsOfLedger(demo, timezone), await noted(page), from);

            figure(
              "event to pixel, p95",
              `${p95(found).toFixed(0)} ms`,
              `at most ${eventToPixelMsMax} ms (${found.length} events)`,
            );
            expect(found.length).toBeGreaterThan(seconds / 10);
            if (isQuiet) expect(p95(found)).toBeLessThanOrEqual(eventToPixelMsMax);
            await page.context().close();
          },
          2 * seconds * 1_000 + 2 * waitMs,
        );

        it(
          "shows on one screen what a person did on another",
          async () => {
            const address = new URL("?look=robot:R07", dashboards).href;
            const [mine, theirs] = [await openPage(browser, address), await openPage(browser, address)];
            await Promise.all([drawsTheFloor(mine.page), drawsTheFloor(theirs.page)]);
            await noteText(theirs.page, ".inspector");
            const took: number[] = [];
            for (let act = 0; act < acts; act++) {
              const reason = `look ${act} at it`;
              const clickedAt = await pauseOrResume(mine.page, reason);
              let seen: number | undefined;
              await until(`screen two to show "${reason}"`, waitMs, async () => {
                seen = (await noted(theirs.page)).find(({ text }) => text.includes(reason))?.at;
                return seen !== undefined;
              });
              took.push(seen! - clickedAt);
            }

            figure(
              "act to pixel on another screen, p95",
              `${p95(took).toFixed(0)} ms`,
              `at most ${actToPixelMsMax} ms (${acts} acts)`,
            );
            if (isQuiet) expect(p95(took)).toBeLessThanOrEqual(actToPixelMsMax);
            await Promise.all([mine.page.context().close(), theirs.page.context().close()]);
          },
          seconds * 1_000 + acts * 10_000 + 2 * waitMs,
        );
      });
  },
);

async function drawsTheFloor(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const map = document.querySelector("[data-map]") as { floorProbe?: () => { robots: unknown[] } } | null;
    return (map?.floorProbe?.().robots.length ?? 0) > 0;
  });
}

/** Whatever of the two is offered now; returns the wall moment of the click that gave it, ms. */
async function pauseOrResume(page: Page, reason: string): Promise<number> {
  const offered = page.getByRole("button", { name: /^(Pause|Resume)$/ }).first();
  await offered.click();
  await page.getByLabel("Reason").fill(reason);
  await page.getByLabel("Your name").fill("Mia");
  await page.evaluate(() => {
    const clicked = window as unknown as { clickedAt: number };
    clicked.clickedAt = 0;
    addEventListener("click", () => (clicked.clickedAt = Date.now()), { capture: true, once: true });
  });
  await page.getByRole("button", { name: /^(Pause|Resume) R07$/ }).click();
  return page.evaluate(() => (window as unknown as { clickedAt: number }).clickedAt);
}
