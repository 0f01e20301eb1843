/**
 * Builds the screens into `dist`: `node dashboards/web/build.ts`. Run by npm on install and by `npm start` where that was skipped.
 * Does nothing when the bundle is newer than everything it is made of; fails when a page would be heavier than its budget.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

const here = import.meta.dirname;
export const webRoot = join(here, "dist");
/** First load and map, gzip bytes: what a tablet on the floor's wireless loads within two seconds. */
const firstLoadBytesMax = 300_000;
const mapBytesMax = 200_000;
/** Sources and what decides how they are bundled. */
const madeOf = [
  here,
  join(here, "../gateway"),
  join(here, "../words"),
  join(here, "../package.json"),
  join(here, "../../contracts/src"),
  join(here, "../../package-lock.json"),
];

export interface Built {
  readonly built: boolean;
  readonly firstLoadBytes: number;
  readonly mapBytes: number;
}

const isBundled = (): boolean => existsSync(join(webRoot, "index.html"));

/** Builds if a source is newer than the bundle. Throws when the bundle cannot be made or is too heavy. */
export async function buildWeb(): Promise<Built> {
  if (isFresh()) return { built: false, ...weigh(webRoot) };
  const [{ build }, { default: react }, { compiledWords }] = await Promise.all([
    import("vite"),
    import("@vitejs/plugin-react"),
    import("./compiled-words.ts"),
  ]);
  // Built aside and then put in place, so that a gateway that serves meanwhile never shows half a page.
  const aside = join(here, "../node_modules");
  mkdirSync(aside, { recursive: true });
  const draft = mkdtempSync(join(aside, ".screens-"));
  const asked = process.env.NODE_ENV;
  // Whoever builds, tests too: without this a test runner's word makes a bundle for developers, which is served as it is and costs twice the time.
  process.env.NODE_ENV = "production";
  try {
    await build({
      root: here,
      configFile: false,
      logLevel: "error",
      plugins: [react(), compiledWords()],
      build: {
        rolldownOptions: {
          input: { main: join(here, "index.html"), "hand-worker": join(here, "hand/worker.ts") },
          output: {
            // A service worker is fetched by its one name, and rules over what lies below it.
            entryFileNames: ({ name }) => (name === "hand-worker" ? "[name].js" : "assets/[name]-[hash].js"),
          },
        },
        outDir: draft,
        emptyOutDir: true,
        manifest: "manifest.json",
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        chunkSizeWarningLimit: 2_000,
      },
    });
    compress(join(draft, "assets"));
    const weight = weigh(draft);
    refuseTooHeavy(weight);
    putInPlace(draft);
    return { built: true, ...weight };
  } finally {
    if (asked === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = asked;
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Others who build at once put theirs in place between two tries. */
const putTriesMax = 8;

/** The bundle before goes once the new one stands: whoever serves meanwhile is without one for no longer than two renames take. */
function putInPlace(draft: string): void {
  const before = `${draft}.before`;
  for (let tries = 1; ; tries++) {
    try {
      if (existsSync(webRoot)) renameSync(webRoot, before);
      renameSync(draft, webRoot);
      return;
    } catch (error) {
      if (tries === putTriesMax) throw error;
    } finally {
      rmSync(before, { recursive: true, force: true });
    }
  }
}

function isFresh(): boolean {
  if (!isBundled()) return false;
  const builtAt = statSync(join(webRoot, "index.html")).mtimeMs;
  return madeOf.every((path) => newest(path) <= builtAt);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let latest = 0;
  for (const name of readdirSync(path)) {
    if (name.startsWith("dist") || name === "node_modules" || /\.(test|fixture|testkit)\.tsx?$/.test(name))
      continue;
    latest = Math.max(latest, newest(join(path, name)));
  }
  return latest;
}

/** The gateway serves these where the browser takes gzip. */
function compress(folder: string): void {
  for (const name of readdirSync(folder))
    if (/\.(js|css|svg)$/.test(name))
      writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
}

interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

/** Gzip bytes of what the first page needs, and of the heavier of the map's drawers on top of that. */
function weigh(root: string): { firstLoadBytes: number; mapBytes: number } {
  const chunks = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8")) as Record<string, Chunk>;
  const isMap = (key: string): boolean => /(^|\/)(map|pixi\.js)\//.test(key);
  const filesOf = (key: string, files = new Set<string>()): Set<string> => {
    const chunk = chunks[key];
    if (!chunk || files.has(chunk.file)) return files;
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const next of chunk.imports ?? []) filesOf(next, files);
    // What a map's drawer fetches later is still the map's; what the first page fetches later is not the first page's.
    if (isMap(key)) for (const next of chunk.dynamicImports ?? []) filesOf(next, files);
    return files;
  };
  const bytes = (files: Iterable<string>): number => {
    let sum = 0;
    for (const file of files) sum += gzipSync(readFileSync(join(root, file)), { level: 9 }).length;
    return sum;
  };
  const keys = Object.keys(chunks);
  const first = new Set<string>();
  for (const key of keys)
    if (key === "index.html" || /(^|\/)(words\/en\.ts|app\.tsx)$/.test(key)) filesOf(key, first);
  const map = new Set<string>();
  for (const key of keys) if (isMap(key)) for (const file of filesOf(key)) map.add(file);
  return {
    firstLoadBytes: bytes(first),
    mapBytes: bytes([...map].filter((file) => !first.has(file))),
  };
}

function refuseTooHeavy({ firstLoadBytes, mapBytes }: { firstLoadBytes: number; mapBytes: number }): void {
  if (firstLoadBytes > firstLoadBytesMax)
    throw new Error(`first load is ${firstLoadBytes} bytes gzip, at most ${firstLoadBytesMax} are allowed`);
  if (mapBytes > mapBytesMax)
    throw new Error(`the map is ${mapBytes} bytes gzip, at most ${mapBytesMax} are allowed`);
}

if (process.argv[1] !== undefined && basename(process.argv[1]) === basename(import.meta.filename)) {
  try {
    const { built, firstLoadBytes, mapBytes } = await buildWeb();
    const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
    process.stdout.write(
      built
        ? `screens built: first load ${kilobytes(firstLoadBytes)}, map ${kilobytes(mapBytes)} (gzip)\n`
        : "screens are up to date\n",
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`the screens could not be built: ${reason}\n`);
    process.exitCode = 1;
  }
}
