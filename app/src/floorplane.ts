#!/usr/bin/env node
/** The `floorplane` command. Each subcommand stands in a file of its own under `commands/`. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Command, CommanderError } from "commander";
import { checkCommand } from "./commands/check.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { upCommand } from "./commands/up.ts";

/** What was asked did not hold (a collision, a lost order). */
export const exitNotHeld = 1;
/** What was asked could not be understood or begun. */
export const exitMisused = 2;

const program = new Command("floorplane")
  .description("The IoT and robotics control plane between a WMS and a warehouse floor")
  .version("0.1.0")
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "floorplane: ")) });
for (const command of [demoCommand, upCommand, simulateCommand, checkCommand, doctorCommand])
  program.addCommand(command().exitOverride());

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitMisused;
  else if (error instanceof FloorplaneError) {
    process.stderr.write(`floorplane: ${error.message}\n`);
    process.exitCode = exitMisused;
  } else throw error;
}
