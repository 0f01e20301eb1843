/** The promises of a history, claim by claim: every adapter passes this one suite. */
import type { ReadingQuality } from "@floorplane/contracts/documents";
import { afterEach, describe, expect, it } from "vitest";
import type { Bucket, History, Series } from "./series.ts";

export interface SeriesFixture {
  readonly series: Series;
  dispose(): Promise<void>;
}

/** 2026-03-02T00:00:00Z, a Monday; fixtures run their clocks from here. */
export const monday = 1_772_409_600_000;
const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;

interface Given {
  readonly device?: string;
  readonly quantity?: string;
  readonly value: number;
  readonly unit?: string;
  readonly quality?: ReadingQuality;
  readonly at: number;
}

function write(series: Series, ...points: readonly Given[]): void {
  for (const {
    device = "CL-01",
    quantity = "temperature",
    value,
    unit = "Cel",
    quality = "good",
    at,
  } of points)
    series.write(device, quantity, value, unit, quality, at);
}

const drawn = async (
  series: Series,
  asked: { device?: string; quantity?: string; from?: number; to?: number; pixels?: number } = {},
): Promise<History> => {
  expect(await series.flush()).toBe(true);
  return series.query({
    device: "CL-01",
    quantity: "temperature",
    from: monday,
    to: monday + hour,
    pixels: 3_600,
    ...asked,
  });
};

const aBucket = (at: number, value: number, rest: Partial<Bucket> = {}): Bucket => ({
  at,
  min: value,
  max: value,
  last: value,
  quality: "good",
  ...rest,
});

