/** One row of each kind and version is kept for ever: whatever a house out there has on its disk can be read, and what is written today comes back as it was. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kinds } from "@floorplane/app/kinds";
import type { KeptRow } from "@floorplane/contracts/kind";
import { describe, expect, it } from "vitest";
import { fileOf, folder } from "./write-rows.ts";

const read = (file: string): KeptRow => JSON.parse(readFileSync(file, "utf8")) as KeptRow;
const everyVersion = kinds.flatMap((kind) =>
  Array.from({ length: kind.version }, (_, index) => ({ name: kind.name, version: index + 1, kind })),
);

describe("a row that was kept", () => {
  it.each(everyVersion)("of $name in version $version can be read", ({ kind, name, version }) => {
    const row = read(fileOf({ kind: name, version }));

    expect(row.version).toBe(version);
    const body = kind.read(structuredClone(row));
    // What is not brought up to date comes back as it stands: no field is lost and none is made up.
    if (version === kind.version) expect(body).toEqual(row.body);
    // Brought up to date it is a row of today.
    expect(kind.read({ id: row.id, version: kind.version, body: structuredClone(body) })).toEqual(body);
  });

  it("is of a kind that there is", () => {
    const known = everyVersion.map(({ name, version }) => fileOf({ kind: name, version })).sort();

    expect(
      readdirSync(folder)
        .map((file) => join(folder, file))
        .sort(),
    ).toEqual(known);
  });

  it("has a name of its own", () => {
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
  });
});
