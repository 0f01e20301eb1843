/** Reads and writes LIF 1.0.0. Reading is lenient where published files are wrong in known ways, and says so in warnings; else it refuses and names the place. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { gateOf } from "@floorplane/contracts/parse";
import { edgesMax, nodesMax } from "./graph.ts";
import { type Lif, LifSchema } from "./lif.schema.ts";
import { mendLif } from "./lif-mending.ts";

/** A hundred thousand nodes with their edges and stations take about 80 MB of text. */
const textLengthMax = 256 * 1024 * 1024;
/** Storage places outnumber nodes several times: each level of a rack is one. */
const stationsMax = 1_000_000;

export interface ReadLif {
  readonly lif: Lif;
  /** What was mended on the way in, each with its JSON path. */
  readonly warnings: readonly string[];
}

const checked = gateOf("LIF", LifSchema);

/** Reads a LIF file's text. */
export function readLif(text: string): ReadLif {
  if (text.length > textLengthMax)
    throw new FloorplaneError({
      code: "too-large",
      message: `LIF file has ${text.length} characters; at most ${textLengthMax} are read`,
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
  if (typeof value === "object" && value !== null && "origins" in value)
    throw refusal(
      "this is a LIF 2.0 file (it has `origins`); export it as LIF 1.0.0, which is the version read here",
      "origins",
    );
  const warnings = mendLif(value);
  let lif: Lif;
  try {
    lif = checked(value);
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    throw refusal(`${error.message}. Correct it in the tool that exported the file`, error.field);
  }
  refuseTooLarge(lif);
  return { lif, warnings };
}

/** The file's text: one element a line, so that two versions compare line by line. */
export function writeLif(lif: Lif): string {
  const layouts = lif.layouts.map(({ nodes, edges, stations, ...head }) => {
    const plain = JSON.stringify(head).slice(1, -1);
    return `{${plain},\n${list("nodes", nodes)},\n${list("edges", edges)},\n${list("stations", stations)}}`;
  });
  return `{"metaInformation":${JSON.stringify(lif.metaInformation)},\n"layouts":[${layouts.join(",\n")}]}\n`;
}

const list = (name: string, rows: readonly unknown[]): string =>
  rows.length === 0
    ? `${JSON.stringify(name)}:[]`
    : `${JSON.stringify(name)}:[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;

function refuseTooLarge(lif: Lif): void {
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
          field: `layouts[${i}].${name}`,
        });
}

const refusal = (message: string, field?: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message, ...(field ? { field } : {}) });
