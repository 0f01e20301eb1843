/** What is wrong with a layout, in words for the person who drew it. */

export interface Fault {
  /** Errors keep a site from starting; warnings cost throughput or hide a mistake. */
  readonly severity: "error" | "warning";
  readonly code: LayoutFaultCode;
  /** JSON path into the LIF file, or the id of the node, edge or station. */
  readonly where: string;
  /** JSON path into the LIF file. */
  readonly path: string;
  /** What is wrong, and what follows from it. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
}

export type LayoutFaultCode =
  | "bad-id"
  | "duplicate-id"
  | "unknown-node"
  | "unknown-layout"
  | "edge-without-length"
  | "parallel-edges"
  | "implausible"
  | "misspelt-key"
  | "mended"
  | "read-as"
  | "unusable"
  | "unreachable"
  | "trap"
  | "turn-forbidden"
  | "overlap"
  | "hits-solid"
  | "no-charger"
  | "not-sent";

/** A layout that is wrong all over is told so in this many lines of each kind. */
const faultsPerCodeMax = 50;
/** Names listed in one sentence. */
const namesMax = 5;

export type Said = Omit<Fault, "where" | "severity"> & { readonly where?: string };

export class Faults {
  readonly all: Fault[] = [];
  readonly #counts = new Map<string, number>();

  get hasErrors(): boolean {
    return this.all.some(({ severity }) => severity === "error");
  }

  error(fault: Said): void {
    this.#add("error", fault);
  }

  warning(fault: Said): void {
    this.#add("warning", fault);
  }

  #add(severity: Fault["severity"], { where, ...fault }: Said): void {
    const key = `${severity} ${fault.code}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= faultsPerCodeMax) this.all.push({ severity, where: where ?? fault.path, ...fault });
    else if (count === faultsPerCodeMax + 1)
      this.all.push({
        severity,
        code: fault.code,
        where: "",
        path: "layouts",
        message: `more of the kind "${fault.code}" are left out`,
        remedy: "mend these first",
      });
  }
}

export function named(names: readonly string[]): string {
  const more = names.length - namesMax;
  return names.slice(0, namesMax).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
