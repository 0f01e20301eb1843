/**
 * What nobody reaches is not there: every file leads from a command or a page; every exported function and public method is called by another file of the product, or is a part of its own
 * file that has a test of its own; and every path and script that the guides name exists.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isTest, readSources, root, type Source, targetOf } from "./sources.ts";

const everything = readSources();
const product = everything.filter(({ path }) => !isTest(path) && !path.endsWith(".d.ts"));
const tests = everything.filter(({ path }) => isTest(path));

/** Where the product begins: its command, its page, what `npm ci` builds, and the stand on which people look at screens (dashboards/README.md). */
const entries = [
  "app/src/floorplane.ts",
  "app/src/running/compile.ts",
  "dashboards/web/build.ts",
  "dashboards/web/hand/worker.ts",
  "dashboards/web/main.tsx",
  "dashboards/web/stand.ts",
];

/** Of the standard and nobody's yet: where it begins, and who is to lead there. */
const keptFiles: Readonly<Record<string, string>> = {};

/** Called by a library, by the name that it gives them. */
const calledByLibraries: readonly (readonly [path: string, library: string])[] = [
  ["broker/src/store/broker-store.ts", "aedes-persistence"],
  ["dashboards/web/floor/panel-boundary.tsx", "react"],
];

/** Names that each file mentions, and how often. */
const mentions = new Map(
  everything.map(({ path, code }) => {
    const counts = new Map<string, number>();
    for (const [word] of code.matchAll(/[\w$]+/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [path, counts] as const;
  }),
);
const mentioned = (among: readonly Source[], name: string, besides: string): boolean =>
  among.some(({ path }) => path !== besides && mentions.get(path)!.has(name));

/** Used by another file of the product, or in its own and held by a test. */
const isUsed = (path: string, name: string): boolean =>
  mentioned(product, name, path) || (mentions.get(path)!.get(name)! > 1 && mentioned(tests, name, path));

/** A method may be called by another class of its own file. */
const isCalled = (path: string, name: string): boolean =>
  mentions.get(path)!.get(name)! > 1 || mentioned(product, name, path);

/** Of the standard and nobody's yet: each with its reason. */
const keptFor: Readonly<Record<string, string>> = {
  "contracts/src/epc.ts: digitalLink":
    "the form of an EPC that a person's phone reads (GS1 Digital Link 1.2)",
  "simulator/src/field-kit/field-kit.ts: saidBy": "the person of tests/field looks at what a vehicle says",
  "simulator/src/field-kit/field-kit.ts: carryAway": "the person of tests/field carries vehicles away",
  "simulator/src/field-kit/field-kit.ts: carryOntoLane": "the person of tests/field brings vehicles back",
  "simulator/src/robots/simulated-robot.ts: vanish": "a vehicle of tests/field dies",
};

const exportedClasses = (code: string): string =>
  [...code.matchAll(/^export (?:abstract )?class [\s\S]*?^\}/gm)].map(([text]) => text).join("\n");

const unused = (
  declared: RegExp,
  part = (code: string): string => code,
  isHere = (path: string, name: string): boolean => isUsed(path, name),
): string[] =>
  product
    .filter(({ path }) => !calledByLibraries.some(([file]) => file === path))
    .flatMap(({ path, code }) =>
      [...part(code).matchAll(declared)]
        .map((match) => (match[1] ?? match[2])!)
        .filter((name) => !/^(constructor|if|for|while|switch|catch)$/.test(name))
        .filter((name) => !isHere(path, name))
        .map((name) => `${path}: ${name}`)
        .filter((unused) => !Object.hasOwn(keptFor, unused)),
    );

describe("what is there is used", () => {
  it("every file is reached from a command or a page", () => {
    const byPath = new Map(product.map((source) => [source.path, source]));
    const reached = new Set<string>();
    const walk = (path: string): void => {
      const source = byPath.get(path);
      if (!source || reached.has(path)) return;
      reached.add(path);
      for (const specifier of source.imports) walk(targetOf(source, specifier) ?? "");
    };
    for (const path of entries) walk(path);
    const led = Object.keys(keptFiles).filter((path) => reached.has(path));
    for (const path of Object.keys(keptFiles)) walk(path);

    // What is reached needs no row any more.
    expect(led).toEqual([]);
    expect(product.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
  });

  it("every exported function and class", () => {
    expect(
      unused(
        /^export (?:async )?(?:(?:function\*?|class) ([\w$]+)|const ([\w$]+) = (?:async )?(?:\(|<|[a-z]+ =>))/gm,
      ),
    ).toEqual([]);
  });

  it("every public method", () => {
    expect(
      unused(
        /^ {2}(?:async |get |static )*\*?([a-z][\w$]*)\([^)]*\)(?:: [^;]+)? \{$/gm,
        exportedClasses,
        isCalled,
      ),
    ).toEqual([]);
  });
});

describe("what the guides name is there", () => {
  const guides = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"];
  const folders = new Set(everything.map(({ path }) => path.split("/")[0]!));
  const textOf = (guide: string): string => readFileSync(join(root, guide), "utf8");

  it("every path and link", () => {
    const missing = guides.flatMap((guide) => {
      const links = [...textOf(guide).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
      const paths = [...textOf(guide).matchAll(/`((?:[a-z-]+\/)+[\w.-]*)`/g)]
        .map((match) => match[1]!)
        .filter((path) => folders.has(path.split("/")[0]!));
      return [...links, ...paths]
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${guide}: ${path}`);
    });

    expect(missing).toEqual([]);
  });

  it("every script", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const missing = guides.flatMap((guide) =>
      [...textOf(guide).matchAll(/npm run (?:-s )?([\w:-]+)/g)]
        .map((match) => match[1]!)
        .filter((script) => !(script in scripts))
        .map((script) => `${guide}: npm run ${script}`),
    );

    expect(missing).toEqual([]);
  });
});
