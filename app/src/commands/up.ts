/** `floorplane up --site DIR`: the control plane for a real site, without a simulator. */
import { Command } from "commander";
import { withGroundOptions } from "../live/ground-options.ts";
import type { UpOptions } from "../live/run-up.ts";
import { houseState } from "../running/state-folder.ts";
import { eachOf, wholeNumber } from "./options.ts";

export const upCommand = (): Command =>
  withGroundOptions(new Command("up"))
    .description("the control plane for a real site, no simulator")
    .requiredOption("--site <dir>", "folder with site.yaml, layout.lif.json and locations.csv")
    .option("--layout-id <id>", "which layout of layout.lif.json, where it holds several")
    .option("--state <dir>", "where the house keeps what it must not lose", houseState)
    .option("--port <n>", "port of the dashboards", wholeNumber("--port", 0, 65_535), 8480)
    .option("--mqtt-port <n>", "port of the broker", wholeNumber("--mqtt-port", 0, 65_535), 1883)
    .option("--wms-port <n>", "port of the WMS's door", wholeNumber("--wms-port", 0, 65_535), 8481)
    .option(
      "--csv-folder <dir>",
      "watched for CSV files of orders, items and stock; each is answered by a report in its folder done",
    )
    .option(
      "--webhook <[client=]url>",
      "where the WMS hears confirmations; once for each client of the site that has its own",
      eachOf,
    )
    .option(
      "--webhook-secret-file <[client=]file>",
      "file with the `whsec_...` secret of that webhook",
      eachOf,
    )
    .action(async (options: UpOptions) => {
      const { runUp } = await import("../live/run-up.ts");
      process.exitCode = await runUp(options);
    });
