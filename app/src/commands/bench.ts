/** `floorplane bench …`: measures parts of the house: traffic, picker routing and order batching on published instances, what a line of a day costs in metres, how fast orders are taken in, the weight of a ledger, what a robot's state costs. Each answer is an interface (DESIGN section 5). */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Command } from "commander";
import type { BatchingOptions } from "../bench/bench-batching.ts";
import type { DecisionOptions } from "../bench/bench-decisions.ts";
import type { OrdersOptions } from "../bench/bench-orders.ts";
import type { RoutingOptions } from "../bench/bench-routing.ts";
import type { WavesOptions } from "../bench/bench-waves.ts";
import type { TrafficOptions } from "../bench/traffic-options.ts";
import { decimal, existingFile, existingFiles, oneOf, wholeNumber } from "./options.ts";

export const benchCommand = (): Command =>
  new Command("bench")
    .description("measure parts of the house")
    .addCommand(trafficCommand())
    .addCommand(ordersCommand())
    .addCommand(routingCommand())
    .addCommand(batchingCommand())
    .addCommand(wavesCommand())
    .addCommand(ledgerCommand())
    .addCommand(decisionsCommand());

const routingCommand = (): Command =>
  new Command("routing")
    .description(
      "the shortest way past picks in parallel aisles, on published instances as one block and as two; every tour is walked again",
    )
    .requiredOption(
      "--instances <dir>",
      "picker-routing instances of Heßler & Irnich (.txt), with best-known.csv beside or above",
    )
    .option("--seed <n>", "chance begins here", wholeNumber("--seed", 0, 4_294_967_295), 1)
    .option("--json", "one JSON object on the last line")
    .action(async (options: RoutingOptions & { readonly json?: true }) => {
      const { benchRouting } = await import("../bench/bench-routing.ts");
      const answer = benchRouting(options, process.stderr);
      process.stdout.write(`${JSON.stringify(answer.json, null, options.json ? 0 : 2)}\n`);
      process.exitCode = answer.holds ? 0 : 1;
    });

const batchingCommand = (): Command =>
  new Command("batching")
    .description(
      "orders put together so that tours are short, on published instances; every batch and tour is checked",
    )
    .requiredOption(
      "--instances <dir>",
      "instances of Henn & Wäscher, of Muter & Öncan, or Foodmart's (.txt), with best-known.csv beside or above",
    )
    .option("--seed <n>", "chance begins here", wholeNumber("--seed", 0, 4_294_967_295), 1)
    .option(
      "--seconds <s>",
      "one instance ends by then, with the best that was found",
      decimal("--seconds", 0.1, 3_600),
      8,
    )
    .option("--json", "one JSON object on the last line")
    .action(async (options: BatchingOptions & { readonly json?: true }) => {
      const { benchBatching } = await import("../bench/bench-batching.ts");
      const answer = benchBatching(options, process.stderr);
      process.stdout.write(`${JSON.stringify(answer.json, null, options.json ? 0 : 2)}\n`);
      process.exitCode = answer.holds ? 0 : 1;
    });

const wavesCommand = (): Command =>
  new Command("waves")
    .description(
      "what a line of a day costs in metres, driven twice on the simulated floor: a tote for each order, and totes that orders share; the order of stops against the best",
    )
    .option("--orders <files>", "real days in CSV, separated by commas", existingFiles("--orders"))
    .option(
      "--profile <profile>",
      "in place of files: retail or b2c",
      oneOf("--profile", ["retail", "b2c"] as const),
    )
    .option("--per-day <n>", "orders of a profile's day", wholeNumber("--per-day", 1, 50_000))
    .option("--robots <n>", "robots on the floor", wholeNumber("--robots", 1, 500), 40)
    .option("--seed <n>", "chance begins here", wholeNumber("--seed", 0, 4_294_967_295), 1)
    .option("--json", "one JSON object on the last line")
    .action(async ({ json, ...options }: WavesOptions & { readonly json?: true }) => {
      if ((options.orders === undefined) === (options.profile === undefined))
        throw new FloorplaneError({
          code: "bad-option",
          message: "say which day: --orders FILE.csv or --profile b2c",
          field: "--orders",
        });
      if (options.perDay !== undefined && options.profile === undefined)
        throw new FloorplaneError({
          code: "bad-option",
          message: "--per-day belongs to --profile: a file has its own orders",
          field: "--per-day",
        });
      const { benchWaves } = await import("../bench/bench-waves.ts");
      const answer = await benchWaves(options, process.stderr);
      for (const { text } of answer.json.reasons) process.stderr.write(`floorplane: ${text}\n`);
      process.stdout.write(`${JSON.stringify(answer.json, null, json ? 0 : 2)}\n`);
      process.exitCode = answer.holds ? 0 : 1;
    });

