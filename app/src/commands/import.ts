/** `floorplane import --from lif|opentcs|grid FILE --out DIR`: a site's first draft from a layout of any origin. */
import { Command } from "commander";
import { type Origin, origins } from "../site/origins.ts";
import { decimal, existingFile, oneOf } from "./options.ts";

interface ImportOptions {
  readonly from: Origin;
  readonly out: string;
  readonly layoutId?: string;
  readonly cell?: number;
  readonly json?: true;
}

export const importCommand = (): Command =>
  new Command("import")
    .description(
      "make a site's folder from a layout of another tool, with a line for all that was guessed or left out",
    )
    .argument("<file>", "a LIF file, a plant model of openTCS, or a grid map", existingFile("import"))
    .requiredOption(
      "--from <origin>",
      "lif (VDMA LIF 1.0 or 2.0), opentcs (a plant model, XML) or grid (a MovingAI or Kiva .map)",
      oneOf("--from", origins),
    )
    .requiredOption("--out <dir>", "the site's new folder")
    .option("--layout-id <id>", "which layout of a LIF file, where it holds several")
    .option("--cell <metres>", "width of a grid map's cell (1)", decimal("--cell", 0.2, 20))
    .option("--json", "one JSON object on the last line")
    .action(async (file: string, options: ImportOptions) => {
      const [{ importSite }, { findingLine }] = await Promise.all([
        import("../site/import-site.ts"),
        import("../site/finding.ts"),
      ]);
      const { from, out, layoutId, cell } = options;
      const { draft, remarks } = importSite({
        from,
        file,
        out,
        ...(layoutId === undefined ? {} : { layoutId }),
        ...(cell === undefined ? {} : { cellM: cell }),
      });
      for (const remark of remarks) process.stdout.write(`${findingLine(remark)}\n`);
      const { site, lif, locations } = draft;
      const size = {
        layouts: lif.layouts.length,
        nodes: lif.layouts.reduce((sum, { nodes }) => sum + nodes.length, 0),
        edges: lif.layouts.reduce((sum, { edges }) => sum + edges.length, 0),
        stations: site.stations.length,
        locations: locations.length,
        robots: site.robots.length,
      };
      const words = Object.entries(size).map(
        ([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`,
      );
      process.stdout.write(
        `${out}: ${words.join(", ")}. A first draft: look at these lines, then run floorplane check --site ${out}\n`,
      );
      if (options.json) process.stdout.write(`${JSON.stringify({ out, ...size, remarks })}\n`);
    });
