/** `site.yaml`: read by hand-written text's own rules (quotes, doubled keys, misspelt keys), all that is wrong at once, each with its line. */
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { schemaFaults } from "@floorplane/contracts/schema-faults";
import { type Site, SiteSchema } from "@floorplane/contracts/site";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Findings, Sheet } from "./finding.ts";
import { pathOf, type UsablePart, usablePart } from "./usable-part.ts";

const faultsOf = schemaFaults(SiteSchema);

/** A vehicle as small as this overlaps nothing that a real one might not. */
const standIns = {
  site: "site",
  name: "site",
  client: "client",
  timezone: "UTC",
  "vehicle.manufacturer": "maker",
  "vehicle.lengthM": 0.1,
  "vehicle.widthM": 0.1,
  "vehicle.speedMps": 1,
  "vehicle.accelerationMps2": 1,
  "vehicle.quarterTurnS": 1,
  robots: [],
  stations: [],
  zones: [],
  devices: [],
  racks: [],
} as const;

export interface SiteSheet extends Sheet {
  /** Undefined where it cannot be used. */
  readonly site: Site | undefined;
  /** What can be judged of one with wrong values. */
  readonly part?: UsablePart<Site> | undefined;
}

export function readSiteYaml(file: string, text: string, findings: Findings): SiteSheet {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, strict: true });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  const sheet: Sheet = { file, line: (field) => lineOf(document, field, lineAt) };
  let isBroken = false;
  for (const { code, message, pos } of document.errors) {
    const line = lineAt(pos[0]);
    const key = /^[^\s:]+/.exec(text.slice(pos[0]))?.[0] ?? "";
    if (code === "DUPLICATE_KEY")
      findings.error(sheet, {
        code: "doubled-key",
        field: key,
        line,
        message: `${key} stands twice in one place`,
        remedy: "keep one of the two",
      });
    // What follows the first break of the text is read as something else.
    else if (!isBroken) {
      isBroken = true;
      findings.error(sheet, {
        code: "bad-syntax",
        field: "",
        line,
        // The parser's words end in `at line 7, column 3:` and a picture; the sentence is enough.
        message: message.split(/ at line \d+/)[0]!.replaceAll("\n", " "),
        remedy: "correct the YAML there; lists and their keys are told by their indentation",
      });
    }
  }
  if (document.errors.length > 0) return { ...sheet, site: undefined };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    findings.error(sheet, {
      code: "bad-syntax",
      field: "",
      message: error instanceof Error ? error.message : String(error),
      remedy: "write the values out instead of using aliases",
    });
    return { ...sheet, site: undefined };
  }
  if (value === null || value === undefined) {
    findings.error(sheet, {
      code: "wrong-value",
      field: "",
      message: "the file is empty",
      remedy: "write the keys that docs/site.md lists; site: and name: come first",
    });
    return { ...sheet, site: undefined };
  }
  const faults = faultsOf(value);
  for (const { field, reason, keyword } of faults) {
    const name = field.split(".").at(-1)!;
    if (keyword === "unknown-key")
      findings.error(sheet, {
        code: "unknown-key",
        field,
        message: `${name} is no key of a site's file${didYouMean(name, siblingKeys(field))}: nobody would look at it`,
        remedy: "correct its name or remove it; the keys are listed in docs/site.md",
      });
    else if (keyword === "missing")
      findings.error(sheet, {
        code: "missing-key",
        field,
        message: `${name} is missing`,
        remedy: "add it; the keys are listed in docs/site.md",
      });
    else
      findings.error(sheet, {
        code: "wrong-value",
        field,
        message: `${field === "" ? "the file" : name} ${reason}${writtenAs(document, field, text)}`,
        remedy:
          keyword === "wrong-type" && reason.includes("string")
            ? "put the value in quotes"
            : "correct the value",
      });
  }
  if (faults.length === 0) return { ...sheet, site: value as Site };
  const part = usablePart<Site>(value, { schema: SiteSchema, faultsOf, standIns });
  return { ...sheet, site: undefined, part };
}

/** For a key that is missing, the line of what it is missing from. */
function lineOf(document: Document, field: string, lineAt: (offset: number) => number): number | undefined {
  for (const path = pathOf(field); path.length > 0; path.pop()) {
    const around = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    // The key rather than its value: that is where a person looks.
    if (isMap(around)) {
      const pair = around.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
      if (pair && isNode(pair.key) && pair.key.range) return lineAt(pair.key.range[0]);
    }
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return lineAt(node.range[0]);
  }
  const { contents } = document;
  return isNode(contents) && contents.range ? lineAt(contents.range[0]) : 1;
}

/** ` (it reads 001)`: a number in YAML may have been meant as a name. */
function writtenAs(document: Document, field: string, text: string): string {
  const node = field === "" ? undefined : document.getIn(pathOf(field), true);
  if (!isScalar(node) || !node.range) return "";
  const raw = text.slice(node.range[0], node.range[1]);
  return raw.length > 0 && raw.length <= 80 && !raw.includes("\n") ? ` (it reads ${raw})` : "";
}

/** Keys that may stand where the unknown one does, from the schema. */
function siblingKeys(field: string): string[] {
  interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly items?: Node;
  }
  let node: Node | undefined = SiteSchema as unknown as Node;
  for (const part of pathOf(field).slice(0, -1))
    node = typeof part === "number" ? node?.items : node?.properties?.[part];
  return Object.keys(node?.properties ?? {});
}
