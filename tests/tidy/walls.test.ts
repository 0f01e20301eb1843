/** Walls inside a room: imports between its folders flow one way, from those that decide to those that do. Who does a thing tells what became of it; who asked decides what that means. */
import { describe, expect, it } from "vitest";
import { isTest, readSources, type Source, targetOf } from "./sources.ts";

const product = readSources().filter(({ path }) => !isTest(path));

/** Folders from the bottom up; files beside them are the roof, which no folder imports. A folder that is not named here has no place in its room. */
const storeys: Readonly<Record<string, readonly string[]>> = {
  "wms-bridge/src": [
    "keeping",
    "programs",
    "goods",
    "handling",
    "confirmations",
    "carrying",
    "stock",
    "serials",
    "returns",
    "transfers",
    "totes",
    "counting",
    "tasks",
    "photos",
    "packing",
    "labels",
    "refills",
    "supplies",
    "receiving",
    "batching",
    "waves",
    "orders",
    "printing",
    "bench",
    "people",
    "trace",
    "intake",
    "drop",
    "telegrams",
    "dialects",
  ],
  "fleet/src": [
    "settings",
    "traffic",
    "proving-ground",
    "robots",
    "transports",
    "dispatch",
    "reports",
    "acts",
  ],
};

/** The folder of a file directly under `base`: "" for one beside the folders, undefined for one elsewhere. */
function folderIn(base: string, path: string): string | undefined {
  if (!path.startsWith(`${base}/`)) return undefined;
  const rest = path.slice(base.length + 1);
  return rest.includes("/") ? rest.slice(0, rest.indexOf("/")) : "";
}

const importsOf = (source: Source): string[] =>
  source.imports.flatMap((specifier) => targetOf(source, specifier) ?? []);

describe.each(Object.entries(storeys))("in %s", (base, folders) => {
  const inside = product.filter(({ path }) => folderIn(base, path) !== undefined);
  const heightOf = (folder: string): number => (folder === "" ? folders.length : folders.indexOf(folder));

  it("every folder has its storey", () => {
    const found = new Set(inside.map(({ path }) => folderIn(base, path)!).filter((folder) => folder !== ""));

    expect([...found].sort()).toEqual([...folders].sort());
  });

  it("no import points back", () => {
    const back = inside.flatMap((source) =>
      importsOf(source).flatMap((target) => {
        const to = folderIn(base, target);
        const from = folderIn(base, source.path)!;
        return to !== undefined && heightOf(to) > heightOf(from) ? [`${source.path} imports ${target}`] : [];
      }),
    );

    expect(back).toEqual([]);
  });
});
