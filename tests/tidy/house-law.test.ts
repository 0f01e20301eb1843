/** DESIGN section 3 as tests: who may import whom, and where time, chance, timers and topic strings may stand. */
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isTest, readSources, root, targetOf, workspaceOf } from "./sources.ts";

const sources = readSources();
const ground = ["contracts", "layout", "runtime"];
const rooms = ["broker", "sensors", "fleet", "wms-bridge", "simulator", "dashboards"];
const everything = [...ground, ...rooms, "app", "tests"];

/** What a workspace may import besides itself. */
const mayImport: Record<string, readonly string[]> = {
  contracts: [],
  layout: ["contracts"],
  runtime: ["contracts"],
  ...Object.fromEntries(rooms.map((room) => [room, ground])),
  app: [...ground, ...rooms],
  tests: everything,
};

describe("the import law", () => {
  it("lets imports flow one way: contracts, then layout and runtime, then each room, then app, then tests", () => {
    const broken = sources.flatMap((source) =>
      source.imports.flatMap((specifier) => {
        const target = targetOf(source, specifier);
        const from = workspaceOf(source.path);
        if (!target || !everything.includes(from)) return [];
        const to = workspaceOf(target);
        return to === from || mayImport[from]?.includes(to) ? [] : [`${source.path} imports ${specifier}`];
      }),
    );

    expect(broken).toEqual([]);
  });

  it("runs nothing on a thread in `simulate`: neither it nor the house's composition reaches one", () => {
    const byPath = new Map(sources.map((source) => [source.path, source]));
    const reached = new Set<string>();
    const walk = (path: string): void => {
      const source = byPath.get(path);
      if (!source || reached.has(path)) return;
      reached.add(path);
      for (const specifier of source.imports) walk(targetOf(source, specifier) ?? "");
    };
    walk("app/src/compose.ts");
    walk("app/src/simulate/simulate.ts");

    expect(reached).toContain("fleet/src/traffic/pibt.ts");
    expect(
      [...reached].filter((path) => byPath.get(path)!.imports.some((name) => /\bworker_threads$/.test(name))),
    ).toEqual([]);
  });

  it("has no cycle between files", () => {
    const edges = new Map(
      sources.map(
        (source) =>
          [source.path, source.imports.flatMap((specifier) => targetOf(source, specifier) ?? [])] as const,
      ),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      else if (!done.has(path)) {
        for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
        done.add(path);
      }
    };
    for (const path of edges.keys()) walk(path, []);

    expect(cycles).toEqual([]);
  });

  it("finds every imported file", () => {
    const known = new Set(sources.map((source) => source.path));
    const missing = sources.flatMap((source) =>
      source.imports.flatMap((specifier) => {
        const target = targetOf(source, specifier);
        return target && /\.tsx?$/.test(target) && !known.has(target)
          ? [`${source.path} imports ${specifier}`]
          : [];
      }),
    );

    expect(missing).toEqual([]);
  });

  it("declares every imported package in the workspace's own package.json", () => {
    const rootDevelopment = dependenciesOf("package.json");
    const undeclared = sources.flatMap((source) => {
      const workspace = workspaceOf(source.path);
      if (!everything.includes(workspace)) return [];
      const declared = new Set(dependenciesOf(`${workspace}/package.json`));
      return source.imports.flatMap((specifier) => {
        if (specifier.startsWith(".") || isBuiltin(specifier)) return [];
        const name = specifier.startsWith("@")
          ? specifier.split("/").slice(0, 2).join("/")
          : specifier.split("/")[0]!;
        const own = name === `@floorplane/${workspace}`;
        return own || declared.has(name) || (isTest(source.path) && rootDevelopment.includes(name))
          ? []
          : [`${source.path} imports ${name}`];
      });
    });

    expect(undeclared).toEqual([]);
  });

  it("keeps contracts and layout free of Node and I/O", () => {
    const impure = sources
      .filter((source) => ["contracts", "layout"].includes(workspaceOf(source.path)) && !isTest(source.path))
      .flatMap((source) =>
        source.imports
          .filter((specifier) => isBuiltin(specifier))
          .map((specifier) => `${source.path} imports ${specifier}`),
      );

    expect(impure).toEqual([]);
  });

  it("lets the collision checker see poses and footprints alone", () => {
    const seen = sources
      .filter((source) => source.path.startsWith("simulator/src/judge/") && !isTest(source.path))
      .flatMap((source) =>
        source.imports.filter((specifier) => /fleet|claims|planner|traffic|vda5050/.test(specifier)),
      );

    expect(seen).toEqual([]);
  });
});

