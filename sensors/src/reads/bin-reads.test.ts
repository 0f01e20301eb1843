import { ToteId } from "@floorplane/contracts/ids";
import { itemGtin, pieceEpc, placeEpc, placeNumberOf, toteEpc } from "@floorplane/contracts/labels";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BinReads } from "./bin-reads.ts";

const gtin = itemGtin(5, 0);
const round = (...reads: readonly (readonly [epc: string, rssiDbm: number])[]) => ({
  reader: "RDR-R01",
  at: "2026-05-04T08:15:30Z",
  round: 1,
  reads: reads.map(([epc, rssiDbm]) => ({ epc, antenna: 1, rssiDbm, count: 1 })),
});
const label = [placeEpc("A01-03"), -38] as const;
const piece = (serial: number, rssiDbm = -50) => [pieceEpc(gtin, serial), rssiDbm] as const;

describe("a reader before a bin", () => {
  it("tells how many different tags it saw there, in all rounds of one visit", () => {
    const bins = new BinReads();

    bins.add(round(label, piece(1), piece(2)), 0);
    const second = bins.add(round(label, piece(2), piece(3)), 1_000);
    const later = bins.add(round(label, piece(4)), 120_000);

    expect(second).toEqual({ place: placeNumberOf("A01-03"), seen: [{ gtin, tags: 3 }] });
    expect(later?.seen).toEqual([{ gtin, tags: 1 }]);
  });

  it("counts nothing of the bin beside it, and begins anew before another", () => {
    const bins = new BinReads();

    const first = bins.add(round(label, piece(1), piece(2, -72)), 0);
    const next = bins.add(round([placeEpc("A01-04"), -38], piece(2)), 5_000);

    expect(first?.seen).toEqual([{ gtin, tags: 1 }]);
    expect(next).toEqual({ place: placeNumberOf("A01-04"), seen: [{ gtin, tags: 1 }] });
  });

  it("is before no bin where it sees no label, or two as near as each other", () => {
    const bins = new BinReads();

    expect(bins.add(round(piece(1)), 0)).toBeUndefined();
    expect(bins.add(round(label, [placeEpc("A01-04"), -44], piece(1)), 0)).toBeUndefined();
    expect(bins.add(round(label, [placeEpc("A01-04"), -60], piece(1)), 0)).toBeDefined();
  });

  it("says that it saw nothing in an empty bin, which is not the same as seeing no bin", () => {
    expect(new BinReads().add(round(label, [toteEpc(ToteId("T7")), -70]), 0)?.seen).toEqual([]);
  });
});

it("labels of places are told apart, whatever they are called", () => {
  const names = Array.from({ length: 20_000 }, (_, n) => `A${n % 97}-${Math.floor(n / 97)}-${n % 4}`);
  expect(new Set(names.map(placeNumberOf)).size).toBe(new Set(names).size);
  fc.assert(
    fc.property(fc.string({ maxLength: 64 }), (name) => {
      expect(BigInt(placeNumberOf(name)) < 2n ** 41n).toBe(true);
      expect(placeEpc(name)).toHaveLength(24);
    }),
  );
});
