/** A delivery on the scripted floor: announced, unloaded at RECV (where its units really stand), and counted. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Floor } from "../floor/floor.fixture.ts";
import { add } from "../floor/world.fixture.ts";

export interface Line {
  readonly sku: string;
  readonly quantity: number;
  readonly lot?: string;
  readonly expires?: string;
}

export function announce(floor: Floor, receipt: string, lines: readonly Line[], more: object = {}) {
  return floor.post(wmsPaths.expectedReceipts, {
    receipt,
    expectedAt: new Date(floor.clock.now() + 3_600_000).toISOString(),
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    ...more,
  });
}

export const answerTask = (floor: Floor, task: string, found: readonly object[], more: object = {}) =>
  floor.post(wmsPaths.taskOutcome(task), {
    task,
    device: "HH1",
    at: new Date(floor.clock.now()).toISOString(),
    found,
    ...more,
  });

/** Answers the number of the task that asks to count it. */
export function arriveAt(floor: Floor, receipt: string, lines: readonly Line[], more: object = {}): string {
  announce(floor, receipt, lines, more);
  const whose = "client" in more ? { client: more.client } : {};
  return String(floor.post(wmsPaths.arrival(receipt), whose).body.task);
}

/** What really came stands at RECV before it is counted. */
export function unload(floor: Floor, lines: readonly Line[]): void {
  const bench = floor.bins.get("RECV") ?? new Map<string, number>();
  floor.bins.set("RECV", bench);
  for (const { sku, quantity } of lines) add(bench, sku, quantity);
}

/** From the announcement to the count that is booked. */
export function deliver(floor: Floor, receipt: string, lines: readonly Line[], more: object = {}): void {
  const task = arriveAt(floor, receipt, lines, more);
  unload(floor, lines);
  const { status, body } = answerTask(floor, task, lines);
  if (status !== 200) throw new Error(String(body.detail));
}

export const asked = (floor: Floor, kind: string) =>
  [...floor.asked.values()].filter((task) => task.kind === kind && floor.isOpen(task.task));

export const inBook = (floor: Floor, location: string, sku: string): number =>
  floor.bridge.book.units(location as never, sku as never);

/** Book and world say the same of every place and tote, and nothing was made or lost. */
export function disagreements(floor: Floor): string[] {
  const wrong: string[] = [];
  const book = new Map<string, number>();
  const world = new Map<string, number>();
  for (const { location, sku, units } of floor.bridge.book.places()) add(book, `${location} ${sku}`, units);
  for (const [location, bin] of floor.bins)
    for (const [sku, units] of bin) add(world, `${location} ${sku}`, units);
  for (const place of new Set([...book.keys(), ...world.keys()]))
    if ((book.get(place) ?? 0) !== (world.get(place) ?? 0))
      wrong.push(`${place}: book ${book.get(place) ?? 0}, world ${world.get(place) ?? 0}`);
  if (!floor.bridge.figures().units.conserved) wrong.push("not conserved");
  return wrong;
}