describe("time, chance and topics", () => {
  const product = sources.filter(
    (source) => !isTest(source.path) && everything.includes(workspaceOf(source.path)),
  );
  const where = (pattern: RegExp, allowed: (path: string) => boolean): string[] =>
    product
      .filter((source) => !allowed(source.path) && pattern.test(source.code))
      .map((source) => source.path);
  const isClock = (path: string): boolean => path.startsWith("runtime/src/clock/");
  const isEntry = (path: string): boolean => path.startsWith("app/src/");
  const isScreen = (path: string): boolean => path.startsWith("dashboards/web/");
  /** Where one stands for each chart and never starts. */
  const isPureSteps = (path: string): boolean => path === "runtime/src/pure-steps.ts";

  it("reads clocks only in the clock, in the app and on screens", () => {
    expect(
      where(
        /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bprocess\.hrtime/,
        (path) => isClock(path) || isEntry(path) || isScreen(path),
      ),
    ).toEqual([]);
  });

  it("sets timers only in the clock, in the app and on screens", () => {
    expect(
      where(
        /\bset(Timeout|Interval|Immediate)\(/,
        (path) => isClock(path) || isEntry(path) || isScreen(path),
      ),
    ).toEqual([]);
  });

  it("draws chance only from the seeded source, secrets aside", () => {
    // A phone's acts have keys that no other phone's have.
    const isKey = (path: string): boolean => path === "dashboards/web/hand/act-key.ts";
    expect(
      where(/\bMath\.random\(|\brandomUUID\(|\bgetRandomValues\(/, (path) => isEntry(path) || isKey(path)),
    ).toEqual([]);
  });

  it("asks the house from screens only with a deadline", () => {
    // A service worker imports nothing, and has its own.
    const hasDeadline = (path: string): boolean =>
      !isScreen(path) || path.endsWith("/fetch-within.ts") || path.endsWith("/worker.ts");
    expect(where(/\bfetch\(|\bXMLHttpRequest\b|\bsendBeacon\(/, hasDeadline)).toEqual([]);
    expect(where(/\bfetch\((?![^;]*\binTime\()/, (path) => !path.endsWith("/worker.ts"))).toEqual([]);
  });

  it("writes topic strings only in topics.ts", () => {
    expect(
      where(/["'`](uagv|floorplane\/v1|vda5050\/v\d)\//, (path) => path === "contracts/src/topics.ts"),
    ).toEqual([]);
  });

  it("decides nothing by locale", () => {
    expect(where(/\.toLocale[A-Z]\w*\(|\.localeCompare\(/, (path) => isScreen(path))).toEqual([]);
  });

  it("keeps members of a class private by `#`, where no cast and no screen reaches them; a constructor has no such form", () => {
    expect(where(/^\s+private (?!constructor\b)/m, () => false)).toEqual([]);
  });

  it("drives machines through one place: no actors on the server", () => {
    expect(where(/\bcreateActor\(/, (path) => isScreen(path) || isPureSteps(path))).toEqual([]);
  });
});

describe("honest tests", () => {
  it("skips none without a reason and leaves none exclusive or empty", () => {
    const idle = sources
      .filter((source) => isTest(source.path) && !source.path.startsWith("tests/tidy/"))
      .flatMap((source) =>
        [...source.code.matchAll(/\b(?:it|test|describe)\.(?:only|todo|skip)\b/g)].map(
          (match) => `${source.path}: ${match[0]}`,
        ),
      );

    expect(idle).toEqual([]);
  });
});

function dependenciesOf(path: string): string[] {
  const file = JSON.parse(readFileSync(join(root, path), "utf8")) as Record<
    string,
    Record<string, string> | undefined
  >;
  return ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
    Object.keys(file[kind] ?? {}),
  );
}
