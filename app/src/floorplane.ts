#!/usr/bin/env node
/** The `floorplane` command. Each subcommand stands in a file of its own under `commands/`, and loads what it does when it does it. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Command, CommanderError } from "commander";
import { auditCommand } from "./commands/audit.ts";
import { backupCommand, restoreCommand } from "./commands/backup.ts";
import { benchCommand } from "./commands/bench.ts";
import { checkCommand } from "./commands/check.ts";
import { connectCommand } from "./commands/connect.ts";
import { contractCommand } from "./commands/contract.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { importCommand } from "./commands/import.ts";
import { labelsCommand } from "./commands/labels.ts";
import { layoutCommand } from "./commands/layout.ts";
import { optimiseCommand } from "./commands/optimise.ts";
import { programCommand } from "./commands/program.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { upCommand } from "./commands/up.ts";
import { keepCompiled } from "./running/compiled.ts";

keepCompiled();

/** What was asked did not hold (a collision, a lost order). */
export const exitNotHeld = 1;
/** What was asked could not be understood or begun. */
export const exitMisused = 2;

/** `error: unknown option '--robot'` and, on a line of its own, `(Did you mean --robots?)`. */
function oneSentence(text: string): string {
  return text
    .replace(/^error: /, "")
    .trim()
    .replaceAll("\n", " ");
}

/** Commands of commands say what is wrong in the same way. */
function inheriting(command: Command, from: Command): Command {
  command.copyInheritedSettings(from);
  for (const each of command.commands) inheriting(each, command);
  return command;
}

const program = new Command("floorplane")
  .description("The IoT and robotics control plane between a WMS and a warehouse floor")
  .version("0.1.0")
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(`floorplane: ${oneSentence(text)}\n`) });
for (const command of [
  demoCommand,
  upCommand,
  simulateCommand,
  sandboxCommand,
  benchCommand,
  optimiseCommand,
  checkCommand,
  importCommand,
  layoutCommand,
  labelsCommand,
  connectCommand,
  contractCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  programCommand,
])
  program.addCommand(inheriting(command(), program));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitMisused;
  else if (error instanceof FloorplaneError) {
    process.stderr.write(`floorplane: ${error.message}\n`);
    process.exitCode = exitMisused;
  } else throw error;
}
