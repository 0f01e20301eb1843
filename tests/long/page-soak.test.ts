/** The page left open in each of its states beside a busy floor: what throws or leaks does so within minutes. `SOAK_MINUTES=30` for a long one. */
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, openBrowser, openPage } from "../../dashboards/web/browser.testkit.ts";
import { until } from "../stories/a-command.ts";
import { ADemo } from "../stories/a-demo.ts";
import { demandOf } from "../stories/judge-world.ts";
import { waitMs } from "../stories/stories.ts";
import { usablePage } from "../stories/usable-page.ts";
import { figure, machine, minuteMs } from "./figures.ts";
import { type PageState, pageStates } from "./page-states.ts";

const soakMinutes = Number(process.env.SOAK_MINUTES ?? 10);
const heapGrowthBytesMax = 10_000_000;
/** What a page loads once and keeps (code that is compiled late, pictures of signs) is there by then. */
const warmUpMs = Math.min(2, soakMinutes / 4) * minuteMs;
const path = await browserPath();

interface Soaked {
  readonly state: PageState;
  readonly page: Page;
  readonly session: CDPSession;
  readonly complaints: readonly string[];
}

describe.skipIf(path === undefined)(
  `every page state for ${soakMinutes} minutes at ×10 with 40 busy robots (needs Chromium; ${machine()})`,
  () => {
    // A robot that was carried waits for a person: its alarm stands all the time.
    const demo = new ADemo({ robots: 40, speed: 10, b2cPerDay: 3_000, faults: ["carried"] });
    let browser: Awaited<ReturnType<typeof openBrowser>>;

    beforeAll(async () => {
      browser = await openBrowser(path!);
      await demo.start();
      await usablePage(demo.running.urls.dashboards, waitMs);
    }, 2 * waitMs);
    afterAll(async () => {
      await browser.close();
      await demo.dispose();
    }, waitMs);

    it(
      "throws nothing, loses no panel and keeps no more than 10 MB",
      async () => {
        const order = await aKnownOrder(demo);
        await demo.until("an alarm to stand", 4 * waitMs, () => (demo.figures?.house.alarms ?? 0) > 0);
        const soaked: Soaked[] = [];
        const from = demo.figures!.house;
        for (const state of pageStates(demo.running.urls.dashboards, order))
          soaked.push(await soak(browser, state, demo.running.urls.dashboards));
        await pass(demo, warmUpMs);
        const before = await Promise.all(soaked.map(heapBytes));

        await pass(demo, soakMinutes * minuteMs);

        const grown = (await Promise.all(soaked.map(heapBytes))).map((after, n) => after - before[n]!);
        const lost = await Promise.all(
          soaked.map(({ page }) => page.locator(".panel-failed strong").allTextContents()),
        );
        const moving = await Promise.all(soaked.map(({ page }) => framesOf(page)));
        for (const [n, { state }] of soaked.entries())
          figure(`heap growth, ${state.name}`, `${(grown[n]! / 1e6).toFixed(1)} MB`, "at most 10 MB");
        for (const [n, { state, complaints }] of soaked.entries()) {
          // React tells the console of what a boundary caught.
          if (!state.spoilt) expect(complaints, state.name).toEqual([]);
          expect(lost[n], state.name).toEqual(state.spoilt ? [`${state.spoilt} cannot be shown.`] : []);
          expect(grown[n], state.name).toBeLessThanOrEqual(heapGrowthBytesMax);
          expect(moving[n], state.name).toBeGreaterThan(soakMinutes * 60);
        }
        expect(demo.figures!.house.shipped).toBeGreaterThan(from.shipped);
      },
      (soakMinutes + 15) * minuteMs,
    );
  },
);

async function soak(
  browser: Awaited<ReturnType<typeof openBrowser>>,
  state: PageState,
  dashboards: string,
): Promise<Soaked> {
  const { before } = state;
  const { page, complaints } = await openPage(browser, dashboards, {
    width: 1024,
    height: 640,
    ...(before ? { before } : {}),
  });
  // The last of them opens beside nine that draw, on two cores without a GPU.
  page.setDefaultTimeout(waitMs);
  await state.open(page);
  const session = await page.context().newCDPSession(page);
  return { state, page, session, complaints };
}

/** What is reachable. */
async function heapBytes({ session }: Soaked): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

const framesOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (
        document.querySelector("[data-map]") as { floorProbe?: () => { frames: number } } | null
      )?.floorProbe?.().frames ?? 0,
  );

async function aKnownOrder(demo: ADemo): Promise<string> {
  const asked = demandOf(demo.state).requests.flatMap((request) =>
    request.kind === "order" ? [request.body.order as string] : [],
  );
  let known: string | undefined;
  await until("an order that the house knows", waitMs, async () => {
    known = (await demo.order(asked[0]!))?.order;
    return known !== undefined;
  });
  return known!;
}

async function pass(demo: ADemo, ms: number): Promise<void> {
  const until = demo.command.elapsedMs + ms;
  await demo.until("time to pass", 2 * ms + minuteMs, () => demo.command.elapsedMs >= until);
}
