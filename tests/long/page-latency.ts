/** How long it takes from the floor to a reader's eyes: what the ledger says and when, beside what a page showed and when. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { OrderDocument } from "@floorplane/contracts/documents";
import { patched } from "@floorplane/runtime/ledger/patch";
import { changeIn } from "@floorplane/runtime/ledger/row-text";
import { SqliteReader } from "@floorplane/runtime/ledger/sqlite-store";
import type { Page } from "playwright-core";
import { OrdersBoard } from "../../dashboards/gateway/orders-board.ts";
import type { ADemo } from "../stories/a-demo.ts";

/** Rows that are in memory at a time. */
const pageMax = 2_000;

/** A moment of this machine's wall clock, ms, and what was so from then on. */
export interface Moment {
  readonly at: number;
  readonly text: string;
}

/** Notes what the page's text at a selector is after each frame that changed it, until `noted` reads it. */
export async function noteText(page: Page, selector: string): Promise<void> {
  await page.evaluate((selector) => {
    const noted: Moment[] = [];
    (window as unknown as { noted: Moment[] }).noted = noted;
    const note = (): void => {
      const text = [...document.querySelectorAll(selector)].map((part) => part.textContent).join(" ");
      if (noted.at(-1)?.text === text) return;
      // A frame is on its way to the screen when a task after its callbacks runs.
      requestAnimationFrame(() => setTimeout(() => noted.push({ at: Date.now(), text }), 0));
    };
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    note();
  }, selector);
}

export const noted = (page: Page): Promise<readonly Moment[]> =>
  page.evaluate(() => (window as unknown as { noted: Moment[] }).noted);

/** The counts of the funnel as the page writes them, each from the wall moment at which the house decided it. */
export async function countsOfLedger(demo: ADemo, timezone: string): Promise<readonly Moment[]> {
  const wallOf = await houseClock(demo);
  const ledger = new DatabaseSync(join(demo.state, "ledger.sqlite"), { readOnly: true });
  try {
    const board = new OrdersBoard(timezone);
    const moments: Moment[] = [];
    const bodies = new Map<string, object>();
    for (const text of textsOf(ledger)) {
      const { at, documents } = changeIn(text);
      const orders = documents.filter(({ kind }) => kind === "order");
      for (const order of orders) {
        const { id } = order;
        const body = "patch" in order ? patched(structuredClone(bodies.get(id)!), order.patch) : order.body;
        if (body) {
          bodies.set(id, body);
          board.put(body as OrderDocument);
        } else {
          bodies.delete(id);
          board.remove(id);
        }
      }
      if (orders.length === 0) continue;
      const funnel = board.funnel(at);
      const counts = [...funnel.stages.map(({ count }) => count), funnel.shippedToday].join(" ");
      if (counts !== moments.at(-1)?.text) moments.push({ at: wallOf(at), text: counts });
    }
    return moments;
  } finally {
    ledger.close();
  }
}

/** Of all rows, loose and packed. */
function* textsOf(database: DatabaseSync): Generator<string> {
  const reader = new SqliteReader(database);
  for (let from = 1; ; ) {
    const rows = reader.rows(from, pageMax);
    for (const { text } of rows) yield text;
    if (rows.length < pageMax) return;
    from = rows.at(-1)!.sequence + 1;
  }
}

/** How long each thing that was so took to be seen, ms: a page that shows a later state has passed over the ones before it. */
export function latencies(happened: readonly Moment[], seen: readonly Moment[], from: number): number[] {
  const found: number[] = [];
  let next = happened.findIndex(({ at }) => at >= from);
  if (next < 0) return found;
  for (const { at, text } of seen) {
    if (at < from) continue;
    let shown = -1;
    for (let index = next; index < happened.length && happened[index]!.at <= at; index++)
      if (happened[index]!.text === text) shown = index;
    for (; next <= shown; next++) found.push(at - happened[next]!.at);
  }
  return found;
}

export const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(0.95 * values.length))] ??
  Number.POSITIVE_INFINITY;

/** House time as wall time: the answer that came quickest says it best. */
async function houseClock(demo: ADemo): Promise<(house: number) => number> {
  let best = { tookMs: Number.POSITIVE_INFINITY, wall: 0, house: 0, speed: 1 };
  for (let tries = 0; tries < 20; tries++) {
    const asked = Date.now();
    const { now, speed } = (await (await fetch(new URL("health", demo.running.urls.dashboards))).json()) as {
      now: number;
      speed: number;
    };
    const tookMs = Date.now() - asked;
    if (tookMs < best.tookMs) best = { tookMs, wall: asked + tookMs / 2, house: now, speed };
  }
  return (house) => best.wall + (house - best.house) / best.speed;
}
