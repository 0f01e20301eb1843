/** `floorplane demo`: what `npm start` runs. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { faultNames } from "@floorplane/simulator/field-kit/faults";
import { Command } from "commander";
import type { DemoOptions } from "../demo/demo.ts";
import { withGroundOptions } from "../live/ground-options.ts";
import { demoState } from "../running/state-folder.ts";
import { decimal, eachOf, existingFiles, namesOf, oneOf, wholeNumber } from "./options.ts";

export const demoCommand = (): Command =>
  withGroundOptions(new Command("demo"))
    .description(
      "a living warehouse on this machine: the whole control plane and a simulated floor over real wires",
    )
    .option("--robots <n>", "robots on the floor, 0 to 1000 (40)", wholeNumber("--robots", 0, 1_000))
    .option("--orders <file>", "a real day in CSV", existingFiles("--orders"))
    .option(
      "--profile <name>",
      "orders drawn from a profile: retail, b2c",
      oneOf("--profile", ["retail", "b2c"] as const),
    )
    .option("--per-day <n>", "orders of a profile's day (b2c: 3,000)", wholeNumber("--per-day", 1, 50_000))
    .option("--deliveries <n>", "trucks a day that bring goods (16)", wholeNumber("--deliveries", 0, 200))
    .option(
      "--on-pallets <share>",
      "share of the orders that leave on pallets, which people build at the dock (0)",
      decimal("--on-pallets", 0, 1),
    )
    .option(
      "--faults <names>",
      "vehicles that misbehave, one after the other, separated by commas (docs/field-kit.md)",
      namesOf("--faults", faultNames),
    )
    .option(
      "--speed <x>",
      "how fast house and simulated physics run, 0.1 to 20",
      decimal("--speed", 0.1, 20),
      5,
    )
    .option("--port <n>", "port of the dashboards; 0 takes any", wholeNumber("--port", 0, 65_535), 8480)
    .option("--mqtt-port <n>", "port of the broker; 0 takes any", wholeNumber("--mqtt-port", 0, 65_535), 0)
    .option("--wms-port <n>", "port of the WMS's door; 0 takes any", wholeNumber("--wms-port", 0, 65_535), 0)
    .option(
      "--csv-folder <dir>",
      "watched for CSV files of orders, items and stock; each is answered by a report in its folder done",
    )
    .option(
      "--webhook <[client=]url>",
      "a receiver of your own, which hears confirmations too; once for each client of the site that has its own",
      eachOf,
    )
    .option(
      "--webhook-secret-file <[client=]file>",
      "file with the `whsec_...` secret of that webhook",
      eachOf,
    )
    .option("--state <dir>", "where house and world keep what they know", demoState)
    .option("--fresh", "forget house and world and begin anew")
    .action(async (options: DemoOptions) => {
      if (options.orders && (options.profile || options.perDay !== undefined))
        throw new FloorplaneError({
          code: "bad-option",
          message: "--orders excludes --profile and --per-day: a file has its own orders",
          field: "--orders",
        });
      const { runDemo } = await import("../demo/demo.ts");
      process.exitCode = await runDemo(options);
    });
