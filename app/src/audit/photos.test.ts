/** A backup holds the photos that lie beside its ledger, and gives back those alone that are what their names say. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { putPhotosInto, takePhotosOut } from "./photos.ts";

it("goes into the copy and out of it again, but for what is damaged, half-written or changed on the way", () => {
  const folder = mkdtempSync(join(tmpdir(), "photos-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [from, to, copy] = [join(folder, "photos"), join(folder, "back"), join(folder, "copy.sqlite")];
  mkdirSync(from);
  const photo = (text: string): string => {
    const name = createHash("sha256").update(text).digest("hex");
    writeFileSync(join(from, name), text);
    return name;
  };
  const [whole, changed] = [photo("a worn shoe"), photo("a broken cup")];
  writeFileSync(join(from, "0".repeat(64)), "damaged");
  writeFileSync(join(from, `${whole}.new`), "half");

  const taken = putPhotosInto(copy, from);
  const database = new DatabaseSync(copy);
  database.prepare("update backup_photos set bytes = ? where photo = ?").run(Buffer.from("x"), changed);
  database.close();
  const back = takePhotosOut(copy, to);

  expect([taken, back]).toEqual([2, 1]);
  expect(readdirSync(to)).toEqual([whole]);
  expect(readFileSync(join(to, whole), "utf8")).toBe("a worn shoe");
  expect(takePhotosOut(copy, to)).toBe(0);
});
