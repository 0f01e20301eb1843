/** The files of a folder of published instances, and the best values known for them in the `best-known.csv` that lies beside or above them. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { parse as parseCsv } from "csv-parse/sync";

/** What lies beside instances in the published folders. */
const beside = /^(readme|license|format_readme|sett\d+)(\..*)?$/i;
/** A folder of instances lies at most so deep below its `best-known.csv`. */
const foldersUpMax = 3;

/** All `.txt` files of the folder and of those in it, by name. */
export function instanceFiles(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw badFolder(`names "${folder}", which is no folder`);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => name.endsWith(".txt") && !beside.test(basename(name)));
  if (files.length === 0) throw badFolder(`names "${folder}", in which there is no instance (.txt)`);
  return files.map((name) => join(folder, name));
}

const badFolder = (message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `--instances ${message}`, field: "--instances" });

export type BestKnownRow = Readonly<Record<string, string>>;

/** Rows of `best-known.csv` files, each read once. */
export class BestKnown {
  readonly #read = new Map<string, readonly BestKnownRow[]>();

  /** The row of an instance by its name (without `.txt`) and, where the table has one, by its placement, which is the name of its folder. */
  of(file: string): BestKnownRow | undefined {
    const name = basename(file, ".txt");
    const placement = basename(dirname(file));
    return this.#rowsFor(dirname(file)).find(
      ({ instance, placement: where }) =>
        (instance === name || `instances_${instance}_MAL` === name) &&
        (where === undefined || where === placement),
    );
  }

  #rowsFor(folder: string): readonly BestKnownRow[] {
    let at = resolve(folder);
    for (let up = 0; up < foldersUpMax; up++, at = dirname(at)) {
      const file = join(at, "best-known.csv");
      const rows = this.#read.get(file) ?? (existsSync(file) ? rowsOf(file) : undefined);
      if (!rows) continue;
      this.#read.set(file, rows);
      return rows;
    }
    return [];
  }
}

function rowsOf(file: string): readonly BestKnownRow[] {
  try {
    return parseCsv(readFileSync(file, "utf8"), { columns: true, skip_empty_lines: true }) as BestKnownRow[];
  } catch (error) {
    const message = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    throw new FloorplaneError({ code: "malformed-file", message, field: file });
  }
}

/** The number in a column; undefined where the table has none for this instance. */
export function valueIn(row: BestKnownRow | undefined, column: string, file: string): number | undefined {
  const text = row?.[column];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!(value > 0))
    throw new FloorplaneError({
      code: "malformed-file",
      message: `best-known.csv: ${column} of ${basename(file, ".txt")} must be a number above 0, not "${text}"`,
      field: column,
    });
  return value;
}

export const nameOf = (folder: string, file: string): string => relative(folder, file).replace(/\.txt$/, "");
