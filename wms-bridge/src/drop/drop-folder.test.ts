/** CSV files in a watched folder: taken in through the door, answered by a report, each once. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HttpDoor } from "@floorplane/contracts/http";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { silentLog } from "@floorplane/runtime/log";
import { describe, expect, it, onTestFinished } from "vitest";
import { anOperator, aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { gtinOf } from "../floor/small-site.fixture.ts";
import { DropFolder, type DropTrouble } from "./drop-folder.ts";

async function aWatched(door?: (floor: Floor) => HttpDoor) {
  const floor = await aStockedFloor();
  const folder = mkdtempSync(join(tmpdir(), "floorplane-drop-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const told: (DropTrouble | undefined)[] = [];
  const watch = () => {
    const drop = new DropFolder({
      folder,
      token: anOperator.token,
      door: door?.(floor) ?? floor.bridge.door,
      timers: floor.clock,
      log: silentLog,
      troubled: (trouble) => told.push(trouble),
    });
    drop.start();
    return drop;
  };
  let drop = watch();
  const reports = () => readdirSync(join(folder, "done")).filter((name) => name.endsWith(".report.csv"));
  return {
    floor,
    folder,
    told,
    reopen(): void {
      drop.stop();
      drop = watch();
    },
    put: (name: string, ...lines: string[]) => writeFileSync(join(folder, name), `${lines.join("\n")}\n`),
    stateOf: (order: string) => floor.get(wmsPaths.order(order)).body.state,
    /** The rows of the last report, as text. */
    report(): string[] {
      const last = reports().sort().at(-1);
      return last
        ? readFileSync(join(folder, "done", last), "utf8")
            .trimEnd()
            .split("\n")
            .slice(1)
        : [];
    },
    reports,
  };
}
const head = "order,country,line,sku,quantity";

it("a dropped order says how it leaves, and with whom; a word that there is not is refused by its field", async () => {
  const { floor, put, report } = await aWatched();

  put(
    "orders.csv",
    `${head},shipOn,Consolidation`,
    "O1,DE,1,A,1,pallet,TOUR/7",
    "O2,DE,1,A,1,,",
    "O3,DE,1,A,1,palette,",
  );
  floor.run(5);

  const shown = (order: string) => floor.get(wmsPaths.order(order)).body;
  expect(shown("O1")).toMatchObject({ shipOn: "pallet", consolidation: "TOUR/7" });
  expect(shown("O2").shipOn).toBeUndefined();
  expect(report()[2]).toMatch(/^4,O3,refused,.*shipOn/);
});

describe("a dropped file of what the WMS believes", () => {
  it("is one snapshot, whatever other columns it has, and is answered by its report", async () => {
    const { floor, put, report } = await aWatched();

    put("night.csv", "snapshot,sku,lot,location,units", "N1,A,,P01,90", "N1,B,L1,P02,100");
    floor.run(5);

    expect(report()).toEqual(["2,N1,taken,,,"]);
    expect(floor.get(wmsPaths.snapshot("N1")).body).toMatchObject({
      ...{ rows: 2, equal: 1 },
      lines: [{ sku: "A", location: "P01", wms: 90, book: 100, proposal: "adjust" }],
    });
  });
});

