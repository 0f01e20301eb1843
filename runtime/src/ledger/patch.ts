/**
 * What changed between two bodies of one document, as short as it comes: fields that were set or dropped, and runs of a list that were taken out and put in. Read the other way it makes the
 * later body of the earlier one. Bodies are plain JSON; a field that is undefined is absent.
 */

/** Where it is, from the body down: names of fields, places in lists. */
export type Path = readonly (string | number)[];
export type PatchStep =
  /** The field is dropped. */
  | readonly [at: Path]
  /** The field or the place in a list has this value. */
  | readonly [at: Path, value: unknown]
  /** From this place of the list so many are taken out, and these put in. */
  | readonly [at: Path, from: number, out: number, put: readonly unknown[]];
export type Patch = readonly PatchStep[];

/** How far into a list one looks for what is its first now: bases and queues lose a few at their head. */
const headMax = 16;

export function patchBetween(before: object, after: object): Patch {
  const steps: PatchStep[] = [];
  objects(before as Fields, after as Fields, [], steps);
  return steps;
}

/** The later body; `body` itself is changed. */
export function patched(body: object, patch: Patch): object {
  for (const step of patch) {
    const [at] = step;
    let inside: unknown = body;
    if (step.length === 4) {
      for (const key of at) inside = (inside as Fields)[key];
      (inside as unknown[]).splice(step[1], step[2], ...step[3]);
      continue;
    }
    for (const key of at.slice(0, -1)) inside = (inside as Fields)[key];
    const last = at.at(-1)!;
    if (step.length === 1) delete (inside as Fields)[last];
    else set(inside as Fields, last, step[1]);
  }
  return body;
}

interface Fields {
  [field: string | number]: unknown;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fieldOf = (of: Fields, field: string): unknown => (Object.hasOwn(of, field) ? of[field] : undefined);

/** `at` is one path for all, longer on the way in and shorter on the way out: most fields did not change and cost no copy of it. */
function objects(before: Fields, after: Fields, at: (string | number)[], steps: PatchStep[]): void {
  for (const field of Object.keys(before))
    if (before[field] !== undefined && fieldOf(after, field) === undefined) steps.push([[...at, field]]);
  for (const field of Object.keys(after)) {
    const value = after[field];
    if (value !== undefined) values(fieldOf(before, field), value, at, field, steps);
  }
}

function values(
  before: unknown,
  after: unknown,
  at: (string | number)[],
  field: string | number,
  steps: PatchStep[],
): void {
  if (before === after) return;
  const areLists = Array.isArray(before) && Array.isArray(after);
  if (!areLists && !(isObject(before) && isObject(after))) {
    steps.push([[...at, field], after]);
    return;
  }
  at.push(field);
  if (areLists) lists(before, after, at, steps);
  else objects(before as Fields, after as Fields, at, steps);
  at.pop();
}

function lists(
  before: readonly unknown[],
  after: readonly unknown[],
  at: (string | number)[],
  steps: PatchStep[],
): void {
  const gone = headGone(before, after);
  if (gone > 0) steps.push([[...at], 0, gone, []]);
  const rest = gone > 0 ? before.slice(gone) : before;
  if (rest.length <= after.length) {
    for (let index = 0; index < rest.length; index++) values(rest[index], after[index], at, index, steps);
    if (rest.length < after.length) steps.push([[...at], rest.length, 0, after.slice(rest.length)]);
    return;
  }
  let head = 0;
  while (head < after.length && isSame(rest[head], after[head])) head++;
  let tail = 0;
  while (tail < after.length - head && isSame(rest.at(-1 - tail), after.at(-1 - tail))) tail++;
  steps.push([[...at], head, rest.length - head - tail, after.slice(head, after.length - tail)]);
}

/** How many were taken from the head, if what is first now stood in the list before. */
function headGone(before: readonly unknown[], after: readonly unknown[]): number {
  if (before.length === 0 || after.length === 0 || isSame(before[0], after[0])) return 0;
  const found = before.slice(0, headMax).findIndex((value) => isSame(value, after[0]));
  return Math.max(found, 0);
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, index) => isSame(value, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  return (
    Object.keys(a).every((field) => isSame(a[field], fieldOf(b, field))) &&
    Object.keys(b).every((field) => b[field] === undefined || fieldOf(a, field) !== undefined)
  );
}

/** A field may be called as the language calls something of its own. */
function set(of: Fields, field: string | number, value: unknown): void {
  if (field === "__proto__")
    Object.defineProperty(of, field, { value, enumerable: true, configurable: true, writable: true });
  else of[field] = value;
}
