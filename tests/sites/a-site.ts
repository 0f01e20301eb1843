/** A good site in a folder of its own, to plant faults into: as text, line by line, as people and tools write it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guidanceFileName, siteFileNames, writeSiteFiles } from "@floorplane/app/site/site-files";
import type { Site } from "@floorplane/contracts/site";
import { generateSite } from "@floorplane/layout/generate-site";
import type { Lif, LifLayout } from "@floorplane/layout/lif.schema";
import { onTestFinished } from "vitest";

export type FileName = keyof typeof siteFileNames;

/** Where a fault stands, for the verdict to name. */
export interface Place {
  readonly file: FileName | "guidance";
  /** From 1; undefined: the file as a whole. */
  readonly line: number | undefined;
}

export class ASite {
  readonly folder: string;
  /** What stands in `site.yaml`. */
  readonly value: Site;
  /** Which of the things that a fault can be planted into. */
  readonly #pick: number;

  constructor(pick = 0) {
    this.folder = mkdtempSync(join(tmpdir(), "floorplane-site-"));
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    this.#pick = pick;
    const drawn = addressed(generateSite({ siteId: "good", faces: 32, robots: 4 }));
    this.value = drawn.site;
    writeSiteFiles(this.folder, drawn);
  }

  path(file: FileName): string {
    return join(this.folder, siteFileNames[file]);
  }

  read(file: FileName): string {
    return readFileSync(this.path(file), "utf8");
  }

  write(file: FileName, text: string | Uint8Array): void {
    writeFileSync(this.path(file), text);
  }

  /** The whole file is something else, or gone. */
  whole(file: FileName | "guidance", text: string | Uint8Array | undefined): Place {
    const path = file === "guidance" ? join(this.folder, guidanceFileName) : this.path(file);
    if (text === undefined) rmSync(path);
    else writeFileSync(path, text);
    return { file, line: undefined };
  }

  /** Takes one of the lines that match away; the place is that of the last line before it which matches `owner`. */
  drop(file: FileName, pattern: RegExp, owner: RegExp): Place {
    const lines = this.read(file).split("\n");
    const at = this.#one(
      lines.flatMap((line, i) => (pattern.test(line) ? [i] : [])),
      pattern,
    );
    lines.splice(at, 1);
    this.write(file, lines.join("\n"));
    return { file, line: lines.slice(0, at).findLastIndex((line) => owner.test(line)) + 1 };
  }

  /** The last line that matches. */
  last(file: FileName, pattern: RegExp): Place {
    const line = this.read(file)
      .split("\n")
      .findLastIndex((each) => pattern.test(each));
    return { file, line: line + 1 };
  }

  /** Replaces within one of the lines that match. */
  change(file: FileName, pattern: RegExp, by: string | ((line: string) => string)): Place {
    const lines = this.read(file).split("\n");
    const at = this.#one(
      lines.flatMap((line, i) => (pattern.test(line) ? [i] : [])),
      pattern,
    );
    lines[at] = typeof by === "string" ? lines[at]!.replace(pattern, by) : by(lines[at]!);
    this.write(file, lines.join("\n"));
    return { file, line: at + 1 };
  }

  /** Replaces every match in the file; the place is that of the first. */
  changeAll(file: FileName, pattern: RegExp, by: string): Place {
    const text = this.read(file);
    const first = text.split("\n").findIndex((line) => pattern.test(line));
    if (first < 0) throw new Error(`nothing in ${file} matches ${pattern}`);
    this.write(file, text.replace(new RegExp(pattern, `${pattern.flags}g`), by));
    return { file, line: first + 1 };
  }

  /** Writes lines after one that matches; the place is that of the first new line, or of the `nth`. */
  insert(file: FileName, after: RegExp, text: string, nth = 0): Place {
    const lines = this.read(file).split("\n");
    const at = this.#one(
      lines.flatMap((line, i) => (after.test(line) ? [i] : [])),
      after,
    );
    lines.splice(at + 1, 0, ...text.split("\n"));
    this.write(file, lines.join("\n"));
    return { file, line: at + 2 + nth };
  }

  /** A row of a list in `site.yaml` once more at the end of that list, with some keys changed; the place is its key `at`. */
  row(list: string, changes: Readonly<Record<string, string>> = {}, at = Object.keys(changes)[0]): Place {
    const lines = this.read("site").split("\n");
    const head = lines.indexOf(`${list}:`);
    const starts = lines.flatMap((line, i) => (i > head && line.startsWith("  - ") ? [i] : []));
    const end = lines.findIndex((line, i) => i > head && line !== "" && !line.startsWith(" "));
    const listEnd = end < 0 ? lines.length - 1 : end;
    const own = starts.filter((start) => start < listEnd);
    const from = this.#one(own, /row/);
    const to = own.find((start) => start > from) ?? listEnd;
    const copy = lines.slice(from, to).map((line) => {
      const [, key] = /^(?: {4}| {2}- )(\w+):/.exec(line) ?? [];
      const change = key === undefined ? undefined : changes[key];
      return change === undefined ? line : `${line.slice(0, 4)}${key}: ${change}`;
    });
    const added = Object.keys(changes).filter(
      (key) => !copy.some((line) => line.slice(4).startsWith(`${key}:`)),
    );
    copy.push(...added.map((key) => `    ${key}: ${changes[key]}`));
    lines.splice(listEnd, 0, ...copy);
    this.write("site", lines.join("\n"));
    const offset = at === undefined ? 0 : copy.findIndex((line) => line.slice(4).startsWith(`${at}:`));
    return { file: "site", line: listEnd + 1 + offset };
  }

  /** Changes the layout as a value and writes it as the generator does, one element a line; the place is that of the element that was touched. */
  layout(
    change: (layout: LifLayout, pick: <Row>(rows: readonly Row[]) => Row, lif: Lif) => object | undefined,
  ): Place {
    const lif = JSON.parse(this.read("layout")) as Lif;
    const layout = lif.layouts[0]!;
    const touched = change(layout, (rows) => rows[this.#pick % rows.length]!, lif);
    const list = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join(",\n");
    const texts = lif.layouts.map(
      ({ nodes, edges, stations, ...head }) =>
        `{${JSON.stringify(head).slice(1, -1)},\n"nodes":[\n${list(nodes)}\n],\n"edges":[\n${list(edges)}\n],\n"stations":[\n${list(stations)}\n]}`,
    );
    const text = `{"metaInformation":${JSON.stringify(lif.metaInformation)},\n"layouts":[${texts.join(",\n")}]}\n`;
    this.write("layout", text);
    const found =
      touched === undefined
        ? -1
        : text.split("\n").findLastIndex((line) => line.startsWith(JSON.stringify(touched)));
    return { file: "layout", line: found < 0 ? undefined : found + 1 };
  }

  #one(lines: readonly number[], pattern: RegExp): number {
    if (lines.length === 0) throw new Error(`nothing matches ${pattern}`);
    return lines[this.#pick % lines.length]!;
  }
}

/** With an address for every machine, so that a good site has nothing that anybody must look at. */
function addressed(drawn: ReturnType<typeof generateSite>): ReturnType<typeof generateSite> {
  const devices = drawn.site.devices.map((row, i) => {
    if (row.wire === "mqtt") return row;
    return {
      ...row,
      address: row.wire === "opcua" ? "opc.tcp://10.0.0.7:4840" : `modbus-tcp://10.0.0.8:502/${i + 1}`,
    };
  });
  return { ...drawn, site: { ...drawn.site, devices } };
}
