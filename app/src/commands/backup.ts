/** `floorplane backup` and `floorplane restore`: a copy of the ledger while its house runs, and back again. */
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { isoTime } from "@floorplane/contracts/units";
import { Command } from "commander";
import type { LedgerAudit } from "../audit/verify-ledger.ts";
import { chosenGrounds } from "../live/ground-options.ts";
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
      "prove a backup and put it into a state folder that has no ledger, for a house to go on from; or tell the house of a database that was put back",
    )
    .option("--from <file>", "what backup wrote")
    .option(
      "--ledger <url>",
      "in place of --from: postgres://user@host/database that its own tools have put back, before the house's first start with it",
    )
    .option("--ledger-secret-file <file>", "file with the password of that database")
    .option("--state <dir>", "state folder of the house to be", houseState)
    .option("--json", "one JSON object on the last line")
    .action(async ({ from, state, json, ...database }: RestoreOptions) => {
      if ((from === undefined) === (database.ledger === undefined))
        throw refused(
          "--from",
          from === undefined
            ? "names the backup; or name with --ledger a database that its own tools have put back"
            : "and --ledger are two ways: leave one of them out",
        );
      if (from === undefined) return tellPutBack(database, state, json);
      const { restore } = await import("../audit/backup.ts");
      tell(restore(from, state), join(state, ledgerFileName), json);
    });

interface RestoreOptions extends Database {
  readonly from?: string;
  readonly state: string;
  readonly json?: true;
}

interface Database {
  readonly ledger?: string;
  readonly ledgerSecretFile?: string;
}

const refused = (field: string, words: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `${field} ${words}`, field });

async function tellPutBack(database: Database, state: string, json: true | undefined): Promise<void> {
  const { ledger, secrets } = chosenGrounds(database, { site: {}, folder: state });
  if (ledger.kind !== "postgres")
    throw refused("--ledger", "is a file: put its backup back with --from and --state");
  const { PostgresLedger } = await import("@floorplane/runtime/ledger/postgres-ledger");
  const { notePutBack } = await import("../audit/put-back.ts");
  let broken: Error | undefined;
  const putBack = new PostgresLedger(
    { url: ledger.url, password: secrets.ledger, name: `--ledger (${ledger.url})`, isThere: true },
    (error) => (broken = error),
  );
  const { head, restoredAt, lastAt } = await notePutBack(putBack, state, Date.now());
  if (broken) throw broken;
  process.stdout.write(
    `${ledger.url}: head ${head.sequence}:${head.hash}, its last row of ${isoTime(lastAt)}; the next start from ${state} goes on behind all that may have been given since\n`,
  );
  if (json) process.stdout.write(`${JSON.stringify({ head, restoredAt, lastAt, ledger: ledger.url })}\n`);
}

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
