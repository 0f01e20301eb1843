/** What a page costs the thread that answers clicks: processor time of all its tasks, from the browser's own trace. */
import type { Browser, Page } from "playwright-core";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Processor time, microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: unknown };
}

export interface MainThread {
  readonly frames: number;
  /** Processor ms of the page's main thread for each frame that the map drew. */
  readonly perFrameMs: number;
  readonly framesPerSecond: number;
}

/** Looks at a page that draws the floor for so long, wall ms. */
export async function lookAtMainThread(browser: Browser, page: Page, ms: number): Promise<MainThread> {
  const before = await framesDrawn(page);
  const startedAt = performance.now();
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "blink.user_timing"] });
  const mark = `looked-at-${Math.round(startedAt)}`;
  await page.evaluate((name) => performance.mark(name), mark);
  await page.waitForTimeout(ms);
  const frames = (await framesDrawn(page)) - before;
  const tookMs = performance.now() - startedAt;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString("utf8")) as {
    traceEvents: readonly TraceEvent[];
  };
  const own = traceEvents.find(({ name }) => name === mark);
  if (!own) throw new Error("the trace does not know the page");
  const spentUs = outermost(traceEvents.filter(({ pid, tid }) => pid === own.pid && tid === own.tid));
  return { frames, perFrameMs: spentUs / 1_000 / frames, framesPerSecond: (1_000 * frames) / tookMs };
}

/** Tasks hold what they call: only the outermost are added up. */
function outermost(events: readonly TraceEvent[]): number {
  const tasks = events.filter(({ ph, tdur }) => ph === "X" && tdur !== undefined) as (TraceEvent & {
    readonly dur: number;
    readonly tdur: number;
  })[];
  tasks.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  let until = Number.NEGATIVE_INFINITY;
  let spent = 0;
  for (const { ts, dur, tdur } of tasks) {
    if (ts < until) continue;
    until = ts + dur;
    spent += tdur;
  }
  return spent;
}

const framesDrawn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (
        document.querySelector("[data-map]") as { floorProbe?: () => { frames: number } } | null
      )?.floorProbe?.().frames ?? 0,
  );
