/** Draws every chart of the house as a Mermaid state diagram, from the chart itself: `node tests/docs/machine-diagrams.ts` writes `docs/machines`. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

export const root = join(import.meta.dirname, "../..");
export const folder = join(root, "docs/machines");

/** What of an XState chart a diagram shows. */
interface ChartNode {
  readonly key: string;
  readonly path: readonly string[];
  readonly type: string;
  readonly initial?: { readonly target?: readonly ChartNode[] } | undefined;
  readonly states: Readonly<Record<string, ChartNode>>;
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  readonly always?: readonly Transition[] | undefined;
}

interface Transition {
  readonly target?: readonly ChartNode[] | undefined;
  readonly guard?: unknown;
}

export interface Diagram {
  readonly file: string;
  readonly text: string;
}

/** One page a chart file, sorted by path. */
export async function drawMachines(): Promise<Diagram[]> {
  const files = globSync("*/src/**/*.machine.ts", { cwd: root }).sort();
  const diagrams: Diagram[] = [];
  for (const file of files) {
    const exported = (await import(pathToFileURL(join(root, file)).href)) as Record<
      string,
      { readonly root?: ChartNode }
    >;
    const charts = Object.entries(exported).filter(([, value]) => value?.root?.states !== undefined);
    const path = file.replaceAll("\\", "/");
    const pages = charts.map(
      ([name, { root: chart }]) => `## ${name}\n\n\`\`\`mermaid\n${drawn(chart!)}\n\`\`\`\n`,
    );
    const head = `# ${basename(path, ".machine.ts")}\n\n${introOf(path)}\n\nDrawn from [\`${path}\`](../../${path}).\n`;
    diagrams.push({
      file: `${path.split("/")[0]}-${basename(path, ".machine.ts")}.md`,
      text: `${head}\n${pages.join("\n")}`,
    });
  }
  return diagrams;
}

/** The first paragraph of the file's opening comment. */
function introOf(path: string): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(root, path), "utf8"))?.[1] ?? "";
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\* ?/, "").trim());
  return lines
    .slice(0, lines.findIndex((line, index) => line === "" && index > 0) || undefined)
    .join(" ")
    .trim();
}

function drawn(chart: ChartNode): string {
  const lines = ["stateDiagram-v2"];
  const id = (node: ChartNode): string => (node.path.join("_") || node.key).replace(/[^A-Za-z0-9_]/g, "_");
  const visit = (node: ChartNode, indent: string): void => {
    const children = Object.values(node.states);
    const initial = node.initial?.target?.[0];
    if (initial) lines.push(`${indent}[*] --> ${id(initial)}`);
    children.forEach((child, index) => {
      if (node.type === "parallel" && index > 0) lines.push(`${indent}--`);
      if (Object.keys(child.states).length > 0) {
        lines.push(`${indent}state "${child.key}" as ${id(child)} {`);
        visit(child, `${indent}  `);
        lines.push(`${indent}}`);
      } else lines.push(`${indent}${id(child)} : ${child.key}`);
      if (child.type === "final") lines.push(`${indent}${id(child)} --> [*]`);
    });
  };
  visit(chart, "  ");
  const arrows = (node: ChartNode): void => {
    for (const [event, transitions] of node.transitions)
      for (const { target, guard } of transitions)
        for (const to of target ?? [])
          lines.push(
            `  ${node === chart ? "[*]" : id(node)} --> ${id(to)} : ${label(event)}${guarded(guard)}`,
          );
    for (const { target, guard } of node.always ?? [])
      for (const to of target ?? []) lines.push(`  ${id(node)} --> ${id(to)} : at once${guarded(guard)}`);
    for (const child of Object.values(node.states)) arrows(child);
  };
  arrows(chart);
  return lines.join("\n");
}

/** `xstate.after.openFor.door.open` reads "after openFor". */
const label = (event: string): string =>
  /^xstate\.after\.([^.]+)/.test(event) ? `after ${/^xstate\.after\.([^.]+)/.exec(event)![1]}` : event;
const guarded = (guard: unknown): string => {
  const name = typeof guard === "string" ? guard : (guard as { readonly type?: string } | undefined)?.type;
  return name ? ` [${name}]` : "";
};

if (import.meta.main) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of await drawMachines()) writeFileSync(join(folder, file), text);
}
