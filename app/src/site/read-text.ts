/** Text of a file that a person names or a site's folder holds: UTF-8, and no larger than is read. */
import { readFileSync, statSync } from "node:fs";
import type { FindingCode, Findings } from "./finding.ts";

/** Larger files are not a warehouse. */
const fileBytesMax = 256 * 1024 * 1024;

export interface MissingFile {
  readonly message: string;
  readonly remedy: string;
}

/** Undefined where it cannot be read, with the reason among the findings; where it is missing and `missing` says nothing to that, without one. */
export function textOf(file: string, findings: Findings, missing?: MissingFile): string | undefined {
  const say = (code: FindingCode, message: string, remedy: string): undefined => {
    findings.error({ file, line: () => undefined }, { code, field: "", message, remedy });
    return undefined;
  };
  try {
    const { size } = statSync(file);
    if (size > fileBytesMax)
      return say(
        "wrong-value",
        `the file has ${size} bytes; at most ${fileBytesMax} are read`,
        "split the site",
      );
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return missing && say("missing-file", missing.message, missing.remedy);
    if (error instanceof TypeError) return say("bad-syntax", "the file is not UTF-8", "save it as UTF-8");
    return say(
      "bad-syntax",
      `it cannot be read (${error instanceof Error ? error.message : String(error)})`,
      "see that it is a file that this user may read",
    );
  }
}
