/** `floorplane backup` and `floorplane restore`: a copy of the ledger while its house runs, and back again. */
import { join } from "node:path";
import { Command } from "commander";
import type { LedgerAudit } from "../audit/verify-ledger.ts";
import { ledgerFileName } from "../running/running.ts";
import { houseState } from "../running/state-folder.ts";

export const backupCommand = (): Command =>
  new Command("backup")
    .description("copy the ledger of a house, which may be running, into one file, and prove the copy")
    .requiredOption("--to <file>", "a file that is not there yet")
    .option("--state <dir>", "state folder of the house or demo", houseState)
    .option("--json", "one JSON object on the last line")
    .action(async ({ to, state, json }: { to: string; state: string; json?: true }) => {
      const { backUp } = await import("../audit/backup.ts");
      tell(await backUp(join(state, ledgerFileName), to), to, json);
    });

export const restoreCommand = (): Command =>
  new Command("restore")
    .description(
      "prove a backup and put it into a state folder that has no ledger, for a house to go on from",
    )
    .requiredOption("--from <file>", "what backup wrote")
    .option("--state <dir>", "state folder of the house to be", houseState)
    .option("--json", "one JSON object on the last line")
    .action(async ({ from, state, json }: { from: string; state: string; json?: true }) => {
      const { restore } = await import("../audit/backup.ts");
      tell(restore(from, state), join(state, ledgerFileName), json);
    });

function tell({ rows, head, faults }: LedgerAudit, file: string, json: true | undefined): void {
  const intact = faults.length === 0;
  for (const { code, detail } of faults) process.stdout.write(`${code}: ${detail}\n`);
  process.stdout.write(
    intact
      ? `${file}: ${rows} rows, head ${head.sequence}:${head.hash}\n`
      : `${file} was not written: what it would hold is not what a house wrote\n`,
  );
  if (json) process.stdout.write(`${JSON.stringify({ rows, intact, head, file })}\n`);
  process.exitCode = intact ? 0 : 1;
}
