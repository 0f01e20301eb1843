/**
 * JSON that compresses well: what stands in many objects of one shape is told column by column, so that a column that repeats another is one reference back, and times as what lies between them. Whatever
 * JSON is given comes back equal, the order of its fields with it.
 */

/** What an array is told as; it is its first element. */
const forms = { plain: 0, columns: 1, steps: 2 } as const;

/** Numbers above are told by their steps: times of the last fifty years, and no quantity. */
const stepsFrom = 2 ** 40;

type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
type Fields = { readonly [field: string]: Json };

export const toColumns = (value: unknown): string => JSON.stringify(told(value as Json));
export const fromColumns = (text: string): unknown => heard(JSON.parse(text) as Json);

function told(value: Json): Json {
  if (Array.isArray(value)) return toldOf(value);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, told(one as Json)]));
}

function toldOf(all: readonly Json[]): Json {
  const fields = fieldsOfAll(all);
  if (fields) {
    const columns = fields.map((field) => toldOf(all.map((one) => (one as Fields)[field]!)));
    return [forms.columns, fields, ...columns];
  }
  if (all.length > 1 && all.every((one) => Number.isSafeInteger(one) && (one as number) >= stepsFrom))
    return [forms.steps, ...all.map((one, n) => (n === 0 ? one : (one as number) - (all[n - 1] as number)))];
  return [forms.plain, ...all.map(told)];
}

/** Undefined where they are not all of one shape. */
function fieldsOfAll(all: readonly Json[]): readonly string[] | undefined {
  const [first] = all;
  if (all.length < 2 || !isFields(first)) return undefined;
  const fields = Object.keys(first);
  const isAlike = (one: Json): boolean => {
    if (!isFields(one)) return false;
    const names = Object.keys(one);
    return names.length === fields.length && names.every((name, n) => name === fields[n]);
  };
  return fields.length > 0 && all.every(isAlike) ? fields : undefined;
}

const isFields = (value: Json | undefined): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function heard(value: Json): Json {
  if (Array.isArray(value)) return heardOf(value);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, heard(one as Json)]));
}

function heardOf([form, ...rest]: readonly Json[]): readonly Json[] {
  if (form === forms.plain) return rest.map(heard);
  if (form === forms.steps) {
    let at = 0;
    return (rest as readonly number[]).map((step) => (at += step));
  }
  const [fields, ...told] = rest as unknown as readonly [readonly string[], ...(readonly Json[])[]];
  const columns = told.map(heardOf);
  return columns[0]!.map((_, n) => Object.fromEntries(fields.map((field, of) => [field, columns[of]![n]!])));
}