const decisionsCommand = (): Command =>
  new Command("decisions")
    .description("what one state of a robot costs the house, from bytes to row, on the virtual clock")
    .option("--robots <n>", "robots at work", wholeNumber("--robots", 1, 2_000), 200)
    .option(
      "--seconds <s>",
      "virtual seconds that count, after four minutes",
      wholeNumber("--seconds", 1, 86_400),
      60,
    )
    .option(
      "--seed <n>",
      "chance begins here, one more each turn",
      wholeNumber("--seed", 0, 4_294_967_295),
      1,
    )
    .option(
      "--turns <n>",
      "measured so often, in turn where there is another",
      wholeNumber("--turns", 1, 100),
      5,
    )
    .option("--beside <dir>", "another checkout of Floorplane, with its packages installed")
    .option("--json", "one JSON object on the last line")
    .action(async (options: DecisionOptions & { readonly json?: true }) => {
      const { benchDecisions } = await import("../bench/bench-decisions.ts");
      const answer = await benchDecisions(options);
      process.stdout.write(`${JSON.stringify(answer, null, options.json ? 0 : 2)}\n`);
    });

const ordersCommand = (): Command =>
  new Command("orders")
    .description(
      "how fast a house of its own process takes orders in, each on the disk before it is answered, with a kill -9 in the middle",
    )
    .option(
      "--file <file>",
      "a day in CSV, sent again and again under numbers of its own",
      existingFile("--file"),
    )
    .option(
      "--profile <name>",
      "orders drawn from a profile instead: retail, b2c",
      oneOf("--profile", ["retail", "b2c"] as const),
    )
    .requiredOption("--rate <r>", "orders a second", decimal("--rate", 0.1, 10_000))
    .option("--seconds <s>", "so long, the time of the kill left out", decimal("--seconds", 2, 3_600), 60)
    .option("--robots <n>", "robots of the site that is drawn", wholeNumber("--robots", 1, 500), 10)
    .option("--state <dir>", "where site and ledger are left (default: nowhere)")
    .option("--json", "one JSON object on the last line")
    .action(async ({ json, ...options }: OrdersOptions & { readonly json?: true }) => {
      if ((options.file === undefined) === (options.profile === undefined))
        throw new FloorplaneError({
          code: "bad-option",
          message: "say which orders are sent: --file FILE.csv or --profile b2c, one of them",
          field: "--file",
        });
      const { benchOrders } = await import("../bench/bench-orders.ts");
      const answer = await benchOrders(options, process.stderr);
      process.stdout.write(`${JSON.stringify(answer.json, null, json ? 0 : 2)}\n`);
      process.exitCode = answer.holds ? 0 : 1;
    });

const ledgerCommand = (): Command =>
  new Command("ledger")
    .description(
      "what a ledger weighs: rows and bytes by kind, room and cause, a robot-hour and an order; the chain is verified",
    )
    .requiredOption(
      "--file <file>",
      "a SQLite ledger, as simulate --ledger writes it",
      existingFile("--file"),
    )
    .option("--json", "one JSON object on the last line")
    .action(async ({ file, json }: { file: string; json?: true }) => {
      const { benchLedger } = await import("../bench/bench-ledger.ts");
      const answer = benchLedger(file);
      process.stdout.write(`${JSON.stringify(answer.json, null, json ? 0 : 2)}\n`);
      process.exitCode = answer.holds ? 0 : 1;
    });

const trafficCommand = (): Command =>
  new Command("traffic")
    .description("the planner, and its execution, on a many-robot instance; every step is verified")
    .requiredOption(
      "--instance <file>",
      "League of Robot Runners problem, GGO layout, MovingAI map or scenario, RHCR's Kiva or sorting map",
    )
    .option("--robots <n>", "robots on the floor", wholeNumber("--robots", 1, 50_000))
    .option("--agents <file>", "start cells instead of the instance's own (.agents, or .csv with id,row,col)")
    .option("--seed <n>", "chance begins here", wholeNumber("--seed", 0, 4_294_967_295), 1)
    .option(
      "--model <name>",
      "how robots move: rotate, four-way (default: as the benchmark has it)",
      oneOf("--model", ["rotate", "four-way"] as const),
    )
    .option("--planner <name>", "pibt, epibt", oneOf("--planner", ["pibt", "epibt"] as const), "epibt")
    .option("--no-lns", "epibt without neighbourhood search in the time that is left")
    .option("--guidance <file>", "a guidance file, or none (default: made from the layout)")
    .option(
      "--mode <name>",
      "published: rings allowed; executable: none",
      oneOf("--mode", ["published", "executable"] as const),
      "published",
    )
    .option("--execute <how>", "claims: robots move only by claims", oneOf("--execute", ["claims"] as const))
    .option(
      "--delays <how>",
      "on: robots are late as the instance says",
      oneOf("--delays", ["on", "off"] as const),
      "off",
    )
    .option("--steps <n>", "steps to run", wholeNumber("--steps", 1, 1_000_000), 1_000)
    .option("--ms <b>", "planning time of one step, ms", decimal("--ms", 0.1, 60_000), 100)
    .option(
      "--tries <n>",
      "improve by so many tries instead of by time, alike each time",
      wholeNumber("--tries", 0, 1e9),
    )
    .option("--adapt", "costs follow queues while the floor runs")
    .option("--json", "one JSON object on the last line")
    .action(async (options: TrafficOptions) => {
      const { benchTraffic } = await import("../bench/bench-traffic.ts");
      const answer = benchTraffic(options, process.stderr);
      process.stdout.write(`${JSON.stringify(answer.json, null, options.json ? 0 : 2)}\n`);
      process.exitCode = answer.holds ? 0 : 1;
    });
