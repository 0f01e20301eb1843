import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteWorldFile } from "./world-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "floorplane-world-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = () => join(folder, "world.sqlite");

describe("the world's file", () => {
  it("gives back what was put, in the order of the ids, over a restart", () => {
    const before = new SqliteWorldFile(path());
    before.put("bin", "B", { "10001": 4 });
    before.put("bin", "A", { "10002": 1 });
    before.put("bin", "B", { "10001": 3 });
    before.put("tote", "T1", []);
    before.remove("tote", "T1");
    before.close();

    const after = new SqliteWorldFile(path());

    expect(after.all("bin")).toEqual([
      { id: "A", body: { "10002": 1 } },
      { id: "B", body: { "10001": 3 } },
    ]);
    expect(after.all("tote")).toEqual([]);
    after.close();
  });

  it("keeps one event whole: at the latest when it has run", async () => {
    const file = new SqliteWorldFile(path());
    file.put("bin", "A", { "10001": 1 });
    file.put("tote", "T1", []);

    await Promise.resolve();
    file.commit();
    file.close();
    file.close();

    const after = new SqliteWorldFile(path());
    expect(after.all("bin")).toHaveLength(1);
    after.close();
  });

  it("refuses a file that is none of its own, in one sentence", () => {
    writeFileSync(path(), "not a database, but long enough to look like something that somebody wrote");

    expect(() => new SqliteWorldFile(path())).toThrow(/world\.sqlite cannot be used as the world's file/);
  });

  it("belongs to one world at a time", () => {
    const first = new SqliteWorldFile(path());
    first.put("bin", "A", {});
    first.commit();

    expect(() => new SqliteWorldFile(path())).toThrow("is another world running?");
    first.close();
  });
});