describe("a dropped file of orders", () => {
  it("is taken in order by order, and lies in done with its report", async () => {
    const { floor, folder, put, report, stateOf } = await aWatched();

    put("day.csv", head, "WH/OUT/1,France,1,A,2", "WH/OUT/1,France,2,B,1", "O2,Germany,1,A,1");
    floor.run(5);

    expect(report()).toEqual(["2,WH/OUT/1,taken,,,", "4,O2,taken,,,"]);
    expect([stateOf("WH/OUT/1"), stateOf("O2")]).toEqual(["allocated", "allocated"]);
    expect(existsSync(join(folder, "day.csv"))).toBe(false);
    expect(readdirSync(join(folder, "done"))).toHaveLength(2);
  });

  it("says line by line what is wrong, and takes the orders that are right", async () => {
    const { floor, put, report, stateOf } = await aWatched();

    put(
      "day.csv",
      head,
      "O1,France,1,NOBODY,2",
      "O1,France,2,NOTHING,1",
      "O2,France,1,A,many",
      "O3,France,1,A,1",
    );
    floor.run(5);

    const rows = report();
    expect(rows.map((row) => row.split(",").slice(0, 5).join(","))).toEqual([
      "2,O1,refused,unknown-item,lines[0].sku",
      "3,O1,refused,unknown-item,lines[1].sku",
      "4,O2,refused,malformed-message,lines[0].quantity",
      "5,O3,taken,,",
    ]);
    expect([stateOf("O1"), stateOf("O3")]).toEqual([undefined, "allocated"]);
  });

  it("refuses an order whose lines contradict each other", async () => {
    const { floor, put, report, stateOf } = await aWatched();

    put("day.csv", head, "O1,France,1,A,2", "O1,Germany,2,B,1");
    floor.run(5);

    expect(report()[0]).toContain("2,O1,refused,malformed-message,country");
    expect(stateOf("O1")).toBeUndefined();
  });

  it("carries consignee, address and what else an order may say", async () => {
    const { floor, put } = await aWatched();

    put(
      "day.csv",
      `${head};name;address;city;carrier`.replaceAll(",", ";"),
      'O1;France;1;A;2;J. Doe;"1 Rue; 2e";Paris;euro-road',
    );
    floor.run(5);

    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({
      carrier: "euro-road",
      consignee: { name: "J. Doe" },
      address: { lines: ["1 Rue", "2e"], city: "Paris" },
    });
  });

  it("dropped again is known, and nothing of it is done twice", async () => {
    const { floor, put, report } = await aWatched();
    put("day.csv", head, "O1,France,1,A,2");
    floor.run(3 * 3600);

    put("later.csv", head, "O1,France,1,A,2");
    floor.run(5);

    expect(report()).toEqual(["2,O1,known,,,"]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 2 });
  });

  it("dropped again at once is known, too", async () => {
    const { put, report, floor } = await aWatched();
    put("day.csv", head, "O1,France,1,A,2");
    floor.run(5);
    const first = report();

    put("later.csv", head, "O1,France,1,A,2", "O2,France,1,A,2");
    floor.run(5);

    expect(first).toEqual(["2,O1,taken,,,"]);
    expect(report()).toEqual(["2,O1,known,,,", "3,O2,taken,,,"]);
  });

  it("that still grows is left alone", async () => {
    const { floor, put, reports } = await aWatched();

    for (let lines = 1; lines < 5; lines++) {
      put("day.csv", head, ...Array.from({ length: lines }, (_, i) => `O${i},France,1,A,1`));
      floor.run(1);
    }
    expect(reports()).toEqual([]);
    floor.run(5);

    expect(reports()).toHaveLength(1);
  });

  it("waits for a door that is busy, and goes on where it was cut", async () => {
    let busy = 3;
    const encoder = new TextEncoder();
    const { floor, put, report, reopen } = await aWatched((of) => ({
      handle(request, respond) {
        if (busy-- > 0) respond({ status: 429, headers: {}, body: encoder.encode("{}") });
        else of.bridge.door.handle(request, respond);
      },
    }));

    put("day.csv", head, "O1,France,1,A,2", "O2,France,1,A,2");
    floor.run(3);
    reopen();
    floor.run(10);

    expect(report().map((row) => row.split(",").slice(1, 3))).toEqual([
      ["O1", "taken"],
      ["O2", "taken"],
    ]);
  });
});

it("takes items and stock, and says of each line what became of it", async () => {
  const { floor, put, report } = await aWatched();

  put("a-items.csv", "sku,kind,name,gtin,litres,kilograms,class", `X,goods,ex,${gtinOf("X")},0.5,0.2,A`);
  floor.run(4);
  put("b-stock.csv", "location,sku,lot,units", "P09,X,L1,10", "P10,X,L1,5");
  floor.run(4);
  const good = report();
  put("c-stock.csv", "location,sku,lot,units", "P11,X,L1,10", "P99,X,L1,5");
  floor.run(4);

  expect(good).toEqual(["2,X,taken,,,", "3,X,taken,,,"]);
  expect(report().map((row) => row.split(",").slice(0, 5))).toEqual([
    ["2", "X", "refused", "malformed-message", ""],
    ["3", "X", "refused", "malformed-message", "rows[1].location"],
  ]);
  expect(floor.get(`${wmsPaths.stock}?sku=X`).body.stock).toMatchObject([{ available: 15 }]);
});

it("a report has no formula in it for whoever opens it in a spreadsheet", async () => {
  const { floor, put, report } = await aWatched();

  put(
    "orders.csv",
    "order,country,line,sku,quantity",
    "=1+2,France,1,Z,1",
    "@SUM,France,1,Z,1",
    "-7,France,1,Z,1",
  );
  floor.run(60);

  expect(report().map((row) => row.split(",")[1])).toEqual(["'=1+2", "'@SUM", "-7"]);
});

it("takes serial numbers with stock, and says which row names one that is somewhere else", async () => {
  const { floor, put, report } = await aWatched();
  const header = "sku,kind,name,gtin,litres,kilograms,class,serialKept";
  put("a-items.csv", header, `X,goods,ex,${gtinOf("X")},0.5,0.2,A,true`);
  floor.run(4);
  const items = report();
  put("b-stock.csv", "location,sku,lot,units,serials", "P09,X,L1,3,S1; S2", "P10,X,L1,1,");
  floor.run(4);
  put("c-stock.csv", "location,sku,lot,units,serials", "P11,X,L1,1,S1");
  floor.run(4);

  expect(items).toEqual(["2,X,taken,,,"]);
  expect(floor.get(`${wmsPaths.serials}?sku=X`).body.serials).toMatchObject([
    { serial: "S1", location: "P09" },
    { serial: "S2", location: "P09" },
  ]);
  expect(report().map((row) => row.split(",").slice(0, 5))).toEqual([
    ["2", "X", "refused", "conflict", "rows[0].serials[0]"],
  ]);
});

