/** Tags against numbers: when a pick is believed, when another round is worth asking for. */
import { ClientId, LineId, LocationId, LotId, OrderId, Sku } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { judgeRound } from "./reads.ts";
import { newTour, type ToteLine, type Tour } from "./tote.ts";

const skuOf = (gtin: string): Sku | undefined => (gtin.startsWith("?") ? undefined : Sku(gtin[0]!));
const tags = (text: string) =>
  text
    .split(" ")
    .filter(Boolean)
    .map((tag) => ({ gtin: tag[0]!, serial: tag.slice(1) }));

function aTote(...lines: [string, number, ToteLine["state"]][]): Tour {
  return {
    ...newTour(1, { client: ClientId("house"), order: OrderId("O1") }, []),
    lines: lines.map(([sku, taken, state], index) => ({
      line: LineId(String(index + 1)),
      sku: Sku(sku),
      lot: LotId("L1"),
      location: LocationId("P01"),
      by: "robot",
      box: null,
      planned: taken,
      taken: state === "open" ? 0 : taken,
      state,
    })),
  };
}

/** Rounds as the room hears them: each that disagrees counts. */
function rounds(tote: Tour, ...texts: string[]): string[] {
  return texts.map((text) => {
    const { verdict } = judgeRound(tote, tags(text), skuOf);
    if (verdict !== "agrees") (tote as { rounds: number }).rounds++;
    return verdict;
  });
}

describe("a line is picked", () => {
  it("when a tag was read for each unit", () => {
    expect(rounds(aTote(["A", 3, "taken"]), "A1 A2 A3")).toEqual(["agrees"]);
  });
  it("when a missed tag shows in a later round", () => {
    expect(rounds(aTote(["A", 3, "taken"]), "A1 A2", "A3 A1")).toEqual(["missing", "agrees"]);
  });
  it("when a case shows its one tag", () => {
    expect(rounds(aTote(["A", 24, "taken"]), "A1")).toEqual(["agrees"]);
  });
  it("whatever other lines are still to be fetched", () => {
    expect(rounds(aTote(["A", 2, "taken"], ["B", 4, "open"]), "A1 A2")).toEqual(["agrees"]);
  });
  it("beside lines that were confirmed before, even when their tags are missed now", () => {
    expect(rounds(aTote(["A", 2, "confirmed"], ["B", 1, "taken"]), "B1")).toEqual(["agrees"]);
  });
  it("with both picks of one sku in the same tote counted together", () => {
    const tote = aTote(["A", 2, "confirmed"], ["A", 1, "taken"]);
    expect(rounds(tote, "A1 A2", "A3")).toEqual(["missing", "agrees"]);
  });
  it("when a stray tag is not seen again", () => {
    expect(rounds(aTote(["A", 2, "taken"]), "A1 A2 A9", "A1 A2")).toEqual(["surplus", "agrees"]);
  });
  it("when ghosts of no item pass by, each once", () => {
    expect(rounds(aTote(["A", 1, "taken"]), "A1 ?1", "A1 ?2")).toEqual(["agrees", "agrees"]);
  });
  it("when ghosts of no item pass by", () => {
    const tote = aTote(["A", 1, "taken"]);
    expect(judgeRound(tote, [...tags("A1"), { gtin: "?", serial: "1" }], skuOf)).toEqual({
      verdict: "agrees",
      unknownTags: 1,
    });
  });
});

describe("a line is in doubt", () => {
  it("when a tag of goods that nobody knows comes again with the tote", () => {
    expect(rounds(aTote(["A", 1, "taken"], ["B", 1, "open"]), "A1 ?1", "A1 ?1", "A1 ?1")).toEqual([
      "agrees",
      "surplus",
      "surplus",
    ]);
  });

  it("when tags stay away", () => {
    expect(rounds(aTote(["A", 3, "taken"]), "A1 A2", "A1 A2", "A2")).toEqual([
      "missing",
      "missing",
      "missing",
    ]);
  });
  it("when one tag is read twice in a round", () => {
    expect(rounds(aTote(["A", 2, "taken"]), "A1 A1")).toEqual(["missing"]);
  });
  it("when more units lie in the tote than the robot says", () => {
    expect(rounds(aTote(["A", 2, "taken"]), "A1 A2 A3", "A1 A2 A3")).toEqual(["surplus", "surplus"]);
  });
  it("when other goods lie there", () => {
    expect(rounds(aTote(["A", 1, "taken"]), "B1", "B1")).toEqual(["missing", "missing"]);
    expect(rounds(aTote(["A", 1, "taken"]), "A1 B1", "A1 B1")).toEqual(["surplus", "surplus"]);
  });
});
