/** `floorplane check --site DIR`: reads a site's files and says what is wrong, line by line. */
import { Command } from "commander";

export const checkCommand = (): Command =>
  new Command("check")
    .description("read a site's files and say what is wrong with them")
    .requiredOption("--site <dir>", "folder with site.yaml, layout.lif.json and locations.csv")
    .option("--json", "one JSON object on the last line")
    .action(async ({ site: folder, json }: { site: string; json?: true }) => {
      const [{ readSiteFiles }, { checkLayout }, { footprintOf }] = await Promise.all([
        import("../site/site-files.ts"),
        import("@floorplane/layout/layout-checks"),
        import("@floorplane/layout/footprint"),
      ]);
      const { site, lif, layout, locations, guidance, warnings } = readSiteFiles(folder);
      const { vehicle } = site;
      const faults = checkLayout(lif, {
        vehicleType: vehicle.type,
        footprint: footprintOf({ lengthM: vehicle.lengthM, widthM: vehicle.widthM }),
        solids: site.racks,
      });
      const errors = faults.filter((fault) => fault.severity === "error").length;
      for (const warning of warnings) process.stdout.write(`warning  ${warning}\n`);
      for (const fault of faults)
        process.stdout.write(`${fault.severity.padEnd(8)} ${fault.where}: ${fault.message}\n`);
      const { graph, stations } = layout;
      process.stdout.write(
        `${site.site}: ${graph.nodeCount} nodes, ${graph.edgeCount} edges, ${stations.size} stations, ${locations.length} locations${guidance ? ", guidance" : ""}; ${errors} errors, ${faults.length - errors + warnings.length} warnings\n`,
      );
      if (json) process.stdout.write(`${JSON.stringify({ errors, faults, warnings })}\n`);
      process.exitCode = errors > 0 ? 1 : 0;
    });
