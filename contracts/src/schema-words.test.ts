import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Type } from "typebox";
import { expect, it } from "vitest";
import { schemaFaults } from "./schema-faults.ts";
import { whyOf } from "./schema-words.ts";

/** Every pattern in a schema of this folder, of messages and of a site's files. */
async function everyPattern(): Promise<string[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => /^(site[^.]*|.*\.schema)\.ts$/.test(name));
  const found = new Set<string>();
  const seen = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value))
      if (key === "pattern" && typeof inner === "string") found.add(inner);
      else walk(inner);
  };
  for (const file of files) walk({ ...((await import(join(import.meta.dirname, file))) as object) });
  return [...found];
}

it("says every pattern of a schema in words: an expression is no sentence", async () => {
  const patterns = await everyPattern();
  const unsaid = patterns.filter((pattern) => {
    const message = `must match pattern "${pattern}"`;
    const error = { keyword: "pattern", instancePath: "/x", schemaPath: "", params: { pattern }, message };
    return whyOf([error]) === message;
  });

  expect(patterns.length).toBeGreaterThan(5);
  expect(unsaid).toEqual([]);
});

it.each([
  [
    Type.Object({ needs: Type.Array(Type.String(), { minItems: 1 }) }),
    { needs: [] },
    "needs must have at least one entry",
  ],
  [
    Type.Object({ needs: Type.Array(Type.String(), { maxItems: 2 }) }),
    { needs: ["a", "b", "c"] },
    "needs has too many entries: at most 2",
  ],
  [
    Type.Object({ name: Type.String({ minLength: 2 }) }),
    { name: "" },
    "name must have at least 2 characters",
  ],
  [
    Type.Object({ name: Type.String({ maxLength: 3 }) }),
    { name: "long" },
    "name is too long: at most 3 characters",
  ],
  [Type.Object({ name: Type.String() }), {}, "name is missing"],
  [
    Type.Object({ ids: Type.Array(Type.String(), { uniqueItems: true }) }),
    { ids: ["a", "b", "a"] },
    "ids has the same entry twice: numbers 1 and 3",
  ],
  [Type.Object({ at: Type.Object({}) }), { at: 3 }, "at must be an object of keys and values"],
  [Type.Object({ at: Type.Union([Type.Array(Type.String()), Type.Null()]) }), { at: 3 }, "at must be a list"],
  [
    Type.Object({ more: Type.Object({}, { minProperties: 1 }) }),
    { more: {} },
    "more must have at least one key",
  ],
  [Type.Object({ units: Type.Integer() }), { units: "3" }, "units must be integer"],
])("says %j of %j as a person would", (schema, value, words) => {
  const [fault] = schemaFaults(schema)(value);

  expect(`${fault!.field} ${fault!.reason}`).toBe(words);
});
