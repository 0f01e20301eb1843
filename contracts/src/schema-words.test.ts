import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
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
