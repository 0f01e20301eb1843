/** `floorplane audit verify`: whether a ledger is what its house wrote. Exit 0 only when it is. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { ledgerFileName } from "../running/running.ts";
import { demoState, houseState } from "../running/state-folder.ts";
import { eachOf } from "./options.ts";

/** The folders that commands use unasked: a house of a site before a demo. */
const usualState = (): string =>
  [houseState, demoState].find((path) => existsSync(join(path, ledgerFileName))) ?? houseState;

interface VerifyOptions {
  readonly state?: string;
  readonly ledger?: string;
  readonly head?: readonly string[];
  readonly passport?: string;
  readonly json?: true;
}

export const auditCommand = (): Command =>
  new Command("audit").description("prove what was written down").addCommand(verifyCommand());

const verifyCommand = (): Command =>
  new Command("verify")
    .description(
      "the chain of a ledger from its first row to its last, and what stands in it now: an edit, a deletion, a reordering and a cut tail are found",
    )
    .option("--state <dir>", "state folder of the house or demo, which may be running; the one that there is")
    .option("--ledger <file>", "a SQLite ledger elsewhere, or a copy of one")
    .option(
      "--head <row:hash>",
      "a head that was printed or logged before: rows must still lead to it",
      eachOf,
    )
    .option(
      "--passport <file>",
      "what GET /v1/passport/… answered, one answer or a list of them: its own chain, and against a ledger where one is named",
    )
    .option("--json", "one JSON object on the last line")
    .action(async (options: VerifyOptions) => {
      const { state, ledger, head = [], passport, json } = options;
      if (passport !== undefined) {
        await provePassport(passport, options);
        return;
      }
      const [{ verifyLedger }, { headBeside, headIn, headText }] = await Promise.all([
        import("../audit/verify-ledger.ts"),
        import("../audit/heads.ts"),
      ]);
      const file = ledger ?? join(state ?? usualState(), ledgerFileName);
      const known = [...headBeside(file), ...head.map(headIn)];
      const { rows, head: last, faults } = verifyLedger(file, known);
      const intact = faults.length === 0;
      for (const { code, detail } of faults) process.stdout.write(`${code}: ${detail}\n`);
      process.stdout.write(
        `${file}: ${rows} rows, ${intact ? "as they were written" : "not as they were written"}; head ${headText(last)}\n`,
      );
      if (json) process.stdout.write(`${JSON.stringify({ rows, intact, head: last, faults })}\n`);
      process.exitCode = intact ? 0 : 1;
    });

async function provePassport(file: string, { state, ledger, json }: VerifyOptions): Promise<void> {
  const [{ withLedger }, { readPassport, verifyPassport }] = await Promise.all([
    import("../audit/verify-ledger.ts"),
    import("../audit/verify-passport.ts"),
  ]);
  const passports = readPassport(file);
  const from = ledger ?? (state === undefined ? undefined : join(state, ledgerFileName));
  const { rows, head, faults } =
    from === undefined
      ? verifyPassport(passports)
      : withLedger(from, (reader) => verifyPassport(passports, reader));
  const intact = faults.length === 0;
  for (const { code, detail } of faults) process.stdout.write(`${code}: ${detail}\n`);
  const against = from === undefined ? "by itself; name a ledger to hold it against" : `against ${from}`;
  process.stdout.write(`${file}: ${rows} rows, ${intact ? "holds" : "does not hold"}, ${against}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ rows, intact, head, ledger: from ?? null, faults })}\n`);
  process.exitCode = intact ? 0 : 1;
}
