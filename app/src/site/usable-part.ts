/**
 * What is left of a file in which single values are wrong, so that the rest of it is judged in the same go: whoever mends a site wants to know all that is wrong with it. Keys that need not be there are left
 * out; where one must, the row of the list that it belongs to is.
 */
import type { SchemaFault } from "@floorplane/contracts/schema-faults";

export interface UsablePart<Value> {
  readonly value: Value;
  /** A field of what is left, as it stands in the file: rows before it may be left out. */
  readonly inFile: (field: string) => string;
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
}
type Path = readonly (string | number)[];

/** Rows are taken out when all of them are known. */
const leftOut = Symbol("left out");

export interface UsableOptions {
  readonly schema: object;
  readonly faultsOf: (value: unknown) => SchemaFault[];
  /** By field: what is as good as any where it must be there and is wrong. */
  readonly standIns: Readonly<Record<string, unknown>>;
}

/** Undefined where a value is wrong that nothing can do without. */
export function usablePart<Value extends object>(
  value: unknown,
  { schema, faultsOf, standIns }: UsableOptions,
): UsablePart<Value> | undefined {
  const copy = structuredClone(value);
  for (const { field, keyword } of faultsOf(copy)) {
    const path = pathOf(field);
    if (Object.hasOwn(standIns, field)) put(copy, path, standIns[field]);
    else if (!leaveOut(copy, schema as Node, path, keyword === "unknown-key")) return undefined;
  }
  const kept = new Map<string, number[]>();
  const part = withoutGaps(copy, "", kept);
  if (faultsOf(part).length > 0) return undefined;
  return { value: part as Value, inFile: (field) => inFile(field, kept) };
}

export const pathOf = (field: string): (string | number)[] =>
  [...field.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));

/** From the inside out: the first that the rest can do without. */
function leaveOut(root: unknown, schema: Node, path: Path, isUnknown: boolean): boolean {
  for (let depth = path.length; depth > 0; depth--) {
    const around = at(root, path.slice(0, depth - 1)) as Record<string | number, unknown> | undefined;
    if (typeof around !== "object" || around === null) continue;
    const last = path[depth - 1]!;
    const isNeeded =
      typeof last === "string" && (nodeAt(schema, path.slice(0, depth - 1))?.required ?? []).includes(last);
    if (Array.isArray(around) && typeof last === "number") {
      around[last] = leftOut;
      return true;
    }
    if (typeof last === "string" && (isUnknown || !isNeeded)) {
      delete around[last];
      return true;
    }
  }
  return false;
}

function put(root: unknown, path: Path, value: unknown): void {
  const around = at(root, path.slice(0, -1));
  if (typeof around === "object" && around !== null)
    (around as Record<string | number, unknown>)[path.at(-1)!] = value;
}

function at(root: unknown, path: Path): unknown {
  let each: unknown = root;
  for (const part of path)
    each =
      typeof each === "object" && each !== null
        ? (each as Record<string | number, unknown>)[part]
        : undefined;
  return each;
}

function nodeAt(schema: Node, path: Path): Node | undefined {
  let node: Node | undefined = schema;
  for (const part of path) node = typeof part === "number" ? node?.items : node?.properties?.[part];
  return node;
}

function withoutGaps(value: unknown, path: string, kept: Map<string, number[]>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const rows = [...value.keys()].filter((index) => value[index] !== leftOut);
    kept.set(path, rows);
    return rows.map((index) => withoutGaps(value[index], `${path}[${index}]`, kept));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      withoutGaps(each, path === "" ? key : `${path}.${key}`, kept),
    ]),
  );
}

function inFile(field: string, kept: ReadonlyMap<string, readonly number[]>): string {
  let path = "";
  for (const part of pathOf(field)) {
    if (typeof part === "number") path += `[${kept.get(path)?.[part] ?? part}]`;
    else path += path === "" ? part : `.${part}`;
  }
  return path;
}
