/** Reads LIF 1.0.0 and 2.0.0, and writes LIF 1.0.0. Reading is lenient where published files are wrong in known ways, and says so in warnings; else it refuses and names the place. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { nestsDeeper } from "@floorplane/contracts/json-text";
import { gateOf } from "@floorplane/contracts/parse";
import { edgesMax, nodesMax } from "./graph.ts";
import { type Lif, LifSchema } from "./lif.schema.ts";
import { isLif2, type ReadLif2, readLif2 } from "./lif-2/lif-2.ts";
import { mendLif } from "./lif-mending.ts";

/** A hundred thousand nodes with their edges and stations take about 80 MB of text. */
const textLengthMax = 256 * 1024 * 1024;
/** Storage places outnumber nodes several times: each level of a rack is one. */
const stationsMax = 1_000_000;

/** LIF itself nests eleven deep; vendors may hang some more below it. */
export const lifDepthMax = 64;

export interface ReadLif {
  readonly lif: Lif;
  /** What was mended on the way in, each with its JSON path. */
  readonly warnings: readonly string[];
  /** Of a file of LIF 2.0: what was decided in reading it, and where paths of `lif` stand in it. */
  readonly from2?: Pick<ReadLif2, "doubts" | "inFile">;
}

const checked = gateOf("LIF", LifSchema);

/** Reads a LIF file's text. */
export function readLif(text: string): ReadLif {
  if (text.length > textLengthMax)
    throw new FloorplaneError({
      code: "too-large",
      message: `LIF file has ${text.length} characters; at most ${textLengthMax} are read`,
    });
  if (nestsDeeper(text, lifDepthMax))
    throw new FloorplaneError({
      code: "too-large",
      message: `LIF file nests more than ${lifDepthMax} objects and lists in each other; export it without what is not a layout's`,
    });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw refusal(`LIF file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return lifOf(value);
}

/** The same from a parsed JSON value, which is mended in place. */
export function lifOf(value: unknown): ReadLif {
  try {
    const read = isLif2(value) ? of2(value) : of1(value);
    refuseTooLarge(read);
    return read;
  } catch (error) {
    if (!(error instanceof FloorplaneError) || error.code !== "malformed-message") throw error;
    throw refusal(`${error.message}. Correct it in the tool that exported the file`, error.field);
  }
}

function of1(value: unknown): ReadLif {
  const warnings = mendLif(value);
  return { lif: checked(value), warnings };
}

function of2(value: unknown): ReadLif {
  const { lif, warnings, doubts, inFile } = readLif2(value);
  return { lif, warnings, from2: { doubts, inFile } };
}

/** The file's text: one element a line, so that two versions compare line by line. What the file held beyond the standard stands where it stood. */
export const writeLif = (lif: Lif): string => `${objectText(lif, { layouts: layoutsText })}\n`;

type ListTexts = Readonly<Record<string, (rows: readonly object[]) => string>>;

const layoutsText = (layouts: readonly object[]): string =>
  `[${layouts.map((layout) => objectText(layout, { nodes: rowsText, edges: rowsText, stations: rowsText })).join(",\n")}]`;

const rowsText = (rows: readonly object[]): string =>
  rows.length === 0 ? "[]" : `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;

/** Members in their order; those that are lists of elements begin a line. */
function objectText(value: object, lists: ListTexts): string {
  let text = "";
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const listText = Object.hasOwn(lists, key) ? lists[key] : undefined;
    const between = text === "" ? "" : listText ? ",\n" : ",";
    text += `${between}${JSON.stringify(key)}:${listText ? listText(member) : JSON.stringify(member)}`;
  }
  return `{${text}}`;
}

function refuseTooLarge({ lif, from2 }: ReadLif): void {
  for (const [i, { nodes, edges, stations }] of lif.layouts.entries())
    for (const [name, rows, most] of [
      ["nodes", nodes, nodesMax],
      ["edges", edges, edgesMax],
      ["stations", stations, stationsMax],
    ] as const)
      if (rows.length > most)
        throw new FloorplaneError({
          code: "too-large",
          message: `LIF layout has ${rows.length} ${name}; at most ${most} are read. Split the layout`,
          field: from2?.inFile(`layouts[${i}].${name}`) ?? `layouts[${i}].${name}`,
        });
}

const refusal = (message: string, field?: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message, ...(field ? { field } : {}) });
