/** What a validator has against a value, in words for the person who sent it. */
import type { ErrorObject } from "ajv";
import { instantWords } from "./instant.ts";

/** Words that would have been right are named; a union of literals says so once for each of them. */
export function whyOf(errors: readonly ErrorObject[]): string {
  const [error] = errors;
  if (error?.keyword === "enum")
    return `${error.message}: ${(error.params as { allowedValues: unknown[] }).allowedValues.join(", ")}`;
  if (error?.keyword === "format") return instantWords;
  if (error?.keyword !== "const") return error?.message ?? "is wrong";
  const words = errors.flatMap(({ keyword, instancePath, params }) =>
    keyword === "const" && instancePath === error.instancePath
      ? [String((params as { allowedValue: unknown }).allowedValue)]
      : [],
  );
  return `must be ${words.length === 1 ? "" : "one of "}${words.join(", ")}`;
}

/** `/lines/3/quantity` reads `lines[3].quantity` for a person. */
export function fieldOf(error: ErrorObject | undefined): string {
  if (!error) return "";
  let path = error.instancePath
    .replace(/\/(\d+)/g, "[$1]")
    .replace(/\//g, ".")
    .replace(/^\./, "");
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const extra = params.missingProperty ?? params.additionalProperty;
  if (extra) path = path ? `${path}.${extra}` : extra;
  return path;
}
