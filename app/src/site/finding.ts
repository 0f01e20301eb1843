/** What is wrong with a site, as every command says it: where, what follows, what to do. Codes are listed in `docs/site.md`. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { LayoutFaultCode } from "@floorplane/layout/layout-faults";

export type FindingCode =
  | LayoutFaultCode
  | "missing-file"
  | "bad-syntax"
  | "doubled-key"
  | "unknown-key"
  | "missing-key"
  | "wrong-value"
  | "doubled-name"
  | "name-clash"
  | "unknown-name"
  | "unknown-timezone"
  | "empty-band"
  | "empty-area"
  | "no-zone"
  | "zone-unwatched"
  | "wrong-wire"
  | "no-machine"
  | "no-address"
  | "not-used"
  | "no-packing"
  | "no-carrier"
  | "no-robot"
  | "no-bin"
  | "shared-place"
  | "few-parking"
  | "too-many-robots"
  | "stale-guidance"
  | "draft";

export interface Finding {
  /** Errors keep every command from starting; warnings are said by every command. */
  readonly severity: "error" | "warning";
  readonly code: FindingCode;
  /** Path of the file. */
  readonly file: string;
  /** Counted from 1; absent where the file as a whole is meant, or nobody wrote one. */
  readonly line?: number;
  /** `robots[3].robot`, a column, a JSON path; empty for the whole file. */
  readonly field: string;
  /** What is wrong, and what follows from it. */
  readonly message: string;
  readonly remedy: string;
}

/** One of a site's files while it is judged. */
export interface Sheet {
  readonly file: string;
  /** Where a field stands in the text; for one that is missing, where it is missed. */
  line(field: string): number | undefined;
  /** Its name in the file, where a part of that is judged. */
  inFile?(field: string): string;
}

/** A mistake made everywhere is told in so many lines. */
const findingsPerCodeMax = 50;

export type Said = Pick<Finding, "code" | "field" | "message" | "remedy"> & {
  /** Where the field names no place in the text. */
  readonly line?: number | undefined;
};

export class Findings {
  readonly all: Finding[] = [];
  readonly #counts = new Map<string, number>();

  get hasErrors(): boolean {
    return this.all.some(({ severity }) => severity === "error");
  }

  error(sheet: Sheet, said: Said): void {
    this.#add("error", sheet, said);
  }

  warning(sheet: Sheet, said: Said): void {
    this.#add("warning", sheet, said);
  }

  /** Of what was found since there were so many, leaves out what may be so only since something was not read. */
  forget(since: number, isDoubtful: (code: FindingCode) => boolean): void {
    const kept = this.all.splice(since).filter(({ code }) => !isDoubtful(code));
    this.all.push(...kept);
  }

  #add(severity: Finding["severity"], sheet: Sheet, { line, ...told }: Said): void {
    const said = { ...told, field: sheet.inFile?.(told.field) ?? told.field };
    const key = `${severity} ${said.code} ${sheet.file}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count > findingsPerCodeMax + 1) return;
    const at = line ?? sheet.line(told.field);
    this.all.push({
      severity,
      file: sheet.file,
      ...(at === undefined ? {} : { line: at }),
      ...(count <= findingsPerCodeMax
        ? said
        : {
            code: said.code,
            field: "",
            message: `more of the kind "${said.code}" are left out`,
            remedy: "mend these first",
          }),
    });
  }
}

/** One line: `error    my-site/site.yaml, line 12, robots[3].robot: … Remedy. [doubled-name]`. */
export function findingLine({ severity, file, line, field, message, remedy, code }: Finding): string {
  const place = [file, ...(line === undefined ? [] : [`line ${line}`]), ...(field === "" ? [] : [field])];
  return `${severity.padEnd(7)}  ${place.join(", ")}: ${message}. ${sentence(remedy)} [${code}]`;
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

/** Why a site is not started, or what else was asked of it is not done: all of its errors. */
export class FaultySite extends FloorplaneError {
  readonly findings: readonly Finding[];

  constructor(folder: string, findings: readonly Finding[], undone = "started") {
    const errors = findings.filter(({ severity }) => severity === "error");
    const lines = findings.map((finding) => `\n${findingLine(finding)}`).join("");
    const [first] = errors;
    super({
      code: "malformed-file",
      message: `${folder} has ${errors.length === 1 ? "an error" : `${errors.length} errors`} and is not ${undone}:${lines}`,
      ...(first ? { field: first.field } : {}),
    });
    this.name = "FaultySite";
    this.findings = findings;
  }
}
