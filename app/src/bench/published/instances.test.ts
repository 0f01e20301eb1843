/** Published instances as they are read: what is malformed is refused with the file, the line and the field. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBatchingInstance } from "./batching-instance.ts";
import { BestKnown, instanceFiles, valueIn } from "./instance-folder.ts";
import { readRoutingInstance } from "./routing-instance.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "floorplane-instances-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const head = (type: string, more = "") => `NAME : a
TYPE : ${type}
COMMENT : somebody
${more}LAYOUT : single-block
NUM_AISLES : 3
NUM_CELLS : 10
DEPOT_AISLE : 1
DEPOT_LOCATION : top
DISTANCE_AISLE_TO_AISLE : 3
DISTANCE_CELL_TO_CELL : 1
DISTANCE_TOP_TO_CELL : 1
DISTANCE_BOTTOM_TO_CELL : 1
DISTANCE_TOP_OR_BOTTOM_TO_DEPOT : 0
`;

const routing = `${head("Single_picker_routing")}ARTICLE_SECTION
NUM_ARTICLES : 2
ID 0
ID 1
SKU_SECTION
NUM_SKUS : 2
ID 0 AISLE 0 CELL 4 QUANTITY 1 LEFT_RIGHT_HAND_SIDE left
ID 1 AISLE 2 CELL 7 QUANTITY 2 LEFT_RIGHT_HAND_SIDE left
ORDER_SECTION
NUM_ARTICLES : 2
ID 0 QUANTITY 1
ID 1 QUANTITY 2
EOF`;

const henn = `Order 0	number of articles 2
0	Aisle 14	Location 33
1	Aisle 1	Location 42
Order 1	number of articles 1
0	Aisle 0	Location 0
`;

const muterOncan = `${head("Order_batching", "PICKER_CAPACITY : 3\n")}ARTICLE_SECTION
NUM_ARTICLES : 1
ID 0 WEIGHT 1
SKU_SECTION
NUM_SKUS : 1
ID 0 AISLE 2 CELL 0 QUANTITY 1 LEFT_RIGHT_HAND_SIDE left
ORDER_SECTION
NUM_ORDERS : 2
NUM_ARTICLES_IN_ORDER : 1
ID 0 QUANTITY 2
NUM_ARTICLES_IN_ORDER : 1
ID 0 QUANTITY 1
EOF`;

const foodmart = `//NbLocations
1
//NbProducts
1
//K: NbBoxesTrolley
2
//NbDimensionsCapacity
1
//B: CapaBox
5
//A box can accept mixed orders(0: no, 1: yes)
1
//Products
//Idx Location Volume
1 1 2
//Orders
//Nb Orders
1
//Idx M NbProdInOrder ProdIdx1 Qty1 ProdIdx2 Qty2 ...
1 1 1 1 3
//Graph (Products are vertices indexed from 1 to NbLocations)
//NbVerticesIntersections
0
//DepartingDepot
0
//ArrivalDepot
2
//Arcs
//Start End Distance
0 1 2.5
//LocStart LocEnd ShortestPath
0 1 2.5
1 2 4
`;

describe("an instance", () => {
  it("of picker routing is a floor with one block or two, and what lies on it", () => {
    const { scattered, picks } = readRoutingInstance(written("a.txt", routing));

    expect(scattered).toBe(false);
    expect(picks(1)).toMatchObject({
      floor: { aisles: 3, aisleGapM: 3, crossesM: [0, 11], depot: { aisle: 1, cross: 0 } },
      demand: [1, 2],
      lots: [
        { article: 0, units: 1, place: { aisle: 0, atM: 5 } },
        { article: 1, units: 2, place: { aisle: 2, atM: 8 } },
      ],
    });
    expect(picks(2)).toMatchObject({ floor: { crossesM: [0, 6, 12] } });
    expect(picks(2).lots.map(({ place }) => place.atM)).toEqual([5, 9]);
  });

  it("of Henn & Wäscher has its capacity from the file's name", () => {
    const instance = readBatchingInstance(written("21s-2-30-0.txt", henn), 1);

    expect(instance).toMatchObject({ capacity: 30, loads: [2, 1] });
    expect(instance.walk([1], 1)).toEqual({ metres: 3, faults: [] });
  });

  it("of Muter & Öncan counts units", () => {
    expect(readBatchingInstance(written("a.txt", muterOncan), 1)).toMatchObject({
      capacity: 3,
      loads: [2, 1],
    });
  });

  it("of Foodmart has ways by the file, and a volume where boxes are mixed", () => {
    const instance = readBatchingInstance(written("a.txt", foodmart), 1);

    expect(instance).toMatchObject({ capacity: 10, loads: [6] });
    expect(instance.walk([0], 1)).toEqual({ metres: 6.5, faults: [] });
  });
});

describe("what is malformed is refused by file, line and field", () => {
  it.each([
    ["a field that is missing", routing.replace("NUM_CELLS : 10\n", ""), /a\.txt:12: NUM_CELLS is missing/],
    [
      "a type of another problem",
      routing.replace("Single_picker_routing", "Order_batching"),
      /a\.txt:2: TYPE must be/,
    ],
    [
      "a layout that is not read",
      routing.replace("single-block", "two-block"),
      /a\.txt:4: LAYOUT must be single-block/,
    ],
    [
      "no number",
      routing.replace("NUM_AISLES : 3", "NUM_AISLES : three"),
      /NUM_AISLES must be a whole number/,
    ],
    [
      "an aisle beyond the floor",
      routing.replace("AISLE 2 CELL", "AISLE 3 CELL"),
      /a\.txt:21: AISLE must be below 3/,
    ],
    ["a cell beyond the aisle", routing.replace("CELL 7", "CELL 10"), /a\.txt:21: CELL must be below 10/],
    [
      "an article that is not known",
      routing.replace("ID 1 QUANTITY", "ID 5 QUANTITY"),
      /a\.txt:25: ID 5 is no article/,
    ],
    [
      "an article asked for twice",
      routing.replace("ID 1 QUANTITY", "ID 0 QUANTITY"),
      /a\.txt:25: ID 0 is asked for twice/,
    ],
    [
      "more than lies there",
      routing.replace("ID 1 QUANTITY 2", "ID 1 QUANTITY 3"),
      /a\.txt:25: QUANTITY asks for 3/,
    ],
    [
      "a word of another name",
      routing.replace("ID 0 AISLE", "ID 0 ISLE"),
      /a\.txt:20: AISLE is expected here, not "ISLE"/,
    ],
    [
      "a file that ends early",
      routing.replace(/ID 1 QUANTITY[\s\S]*/, ""),
      /a\.txt:25: ID, QUANTITY is missing: the file ends/,
    ],
    ["a file that goes on", `${routing}\nmore`, /a\.txt:26: EOF is followed by more/],
  ])("%s", (_what, text, message) => {
    expect(() => readRoutingInstance(written("a.txt", text))).toThrow(message);
  });

  it.each([
    ["21s-2-30-0.txt", henn.replace("Aisle 14", "Aisle 20"), /:2: Aisle must be a whole number from 0 to 19/],
    ["21s-2-30-0.txt", henn.replace("Location 42", "Location 45"), /:3: Location must be/],
    ["21s-2-30-0.txt", henn.replace("1\tAisle", "2\tAisle"), /:3: item 2 comes where item 1 is expected/],
    [
      "21s-2-30-0.txt",
      henn.replace("articles 2", "articles 3"),
      /:4: Aisle and Location are expected here for item 2/,
    ],
    ["21s-3-30-0.txt", henn, /:5: Order is the last of 2, and the file's name says 3/],
    ["21s-2-1-0.txt", henn, /number of articles of order 0 is 2, more than the capacity 1/],
    ["other.txt", henn, /the file's name must say orders and capacity/],
    ["b.txt", muterOncan.replace("PICKER_CAPACITY : 3\n", ""), /PICKER_CAPACITY is missing/],
    ["b.txt", muterOncan.replace("QUANTITY 2", "QUANTITY 4"), /comes to 4, more than PICKER_CAPACITY 3/],
    ["c.txt", foodmart.replace("1 1 1 1 3", "1 1 1 2 3"), /c\.txt:20: ProdIdx1 2 is no product/],
    ["c.txt", foodmart.replace("1 1 2\n//Orders", "1 9 2\n//Orders"), /c\.txt:15: Location must be/],
    ["c.txt", foodmart.replace("1 2 4\n", ""), /ShortestPath from 1 to 2 is missing/],
    ["d.txt", "nonsense", /d\.txt:1: the first line is of none of the formats/],
  ])("%s", (name, text, message) => {
    expect(() => readBatchingInstance(written(name, text), 1)).toThrow(message);
  });
});

describe("a folder of instances", () => {
  it("is read with the folders in it, without what lies beside instances", () => {
    mkdirSync(join(folder, "abc1"));
    for (const name of ["README.md", "LICENSE.txt", "abc1/sett21.txt", "abc1/b.txt", "a.txt"])
      written(name, "");

    expect(instanceFiles(folder)).toEqual([join(folder, "a.txt"), join(folder, "abc1/b.txt")]);
  });

  it("must be there, and have instances", () => {
    expect(() => instanceFiles(join(folder, "nowhere"))).toThrow("--instances names");
    expect(() => instanceFiles(folder)).toThrow("in which there is no instance");
  });

  it("has its best known values beside it or above, by placement where the table has one", () => {
    mkdirSync(join(folder, "abc1"));
    written("best-known.csv", "placement,instance,best\nran1,b,7\nabc1,b,5\n");
    const file = written("abc1/b.txt", "");
    const known = new BestKnown();

    expect(valueIn(known.of(file), "best", file)).toBe(5);
    expect(valueIn(known.of(join(folder, "abc1/c.txt")), "best", file)).toBeUndefined();
    expect(() => valueIn({ instance: "b", best: "five" }, "best", file)).toThrow(
      "best of b must be a number",
    );
  });
});
