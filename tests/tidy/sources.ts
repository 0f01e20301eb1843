/** The project's own sources as text with their imports: what the tidiness tests look at. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export const root = join(import.meta.dirname, "../..");

export interface Source {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Code alone: comments blanked out, so that prose may name what code may not. */
  readonly code: string;
  readonly imports: readonly string[];
}

/** Files that git knows or would add, `.ts` and `.tsx`. */
export function readSources(): Source[] {
  const files = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"],
    { cwd: root, encoding: "utf8" },
  );
  return files
    .split("\n")
    .filter((path) => path !== "")
    .flatMap((path) => {
      try {
        const text = readFileSync(join(root, path), "utf8");
        return [{ path, text, code: withoutComments(text), imports: importsOf(withoutComments(text)) }];
      } catch {
        return []; // listed, but removed from the working tree
      }
    });
}

export const isTest = (path: string): boolean =>
  path.startsWith("tests/") ||
  /\/(kit|testing)\//.test(path) ||
  /\.(test|suite|bench|fixture|testkit|stories)\.tsx?$/.test(path) ||
  path.endsWith("vitest.config.ts");

export const workspaceOf = (path: string): string => path.split("/")[0]!;

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[\s;{}(),])\/\/[^\n]*/g, "$1");
}

function importsOf(code: string): string[] {
  const found = code.matchAll(
    /\b(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']\s*\)|(?<=^|\n)import\s*["']([^"']+)["']|new URL\(\s*["'](\.[^"']+\.ts)["']/g,
  );
  return [...found].map((match) => (match[1] ?? match[2] ?? match[3] ?? match[4])!);
}

/** The project file that an import means, or undefined for a package. */
export function targetOf(source: Source, specifier: string): string | undefined {
  if (specifier.startsWith("."))
    return normalize(join(dirname(source.path), specifier)).replaceAll("\\", "/");
  const ours = /^@floorplane\/([a-z-]+)\/(.+)$/.exec(specifier);
  if (!ours) return undefined;
  return ours[1] === "dashboards" ? `dashboards/gateway/${ours[2]}.ts` : `${ours[1]}/src/${ours[2]}.ts`;
}
