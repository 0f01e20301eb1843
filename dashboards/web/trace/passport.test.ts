/** A passport's chain as a browser recomputes it: whole where nobody touched it, broken at whatever was edited, taken out, added or moved. */
import { hash as digest } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { brokenAt, type Link, type Passport } from "./passport.ts";

const sha = (text: string): string => digest("sha256", text);

/** As the house makes it: rows that are told and digests of those that are not. */
function aPassport(told: readonly boolean[], before = { number: 7, hash: sha("before") }): Passport {
  let { hash, number } = before;
  const links = told.map((isTold): Link => {
    number++;
    const row = { at: number, step: "pick", goods: [["MUG", "L1", number, ""]], to: "Ünï ✓" } as never;
    const own = sha(JSON.stringify(row));
    hash = sha(hash + own);
    return isTold ? { number, row } : own;
  });
  const after = { number, hash };
  return { before, links, after, head: after, next: number, more: false };
}

it("holds, in one answer and over several", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (told) => {
      const first = aPassport(told);
      expect(await brokenAt([first, aPassport(told, first.after)])).toBeUndefined();
    }),
  );
});

it.each<[string, (links: Link[]) => Link[]]>([
  ["edited", ([first, ...rest]) => [{ ...(first as object), row: { at: 8, step: "ship" } } as Link, ...rest]],
  ["taken out", ([, ...rest]) => rest],
  ["added", (links) => [...links, sha("more")]],
  ["moved", ([first, second, ...rest]) => [second!, first!, ...rest]],
])("is broken where a row was %s", async (_, spoil) => {
  const passport = aPassport([true, true, false, true]);
  expect(await brokenAt([{ ...passport, links: spoil([...passport.links]) }])).toBeDefined();
});

it("is broken where an answer begins before the one before it ended, or at another hash", async () => {
  const first = aPassport([true, true]);
  expect(await brokenAt([first, aPassport([true], { number: 8, hash: sha("x") })])).toBe(8);
  expect(await brokenAt([first, aPassport([true], { number: 9, hash: sha("x") })])).toBe(9);
});
