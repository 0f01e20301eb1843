import { ToteId } from "@floorplane/contracts/ids";
import { itemGtin, pieceEpc, toteEpc } from "@floorplane/contracts/labels";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRound } from "./round.ts";

const round = (...reads: readonly (readonly [epc: string, rssiDbm: number])[]) => ({
  reader: "RDR-R01",
  at: "2026-05-04T08:15:30Z",
  round: 1,
  reads: reads.map(([epc, rssiDbm]) => ({ epc, antenna: 1, rssiDbm, count: 1 })),
});
const [own, neighbour] = [toteEpc(ToteId("T7")), toteEpc(ToteId("T8"))];

describe("the tote of a round", () => {
  it("is the one that stands at the reader, not the one read through the wall", () => {
    expect(decodeRound(round([neighbour, -70], [own, -45])).tote).toBe("T7");
    expect(decodeRound(round([own, -45], [neighbour, -54])).tote).toBe("many");
    expect(decodeRound(round([own, -75], [neighbour, -70], [own, -45])).tote).toBe("T7");
    expect(decodeRound(round()).tote).toBe("none");
  });
});

it("throws for no tag, and every tag is a piece, a parcel, a tote, or set aside", () => {
  const piece = pieceEpc(itemGtin(5, 0), 1);
  const hex = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF"), minLength: 4, maxLength: 124 }),
    fc.constantFrom(piece, piece.toLowerCase(), own),
  );

  fc.assert(
    fc.property(fc.array(hex, { maxLength: 30 }), (epcs) => {
      const decoded = decodeRound(round(...epcs.map((epc) => [epc, -50] as const)));
      const different = new Set(epcs.map((epc) => epc.toUpperCase()));
      different.delete(own);

      const { tags, ssccs, strange, raw } = decoded;
      expect(tags.length + ssccs.length + strange.length + raw.length).toBe(different.size);
    }),
  );
});
