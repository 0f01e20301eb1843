import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Point } from "./series.ts";
import { Spool } from "./spool.ts";

let folder: string;
let file: string;
const open: Spool[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spool-"));
  file = join(folder, "deeper", "store.points");
});
afterEach(async () => {
  for (const spool of open.splice(0)) await spool.close();
  rmSync(folder, { recursive: true, force: true });
});

const openSpool = async (bytesMax?: number): Promise<Spool> => {
  const spool = await Spool.open({ file, ...(bytesMax === undefined ? {} : { bytesMax }) });
  open.push(spool);
  return spool;
};
/** As a process that ended without a word. */
const reopen = async (): Promise<Spool> => {
  for (const spool of open.splice(0)) await spool.close();
  return openSpool();
};
const aPoint = (at: number): Point => ({
  site: "north",
  device: 'CL-01 "x", ü',
  quantity: "temperature",
  unit: "Cel",
  value: at / 3,
  quality: at % 2 === 0 ? "good" : "bad",
  at,
});
const points = (from: number, to: number): Point[] =>
  Array.from({ length: to - from }, (_, index) => aPoint(from + index));

async function readAll(spool: Spool): Promise<Point[]> {
  const all: Point[] = [];
  for (let next = await spool.next(); next; next = await spool.next()) {
    all.push(...next.points);
    await spool.confirm(next);
  }
  return all;
}

it("gives points back as they came, in their order, until they are confirmed", async () => {
  const spool = await openSpool();
  await spool.append(points(0, 3));

  const once = await spool.next();
  const again = await spool.next();

  expect(once?.points).toEqual(points(0, 3));
  expect(again).toEqual(once);
  expect(spool.waiting).toBe(3);
});

it("is empty, on disk too, when all is confirmed", async () => {
  const spool = await openSpool();
  await spool.append(points(0, 10_000));

  expect(await readAll(spool)).toEqual(points(0, 10_000));
  expect(spool.waiting).toBe(0);
  expect(statSync(file).size).toBe(0);
});

it("goes on where it stood after a restart", async () => {
  const before = await openSpool();
  await before.append(points(0, 10_000));
  const first = await before.next();
  await before.confirm(first!);

  const after = await reopen();

  expect(after.waiting).toBe(10_000 - first!.points.length);
  expect(await readAll(after)).toEqual(points(first!.points.length, 10_000));
});

it("takes points while it is being emptied", async () => {
  const spool = await openSpool();
  await spool.append(points(0, 2));
  const first = await spool.next();
  await spool.append(points(2, 4));
  await spool.confirm(first!);

  expect(await readAll(spool)).toEqual(points(2, 4));
});

it("takes no more than its bound, and takes again when there is room", async () => {
  const spool = await openSpool(1_000);

  const kept = await spool.append(points(0, 100));

  expect(kept).toBeGreaterThan(5);
  expect(kept).toBeLessThan(20);
  expect(statSync(file).size).toBeLessThanOrEqual(1_000);
  expect(await spool.append(points(0, 100))).toBe(0);
  expect(await readAll(spool)).toEqual(points(0, kept));
  expect(await spool.append(points(0, 5))).toBe(5);
});

it("forgets the half line of a crash and loses nothing else", async () => {
  await (await openSpool()).append(points(0, 3));
  appendFileSync(file, '[3,"north","CL-0');

  const spool = await reopen();
  await spool.append(points(3, 4));

  expect(spool.waiting).toBe(4);
  expect(await readAll(spool)).toEqual(points(0, 4));
});

it("counts lines that are no points, and goes on behind them", async () => {
  await (await openSpool()).append(points(0, 1));
  appendFileSync(file, 'garbage\n[1,2,3]\n{"at":1}\n');
  const spool = await reopen();
  await spool.append(points(1, 2));

  const next = await spool.next();

  expect(next).toMatchObject({ points: points(0, 2), torn: 3 });
  await spool.confirm(next!);
  expect(spool.waiting).toBe(0);
});

it("begins at the beginning when the cursor is lost or beyond the end", async () => {
  const before = await openSpool();
  await before.append(points(0, 5_000));
  await before.confirm((await before.next())!);
  expect(Number(readFileSync(`${file}.cursor`, "utf8"))).toBeGreaterThan(0);

  writeFileSync(`${file}.cursor`, "not a number");
  expect((await reopen()).waiting).toBe(5_000);

  writeFileSync(`${file}.cursor`, "99999999");
  expect((await reopen()).waiting).toBe(5_000);

  truncateSync(file, 0);
  expect((await reopen()).waiting).toBe(0);
});