export function describeSeries(name: string, fixture: () => Promise<SeriesFixture>): void {
  describe(`history ${name}`, () => {
    const open: SeriesFixture[] = [];
    const aSeries = async (): Promise<Series> => {
      const one = await fixture();
      open.push(one);
      return one.series;
    };
    afterEach(async () => {
      for (const one of open.splice(0)) {
        await one.series.close();
        await one.dispose();
      }
    });

    it("is empty for a device that was never heard", async () => {
      expect(await drawn(await aSeries())).toEqual({ unit: undefined, bucketMs: second, buckets: [] });
    });

    it("draws lowest, highest and last value of each bucket, and leaves gaps out", async () => {
      const series = await aSeries();
      write(
        series,
        { value: 4.5, at: monday },
        { value: -2.25, at: monday + 10 * second },
        { value: 3, at: monday + 59 * second },
        { value: 7, at: monday + 3 * minute },
      );

      const history = await drawn(series, { to: monday + 10 * minute, pixels: 10 });

      expect(history).toEqual({
        unit: "Cel",
        bucketMs: minute,
        buckets: [aBucket(monday, 3, { min: -2.25, max: 4.5 }), aBucket(monday + 3 * minute, 7)],
      });
    });

    it("includes the beginning of a range and excludes its end", async () => {
      const series = await aSeries();
      write(
        series,
        { value: 1, at: monday - 1 },
        { value: 2, at: monday },
        { value: 3, at: monday + hour - 1 },
        { value: 4, at: monday + hour },
      );

      const { buckets } = await drawn(series);

      expect(buckets.map((bucket) => bucket.last)).toEqual([2, 3]);
    });

    it("takes points in any order, hours late too", async () => {
      const series = await aSeries();
      write(series, { value: 3, at: monday + 3 * second }, { value: 1, at: monday + second });
      await series.flush();
      write(series, { value: 2, at: monday + 2 * second }, { value: 9, at: monday - 5 * hour });

      const near = await drawn(series);
      const wide = await drawn(series, { from: monday - 6 * hour, to: monday + 2 * hour, pixels: 4 });

      expect(near.buckets.map((bucket) => bucket.last)).toEqual([1, 2, 3]);
      expect(wide.buckets.map((bucket) => [bucket.at, bucket.min, bucket.max, bucket.last])).toEqual([
        [monday - 6 * hour, 9, 9, 9],
        [monday, 1, 3, 3],
      ]);
    });

    it("keeps one value for one moment: the later one, in wide buckets too", async () => {
      const series = await aSeries();
      write(series, { value: 40, at: monday }, { value: 4, at: monday + second });
      await series.flush();
      write(series, { value: 5, at: monday });

      const near = await drawn(series);
      const wide = await drawn(series, { to: monday + 12 * hour, pixels: 4 });

      expect(near.buckets.map((bucket) => bucket.last)).toEqual([5, 4]);
      expect(wide.buckets).toEqual([aBucket(monday, 4, { max: 5 })]);
    });

    it("marks a bucket with the worst quality in it", async () => {
      const series = await aSeries();
      write(
        series,
        { value: 1, at: monday },
        { value: 2, at: monday + second, quality: "uncertain" },
        { value: 3, at: monday + 2 * second },
        { value: 4, at: monday + minute, quality: "bad" },
      );

      const { buckets } = await drawn(series, { to: monday + 2 * minute, pixels: 2 });

      expect(buckets.map((bucket) => bucket.quality)).toEqual(["uncertain", "bad"]);
    });

    it("keeps devices and quantities apart", async () => {
      const series = await aSeries();
      write(
        series,
        { value: 1, at: monday },
        { device: "CL-02", value: 2, at: monday },
        { quantity: "humidity", unit: "%RH", value: 55, at: monday },
      );

      expect((await drawn(series)).buckets).toEqual([aBucket(monday, 1)]);
      expect((await drawn(series, { device: "CL-02" })).buckets).toEqual([aBucket(monday, 2)]);
      expect(await drawn(series, { quantity: "humidity" })).toMatchObject({
        unit: "%RH",
        buckets: [aBucket(monday, 55)],
      });
    });

    it("shows the unit in use at the end of the range, and no other unit's values", async () => {
      const series = await aSeries();
      write(
        series,
        { value: 39.2, unit: "[degF]", at: monday },
        { value: 41, unit: "[degF]", at: monday + 2 * second },
        { value: 4, unit: "Cel", at: monday + minute },
      );

      expect(await drawn(series)).toMatchObject({ unit: "Cel", buckets: [aBucket(monday + minute, 4)] });
      expect((await drawn(series, { to: monday + 30 * second, pixels: 30 })).unit).toBe("[degF]");
    });

    it("holds names with every character that a wire format gives a meaning", async () => {
      const series = await aSeries();
      const names = ["Cold room 1, gate=2", 'it\'s "cold"', "a,b c=d", "冷库 №3 ü", "$value;--", "#x", "{v}"];
      names.forEach((text, index) => {
        write(series, { device: text, quantity: `q ${text}`, unit: text, value: index, at: monday });
      });

      for (const [index, text] of names.entries())
        expect(await drawn(series, { device: text, quantity: `q ${text}` })).toEqual({
          unit: text,
          bucketMs: second,
          buckets: [aBucket(monday, index)],
        });
    });

    it("keeps numbers to the last digit", async () => {
      const series = await aSeries();
      const values = [0.1 + 0.2, -1e-7, 1e21, 5e-324, 1.7976931348623157e308, 0, 12_345_678.901];
      values.forEach((value, index) => {
        write(series, { value, at: monday + index * second });
      });

      expect((await drawn(series)).buckets.map((bucket) => bucket.last)).toEqual(values);
    });

    it("sets aside and counts what cannot be kept, and never throws", async () => {
      const series = await aSeries();
      write(
        series,
        { value: Number.NaN, at: monday },
        { value: Number.POSITIVE_INFINITY, at: monday },
        { value: 1, at: Number.NaN },
        { value: 1, at: -1 },
        { value: 1, at: 1e300 },
        { value: 1, at: monday, device: "" },
        { value: 1, at: monday, device: "a\nb" },
        { value: 1, at: monday, quantity: "back\\slash" },
        { value: 1, at: monday, unit: "u".repeat(129) },
        { value: 21, at: monday },
      );

      expect((await drawn(series)).buckets).toEqual([aBucket(monday, 21)]);
      expect(series.figures()).toMatchObject({ written: 10, refused: 9, stored: 1, dropped: 0 });
    });

    it("takes ten thousand points in one go", async () => {
      const series = await aSeries();
      for (let index = 0; index < 10_000; index++)
        write(series, {
          device: `D${index % 10}`,
          value: index,
          at: monday + Math.floor(index / 10) * second,
        });

      const { buckets } = await drawn(series, { device: "D7" });

      expect(buckets).toHaveLength(1_000);
      expect(buckets[999]).toEqual(aBucket(monday + 999 * second, 9_997));
      expect(series.figures()).toMatchObject({ written: 10_000, stored: 10_000, waitingInMemory: 0 });
    });

    it("draws the same chart from wide buckets as from the points themselves", async () => {
      const series = await aSeries();
      const value = (index: number): number => Math.round(1_000 * Math.sin(index / 7)) / 8;
      for (let index = 0; index < 2_000; index++)
        write(series, { value: value(index), at: monday + index * minute });
      const to = monday + 2_000 * minute;

      const { bucketMs, buckets } = await drawn(series, { to, pixels: 10 });

      expect(bucketMs).toBe(4 * hour);
      const expected: Bucket[] = [];
      for (let at = monday; at < to; at += bucketMs) {
        const first = (at - monday) / minute;
        const inside = Array.from({ length: Math.min(240, 2_000 - first) }, (_, step) => value(first + step));
        expected.push(aBucket(at, inside.at(-1)!, { min: Math.min(...inside), max: Math.max(...inside) }));
      }
      expect(buckets).toEqual(expected);
    });

    it.each([
      [{ pixels: 0 }, "pixels"],
      [{ pixels: 1.5 }, "pixels"],
      [{ pixels: 1_000_000 }, "pixels"],
      [{ from: monday + hour }, "from"],
      [{ from: Number.NaN }, "from"],
    ])("refuses a range that cannot be drawn: %o", async (asked, field) => {
      const series = await aSeries();

      await expect(drawn(series, asked)).rejects.toMatchObject({ code: "bad-option", field });
    });

    it("may be closed twice, and counts what is written afterwards as dropped", async () => {
      const series = await aSeries();
      write(series, { value: 1, at: monday });

      await series.close();
      await series.close();
      write(series, { value: 2, at: monday });

      expect(series.figures()).toMatchObject({ written: 2, stored: 1, dropped: 1 });
    });
  });
}
