/** The embedded history's file on its own: what it forgets, what it refuses, and how it stays within its bound. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HistoryFile } from "./history-file.ts";
import type { Batch } from "./point-buffer.ts";
import type { History } from "./series.ts";

const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;
/** 2026-03-02T00:00:00Z */
const monday = 1_772_409_600_000;

let folder: string;
let file: string;
const open: HistoryFile[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "history-"));
  file = join(folder, "history.sqlite");
});
afterEach(() => {
  for (const history of open.splice(0)) history.close();
  rmSync(folder, { recursive: true, force: true });
});

function openFile(bytesMax?: number, site = "north"): HistoryFile {
  const history = new HistoryFile({ file, site, ...(bytesMax === undefined ? {} : { bytesMax }) });
  history.name(0, { device: "CL-01", quantity: "temperature", unit: "Cel" });
  open.push(history);
  return history;
}
function reopen(): HistoryFile {
  for (const history of open.splice(0)) history.close();
  return openFile();
}

const batch = (points: readonly (readonly [at: number, value: number])[]): Batch => ({
  count: points.length,
  names: new Uint32Array(points.length),
  at: Float64Array.from(points, ([at]) => at),
  value: Float64Array.from(points, ([, value]) => value),
  doubt: new Uint8Array(points.length),
});
const draw = (history: HistoryFile, from: number, to: number, pixels: number, now = to): History =>
  history.draw({ device: "CL-01", quantity: "temperature", from, to, pixels }, now);
const lasts = ({ buckets }: History): number[] => buckets.map((bucket) => bucket.last);

it("draws a month of minutes in 1,000 pixels as 50-minute buckets", () => {
  const history = openFile();
  const now = monday + 30 * day;
  const values = Array.from({ length: 30 * 1_440 }, (_, index) => [monday + index * minute, index] as const);
  for (let index = 0; index < values.length; index += 5_000)
    history.store(batch(values.slice(index, index + 5_000)), now);

  const drawn = draw(history, monday, now, 1_000);

  expect(drawn.bucketMs).toBe(50 * minute);
  expect(drawn.buckets).toHaveLength(865);
  const [, second] = drawn.buckets;
  const index = (second!.at - monday) / minute;
  expect(second).toMatchObject({ min: index, max: index + 49, last: index + 49, quality: "good" });
});

it("draws from roll-ups what raw points have been forgotten for", () => {
  const history = openFile();
  history.store(
    batch([
      [monday, 3],
      [monday + 1_000, 9],
      [monday + minute, 5],
    ]),
    monday,
  );
  const later = monday + 60 * day;
  history.sweep(later);

  const drawn = draw(history, monday, monday + hour, 3_600, later);

  expect(drawn.bucketMs).toBe(minute);
  expect(drawn.buckets).toEqual([
    { at: monday, min: 3, max: 9, last: 9, quality: "good" },
    { at: monday + minute, min: 5, max: 5, last: 5, quality: "good" },
  ]);
});

it("has hours after minutes are gone, and nothing after ten years", () => {
  const history = openFile();
  history.store(batch([[monday, 3]]), monday);

  for (const [later, bucketMs] of [
    [500 * day, 10 * minute],
    [1_200 * day, hour],
  ] as const) {
    history.sweep(monday + later);
    expect(draw(history, monday, monday + hour, 3_600, monday + later)).toMatchObject({
      bucketMs,
      buckets: [{ last: 3 }],
    });
  }
  history.sweep(monday + 3_700 * day);
  expect(draw(history, monday, monday + hour, 60, monday + 3_700 * day).buckets).toEqual([]);
});

it("refuses points older than its raw memory, since their roll-ups could no longer be computed", () => {
  const history = openFile();
  history.store(
    batch([
      [monday, 3],
      [monday + 1_000, 9],
    ]),
    monday,
  );
  const later = monday + 60 * day;
  history.sweep(later);

  const refused = history.store(
    batch([
      [monday + 2_000, 100],
      [later, 1],
    ]),
    later,
  );

  expect(refused).toBe(1);
  expect(draw(history, monday, monday + hour, 60, later).buckets).toMatchObject([{ min: 3, max: 9 }]);
  expect(lasts(draw(history, later - hour, later + hour, 60, later))).toEqual([1]);
});

it("forgets raw days early when the file would outgrow its bound, keeps their roll-ups, and remembers both over a restart", () => {
  const history = openFile(1_500_000);
  const now = monday + 10 * day;
  for (let start = monday; start < now; start += day) {
    const values = Array.from({ length: 8_640 }, (_, index) => [start + index * 10_000, index] as const);
    history.store(batch(values), start + day);
    history.sweep(start + day);
  }

  const early = draw(history, monday, monday + hour, 3_600, now);
  expect(early).toMatchObject({ bucketMs: minute });
  expect(early.buckets).toHaveLength(60);
  expect(draw(history, now - hour, now, 3_600, now)).toMatchObject({ bucketMs: 1_000 });
  const again = reopen();
  expect(draw(again, monday, monday + hour, 3_600, now)).toEqual(early);
  expect(again.store(batch([[monday, -50]]), now)).toBe(1);
});

it("fails to store beyond its bound rather than fill the disk", () => {
  const history = openFile(200_000);
  const many = batch(Array.from({ length: 20_000 }, (_, index) => [monday + index * minute, index] as const));

  expect(() => history.store(many, monday)).toThrow(/full/);

  history.store(batch([[monday, 1]]), monday);
  expect(lasts(draw(history, monday, monday + hour, 60))).toEqual([1]);
});

it("keeps the sites in one file apart", () => {
  const north = openFile();
  north.store(batch([[monday, 1]]), monday);
  const south = openFile(undefined, "south");

  expect(draw(south, monday, monday + hour, 60).buckets).toEqual([]);
});

it("refuses a file of another version, and says what to do", () => {
  const database = new DatabaseSync(file);
  database.exec("pragma user_version = 99");
  database.close();

  expect(() => openFile()).toThrow(/schema 99.*move the file away/);
});
