/** `floorplane optimise …`: makes files that a site ships, by running its floor many times. The JSON answer is an interface (DESIGN section 5). */
import { Command } from "commander";
import type { OptimiseOptions } from "./optimise-guidance.ts";
import { decimal, oneOf, wholeNumber } from "./options.ts";

export const optimiseCommand = (): Command =>
  new Command("optimise")
    .description("improve what a site ships, by running its floor many times")
    .addCommand(guidanceCommand());

const guidanceCommand = (): Command =>
  new Command("guidance")
    .description("lanes that let more robots through; stop it with Ctrl-C and keep what it has")
    .requiredOption(
      "--layout <path>",
      "a site's folder, a LIF layout, or an instance that `bench traffic` reads (.map, .json, .grid)",
    )
    .option("--layout-id <id>", "which layout of a site's or LIF file, where it holds several")
    .requiredOption("--out <file>", "where the guidance goes; a site reads `guidance.json` in its folder")
    .option("--robots <n>", "robots on the floor (a site: those it has)", wholeNumber("--robots", 1, 50_000))
    .option("--seed <n>", "chance begins here", wholeNumber("--seed", 0, 4_294_967_295), 1)
    .option("--minutes <m>", "stop after so many minutes", decimal("--minutes", 0.01, 10_000))
    .option("--evaluations <n>", "stop after so many runs of the floor", wholeNumber("--evaluations", 0, 1e9))
    .option(
      "--model <name>",
      "how robots of an instance in unit steps move: rotate, four-way (default: as it has it)",
      oneOf("--model", ["rotate", "four-way"] as const),
    )
    .option("--json", "one JSON object on the last line")
    .action(async (options: OptimiseOptions) => {
      const { optimiseGuidance } = await import("./optimise-guidance.ts");
      const answer = await optimiseGuidance(options, process.stderr);
      process.stdout.write(`${JSON.stringify(answer, null, options.json ? 0 : 2)}\n`);
    });
