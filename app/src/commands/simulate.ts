/** `floorplane simulate`: a day of orders in one process on a virtual clock. The JSON answer is an interface (DESIGN section 5). */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { evidenceKinds } from "@floorplane/contracts/site-evidence";
import { waysOfPicking } from "@floorplane/contracts/site-picking";
import { allocations } from "@floorplane/contracts/states";
import { faultNames } from "@floorplane/simulator/field-kit/faults";
import { Command } from "commander";
import type { SimulateAnswer } from "../simulate/judge-day.ts";
import type { SimulateOptions } from "../simulate/simulate-options.ts";
import { decimal, existingFiles, namesOf, oneOf, wholeNumber } from "./options.ts";

export const simulateCommand = (): Command =>
  new Command("simulate")
    .description(
      "run a day of orders on a simulated floor, as fast as it goes; the same seed gives the same day",
    )
    .option(
      "--orders <files>",
      "real days in CSV, separated by commas, or a folder of parcels",
      existingFiles("--orders"),
    )
    .option(
      "--profile <name>",
      "orders drawn from a profile instead: retail, b2c",
      oneOf("--profile", ["retail", "b2c"] as const),
    )
    .option("--per-day <n>", "orders of a profile's day", wholeNumber("--per-day", 1, 50_000))
    .option("--robots <n>", "robots on the floor (40, or those of --layout)", wholeNumber("--robots", 1, 500))
    .option("--seed <n>", "chance begins here", wholeNumber("--seed", 0, 4_294_967_295), 1)
    .option("--rate <x>", "each order so many times", wholeNumber("--rate", 1, 100), 1)
    .option(
      "--deliveries <n>",
      "trucks a day that bring goods: announced, unloaded and counted by people, put away (none)",
      wholeNumber("--deliveries", 0, 200),
    )
    .option("--within <hours>", "press the arrivals into so many hours", decimal("--within", 0.01, 240))
    .option(
      "--hours <hours>",
      "stop after so many hours, whatever is open",
      decimal("--hours", 0.01, 24 * 31),
    )
    .option(
      "--stock <how>",
      "tight: no more stock than the demand class says",
      oneOf("--stock", ["tight", "ample"] as const),
    )
    .option(
      "--allocation <policy>",
      "what becomes of orders that lack stock: whole, partial (what a site says that says nothing), partial-then-cancel",
      oneOf("--allocation", allocations),
    )
    .option(
      "--waves <how>",
      "shared: orders that leave room in a tote share it (what a site says that says nothing here); alone: a tote is one order's",
      oneOf("--waves", ["alone", "shared"] as const),
    )
    .option(
      "--picking <way>",
      "whose hands pick: robot (what a site says that says nothing), person-meets-robot, person",
      oneOf("--picking", waysOfPicking),
    )
    .option("--people <n>", "people with handhelds on the floor (4)", wholeNumber("--people", 1, 1_000))
    .option(
      "--faults <names>",
      "vehicles that misbehave, one after the other, separated by commas (docs/field-kit.md)",
      namesOf("--faults", faultNames),
    )
    .option(
      "--wrong-forms <share>",
      "share of people's answers that are written in other spellings, or wrongly: 0.3 is three in ten",
      decimal("--wrong-forms", 0, 1),
    )
    .option(
      "--wrong-scans <share>",
      "share of what people scan that is something else, or nothing, or one unit twice; and in one of twenty of these a wrong unit is taken and nobody sees it (0)",
      decimal("--wrong-scans", 0, 1),
    )
    .option(
      "--evidence <kinds>",
      "what confirms a pick, separated by commas: rfid, barcode, weight (tags where there is a reader; with --wrong-scans and --picking person rfid, so that each tote is counted)",
      namesOf("--evidence", [...evidenceKinds]),
    )
    .option(
      "--packing <who>",
      "person: somebody with a screen and a scanner packs at each station (machines do on a drawn floor)",
      oneOf("--packing", ["person"] as const),
    )
    .option(
      "--planted-wrong <share>",
      "share of the bins that hold something else than the papers say on the first morning (0.005)",
      decimal("--planted-wrong", 0, 1),
    )
    .option(
      "--counting-robots <n>",
      "robots of a drawn floor that read bins at once when they have nothing else to do (2, and of more than 5,000 places one for each 2,500, but no more than a quarter)",
      wholeNumber("--counting-robots", 0, 100),
    )
    .option(
      "--approval-units <n>",
      "units that a bin's count on a drawn floor may differ by on one person's word; beyond that somebody else must find the same (5; 0 with --wrong-scans)",
      wholeNumber("--approval-units", 0, 1_000_000),
    )
    .option(
      "--reads-missed <share>",
      "share of the tags that a read round misses (0.001)",
      decimal("--reads-missed", 0, 1),
    )
    .option(
      "--reads-stray <share>",
      "share of the next bins' tags that a round takes for the bin's own (0)",
      decimal("--reads-stray", 0, 1),
    )
    .option(
      "--portal-missed <share>",
      "share of the parcels that the gate's reader never sees: people answer for them when their truck has gone (0)",
      decimal("--portal-missed", 0, 1),
    )
    .option(
      "--on-pallets <share>",
      "share of the orders that leave on pallets, which people build at the dock (0)",
      decimal("--on-pallets", 0, 1),
    )
    .option("--layout <dir>", "folder with a site of your own (site.yaml, layout.lif.json, locations.csv)")
    .option("--layout-id <id>", "which layout of that site's layout.lif.json, where it holds several")
    .option("--out <dir>", "write what the world saw: shipments.csv, positions.csv, stock.csv")
    .option("--ledger <file>", "keep the house's ledger in a new SQLite file, as a house that runs does")
    .option("--json", "one JSON object on the last line")
    .action(async (options: SimulateOptions) => {
      if (options.orders && options.profile)
        throw new FloorplaneError({
          code: "bad-option",
          message: "--orders and --profile exclude each other: choose one",
          field: "--profile",
        });
      if (!options.orders && !options.profile)
        throw new FloorplaneError({
          code: "bad-option",
          message: "say what shall be shipped: --orders FILE.csv or --profile b2c",
          field: "--orders",
        });
      if (options.perDay !== undefined && !options.profile)
        throw new FloorplaneError({
          code: "bad-option",
          message: "--per-day belongs to --profile: a file has its own orders",
          field: "--per-day",
        });
      if (options.layoutId !== undefined && options.layout === undefined)
        throw new FloorplaneError({
          code: "bad-option",
          message: "--layout-id chooses among the layouts of a site: name its folder with --layout",
          field: "--layout-id",
        });
      const { simulate } = await import("../simulate/simulate.ts");
      const answer = await simulate(options, process.stderr);
      for (const { text } of answer.reasons) process.stderr.write(`floorplane: ${text}\n`);
      process.stdout.write(options.json ? `${JSON.stringify(answer.json)}\n` : `${summaryOf(answer.json)}\n`);
      process.exitCode = answer.holds ? 0 : 1;
    });

/** For a person who did not ask for JSON: the day in a few lines. */
function summaryOf(json: SimulateAnswer["json"]): string {
  const { orders, units, pallets, robots, utilisation, collisions, deadlocks, virtualSeconds, wallSeconds } =
    json as {
      readonly orders: Readonly<Record<string, number>>;
      readonly units: Readonly<Record<string, number>>;
      readonly pallets?: Readonly<Record<string, number>>;
    } & Readonly<Record<string, number>>;
  return [
    `orders   ${orders.received} received, ${orders.shipped} shipped, ${orders.open} open, ${orders.rejected} refused, ${orders.cancelled} cancelled, ${orders.late} late`,
    `units    ${units.asked} asked, ${units.shipped} shipped, ${units.short} short`,
    ...(pallets
      ? [`pallets  ${pallets.left} left, with ${pallets.parcels} parcels of ${pallets.units} units`]
      : []),
    `floor    ${robots} robots, ${Math.round(100 * utilisation!)} % busy, ${collisions} collisions, ${deadlocks} deadlocks; ${Math.round(virtualSeconds! / 60)} minutes in ${wallSeconds} s`,
  ].join("\n");
}
