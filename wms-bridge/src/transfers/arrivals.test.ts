/** What words of the other warehouse come to, in whatever order they come. */
import type { LotId, Sku } from "@floorplane/contracts/ids";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Standing, withArrival, withFewer, withLate, withLoss, withUnsaid } from "./arrivals.ts";
import { betweenOf, type TransferLine } from "./transfers.ts";

const A = "A" as Sku;
const lineOf = (left: number, lot = "L1"): TransferLine => ({
  ...{ sku: A, lot: lot as LotId, left },
  ...{ arrived: 0, lost: 0, missing: 0 },
});
const left = (...units: number[]): Standing => ({
  lines: units.map((n, at) => lineOf(n, `L${at}`)),
  over: [],
});
const came = (units: number) => new Map([[A, units]]);
const more = (standing: Standing, units: number): Standing => ({
  ...standing,
  lines: standing.lines.with(0, { ...standing.lines[0]!, left: standing.lines[0]!.left + units }),
});

describe("a word of the other warehouse", () => {
  it("about all leaves what it does not count missing, lot by lot", () => {
    expect(withArrival(left(3, 2), { came: came(4) })).toMatchObject({
      lines: [
        { arrived: 3, missing: 0 },
        { arrived: 1, missing: 1 },
      ],
      over: [],
    });
  });

  it("about one parcel says nothing of the others", () => {
    const standing = withArrival(left(5), { came: came(1), about: came(2) });

    expect(standing).toMatchObject({ lines: [{ arrived: 1, missing: 1 }], over: [] });
    expect(betweenOf(standing.lines[0]!)).toBe(4);
  });

  it("that finds too many in one parcel finds what was missing of another", () => {
    const short = withArrival(left(5), { came: came(1), about: came(2) });

    expect(withArrival(short, { came: came(4), about: came(3) })).toMatchObject({
      lines: [{ arrived: 5, missing: 0 }],
      over: [],
    });
    const over = withArrival(left(5), { came: came(3), about: came(2) });
    expect(over.over).toEqual([{ sku: A, units: 1 }]);
    expect(withArrival(over, { came: came(2), about: came(3) })).toMatchObject({
      lines: [{ arrived: 5, missing: 0 }],
      over: [],
    });
  });

  it("that comes before the book knows that they left is right when they have", () => {
    const early = withArrival(left(3), { came: came(5) });

    expect(early.over).toEqual([{ sku: A, units: 2 }]);
    expect(withLate(more(early, 2))).toMatchObject({
      lines: [{ left: 5, arrived: 5, missing: 0 }],
      over: [],
    });
  });

  it("that is withdrawn leaves what was before it, whatever it found", () => {
    const counts = fc.record({ first: fc.nat(6), second: fc.nat(6) });
    fc.assert(
      fc.property(counts, ({ first, second }) => {
        const one = { came: came(first), about: came(3) };
        const other = { came: came(second), about: came(2) };
        const both = withArrival(withArrival(left(5), one), other);

        expect(withUnsaid(both, other.came, other.about)).toEqual(withArrival(left(5), one));
        expect(withUnsaid(both, one.came, one.about)).toEqual(withArrival(left(5), other));
      }),
    );
  });

  it("that takes more back than arrived takes back first what came too many", () => {
    const over = withArrival(left(2), { came: came(3), about: came(2) });

    expect(withFewer(over, came(3))).toMatchObject({ lines: [{ arrived: 0, missing: 2 }], over: [] });
  });

  it("never makes units, loses none, and never has units of one kind missing and too many", () => {
    const step = fc.oneof(
      fc.record({ left: fc.nat(5) }),
      fc.record({ came: fc.nat(6) }),
      fc.record({ came: fc.nat(6), about: fc.nat(6) }),
      fc.constant({ lost: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = left(4, 3);
        let said = 0;
        for (const one of steps) {
          if ("left" in one) now = withLate(more(now, one.left));
          else if ("came" in one) {
            const about = "about" in one ? { about: came(one.about) } : {};
            now = withArrival(now, { came: came(one.came), ...about });
            said += one.came;
          } else {
            said -= now.over.reduce((sum, { units }) => sum + units, 0);
            now = withLoss(now);
          }
          const over = now.over.reduce((sum, { units }) => sum + units, 0);
          const missing = now.lines.reduce((sum, line) => sum + line.missing, 0);
          expect(now.lines.reduce((sum, line) => sum + line.arrived, 0) + over).toBe(said);
          expect(Math.min(over, missing)).toBe(0);
          for (const line of now.lines) {
            expect(betweenOf(line)).toBeGreaterThanOrEqual(line.missing);
            expect(line.missing).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});
