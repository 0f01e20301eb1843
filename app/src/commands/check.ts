/** `floorplane check --site DIR`: reads a site's files and says what is wrong, line by line. */
import { Command } from "commander";

export const checkCommand = (): Command =>
  new Command("check")
    .description("read a site's files and say what is wrong with them, as every other command would")
    .requiredOption("--site <dir>", "folder with site.yaml, layout.lif.json and locations.csv")
    .option("--layout-id <id>", "which layout of layout.lif.json, where it holds several")
    .option("--json", "one JSON object on the last line")
    .action(async (options: { site: string; layoutId?: string; json?: true }) => {
      const [{ judgeSite }, { findingLine }] = await Promise.all([
        import("../site/judge-site.ts"),
        import("../site/finding.ts"),
      ]);
      const { layoutId } = options;
      const { findings, loaded } = judgeSite(options.site, layoutId === undefined ? {} : { layoutId });
      const errors = findings.filter(({ severity }) => severity === "error").length;
      const warnings = findings.length - errors;
      for (const finding of findings) process.stdout.write(`${findingLine(finding)}\n`);
      process.stdout.write(
        `${loaded ? sizeOf(loaded) : options.site}; ${counted(errors, "error")}, ${counted(warnings, "warning")}\n`,
      );
      if (options.json) process.stdout.write(`${JSON.stringify({ errors, warnings, findings })}\n`);
      process.exitCode = errors > 0 ? 1 : 0;
    });

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

type Loaded = import("../site/site-files.ts").LoadedSite;

function sizeOf({ site, layout, locations, guidance }: Loaded): string {
  const { graph, stations } = layout;
  return `${site.site}: ${graph.nodeCount} nodes, ${graph.edgeCount} edges, ${stations.size} stations, ${locations.length} locations${guidance ? ", guidance" : ""}`;
}
