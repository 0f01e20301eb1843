/** `layout.lif.json`: read as `@floorplane/layout` reads LIF, with the lines of its parts, keys that stand twice and keys that nobody knows. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { JsonText, nestsDeeper } from "@floorplane/contracts/json-text";
import { lifDepthMax, readLif } from "@floorplane/layout/lif";
import { type Lif, LifSchema } from "@floorplane/layout/lif.schema";
import { Lif2Schema } from "@floorplane/layout/lif-2/lif-2.schema";
import type { Findings, Sheet } from "./finding.ts";
import { misspeltKeys } from "./misspelt-keys.ts";

export interface LayoutSheet extends Sheet {
  /** Undefined where it cannot be used. */
  readonly lif: Lif | undefined;
}

export function readLayoutFile(file: string, text: string, findings: Findings): LayoutSheet {
  const json = new JsonText(text);
  const isJson = checkSyntax(file, text, findings);
  const sheet: Sheet = { file, line: (field) => (isJson ? json.line(field) : undefined) };
  if (!isJson) return { ...sheet, lif: undefined };
  for (const { path, line, firstLine } of json.doubledKeys())
    findings.error(sheet, {
      code: "doubled-key",
      field: path,
      line,
      message: `the key stands twice in one object (also on line ${firstLine}), and only the last would count`,
      remedy: "keep one of the two",
    });
  try {
    const { lif, warnings, from2 } = readLif(text);
    for (const warning of warnings) {
      const [field = "", ...words] = warning.split(" ");
      findings.warning(sheet, {
        code: "mended",
        field,
        message: words.join(" "),
        remedy: "correct it in the tool that exported the file",
      });
    }
    for (const { path, message, remedy } of from2?.doubts ?? [])
      findings.warning(sheet, { code: "read-as", field: path, message, remedy });
    const version = from2 ? "2.0.0" : "1.0.0";
    for (const { path, key, known } of from2
      ? misspeltKeys(JSON.parse(text.replace(/^\uFEFF/, "")), Lif2Schema)
      : misspeltKeys(lif, LifSchema))
      findings.warning(sheet, {
        code: "misspelt-key",
        field: path,
        message: `${key} is no key of LIF ${version} (did you mean ${known}?), and is not looked at`,
        remedy: "correct its name, or leave it if it is the vendor's own",
      });
    if (!from2) return { ...sheet, lif };
    // What is judged has other places than the file of LIF 2.0.
    const { inFile } = from2;
    return { file, line: (field) => json.line(inFile(field)), inFile, lif };
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    findings.error(sheet, {
      code: "wrong-value",
      field: error.field ?? "",
      message: error.message.replace(/^LIF: /, "").replace(/\. Correct it in.*$/, ""),
      remedy: "correct it in the tool that exported the file",
    });
    return { ...sheet, lif: undefined };
  }
}

/** Deeper text is looked into by nobody: neither walk nor parser is let loose on it. The parser says where it stumbled: `… at position 12 (line 2 column 3)`, or only what it read. */
function checkSyntax(file: string, text: string, findings: Findings): boolean {
  if (nestsDeeper(text, lifDepthMax)) {
    const message = `more than ${lifDepthMax} objects and lists lie in each other`;
    const remedy = "export it without what is not a layout's";
    findings.error({ file, line: () => undefined }, { code: "bad-syntax", field: "", message, remedy });
    return false;
  }
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const end = position === undefined ? text.length : Number(position);
    findings.error(
      { file, line: () => undefined },
      {
        code: "bad-syntax",
        field: "",
        line: text.slice(0, end).split("\n").length,
        message: `it is not JSON: ${message.replace(/ in JSON at position.*$/, "").replaceAll("\n", " ")}`,
        remedy: "correct it there, or export the file again",
      },
    );
    return false;
  }
}