it.each([
  ["no kind of file", "a,b,c", "1,2,3"],
  ["a column that nobody knows", `${head},colour`, "O1,France,1,A,1,red"],
  ["a quote that never closes", head, 'O1,"France,1,A,1'],
  ["nothing at all", "", ""],
])("a file with %s is refused whole, with a sentence", async (_what, ...lines) => {
  const { floor, put, report } = await aWatched();

  put("odd.csv", ...lines);
  floor.run(5);

  expect(report()).toHaveLength(1);
  expect(report()[0]).toContain("refused,malformed-file");
});

describe("an entry that cannot be looked at", () => {
  it("stops nothing behind it, is told while it stands, and is taken when it can be", async () => {
    const { floor, folder, put, stateOf, told } = await aWatched();
    symlinkSync(join(folder, "elsewhere.txt"), join(folder, "a-dangling.csv"));
    mkdirSync(join(folder, "b-folder.csv"));

    put("day.csv", head, "O1,France,1,A,2");
    floor.run(15);
    const standing = told.at(-1);
    writeFileSync(join(folder, "elsewhere.txt"), `${head}\nO2,France,1,A,1\n`);
    rmSync(join(folder, "b-folder.csv"), { recursive: true });
    floor.run(5);

    expect([stateOf("O1"), stateOf("O2")]).toEqual(["allocated", "allocated"]);
    expect(standing).toEqual({ file: "a-dangling.csv", why: "ENOENT", files: 2 });
    expect(told).toEqual([undefined, standing, undefined]);
  });

  it("is an alarm while it stands", async () => {
    const { floor } = await aWatched();
    const trouble = { file: "day.csv", why: "EACCES", files: 1 };

    floor.bridge.csvTroubled(trouble);
    floor.run(1);
    const standing = [...floor.alarms.values()];
    floor.bridge.csvTroubled(undefined);
    floor.run(1);

    expect(standing).toContain("csv.unread");
    expect([...floor.alarms.values()]).toEqual([]);
  });

  it("is told of a folder that went, and files that a program still writes are left to it", async () => {
    const { floor, folder, put, stateOf, told } = await aWatched();
    put(".hidden.csv", head, "O1,France,1,A,2");
    floor.run(5);
    const hidden = stateOf("O1");
    rmSync(folder, { recursive: true });

    floor.run(15);

    expect(hidden).toBeUndefined();
    expect(told.at(-1)).toEqual({ file: "", why: "ENOENT", files: 1 });
    mkdirSync(folder);
  });
});

describe("a line with other values than columns", () => {
  it("refuses its own order, and the others of the file are taken", async () => {
    const { floor, put, report, stateOf } = await aWatched();

    put("day.csv", head, "O1,France,1,A,2", "O2,France,1,A", "O3,France,1,A,1,2,3", "O4,France,1,A,1");
    floor.run(5);

    expect(report().map((row) => row.split(",").slice(0, 4))).toEqual([
      ["2", "O1", "taken", ""],
      ["3", "O2", "refused", "malformed-message"],
      ["4", "O3", "refused", "malformed-message"],
      ["5", "O4", "taken", ""],
    ]);
    expect(stateOf("O4")).toBe("allocated");
  });

  it("lets no order go without one of its lines, also where its number is what lacks", async () => {
    const { floor, put, report, stateOf } = await aWatched();

    put("day.csv", head, "O1,France,1,A,2", "France,2,B,1", "O1,France,3,C,1", "O2,France,1,A,1");
    floor.run(5);

    expect(report().map((row) => row.split(",").slice(0, 3))).toEqual([
      ["3", "O1", "refused"],
      ["5", "O2", "taken"],
    ]);
    expect(stateOf("O1")).toBeUndefined();
  });

  it("is left out of stock, and of a receipt takes the whole of it", async () => {
    const { floor, put, report } = await aWatched();
    const stock = "location,sku,lot,units,receipt";

    put("a.csv", stock.replace(",receipt", ""), "P09,D,L1,10", "P10,D", "P11,D,L1,5");
    floor.run(4);
    const loose = report().map((row) => row.split(",").slice(0, 3));
    put("b.csv", stock, "P12,D,L1,10,R1", "P13,D,L1,5,R1,x");
    floor.run(4);

    expect(loose).toEqual([
      ["2", "D", "taken"],
      ["3", "D", "refused"],
      ["4", "D", "taken"],
    ]);
    expect(report().map((row) => row.split(",").slice(0, 3))).toEqual([["3", "D", "refused"]]);
    expect(floor.get(`${wmsPaths.stock}?sku=D`).body.stock).toMatchObject([{ available: 15 }]);
  });

  it("takes columns however their capitals are", async () => {
    const { floor, put, stateOf } = await aWatched();

    put("day.csv", "Order,COUNTRY,Line,SKU,Quantity,shipby", "O1,France,1,A,2,2100-01-01T00:00:00Z");
    put("two.csv", "Order,COUNTRY,Line,SKU,Quantity", "O2,France,1,A,2");
    floor.run(8);

    expect(stateOf("O2")).toBe("allocated");
  });
});
