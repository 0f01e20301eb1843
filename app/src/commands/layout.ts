/** `floorplane layout --site DIR --export FILE`: a site's layout for other tools. */
import { Command } from "commander";

interface LayoutOptions {
  readonly site: string;
  readonly export: string;
  readonly json?: true;
}

export const layoutCommand = (): Command =>
  new Command("layout")
    .description("write a site's layout as LIF 1.0.0 for other tools, with all that it was imported with")
    .requiredOption("--site <dir>", "folder with layout.lif.json")
    .requiredOption("--export <file>", "where it goes")
    .option("--json", "one JSON object on the last line")
    .action(async (options: LayoutOptions) => {
      const [{ exportLayout }, { findingLine }] = await Promise.all([
        import("../site/export-layout.ts"),
        import("../site/finding.ts"),
      ]);
      const { lif, findings, beyond } = exportLayout(options.site, options.export);
      for (const finding of findings) process.stdout.write(`${findingLine(finding)}\n`);
      for (const words of beyond) process.stdout.write(`${words}\n`);
      const all = <Row>(rows: (layout: (typeof lif.layouts)[number]) => readonly Row[]): number =>
        lif.layouts.reduce((sum, layout) => sum + rows(layout).length, 0);
      const size = {
        layouts: lif.layouts.length,
        nodes: all(({ nodes }) => nodes),
        edges: all(({ edges }) => edges),
        stations: all(({ stations }) => stations),
      };
      const words = Object.entries(size).map(
        ([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`,
      );
      process.stdout.write(`${options.export}: ${words.join(", ")}\n`);
      if (options.json) process.stdout.write(`${JSON.stringify({ ...size, findings, beyond })}\n`);
    });
