/** `floorplane program add|list|rotate|revoke`: who may speak to the WMS's door of a house that runs, for which client, and what he may. */
import { allScopes, overlapMinutes } from "@floorplane/contracts/programs.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { Command } from "commander";
import type { DoorOptions } from "../programs/ask-door.ts";
import { eachOf, namesOf, wholeNumber } from "./options.ts";

interface Shown {
  readonly program: string;
  readonly name: string;
  readonly clients: readonly string[];
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly tokens: readonly { readonly fingerprint: string; readonly until: string | null }[];
  /** Shown once. */
  readonly token?: string;
}

interface Common extends DoorOptions {
  readonly json?: true;
}

interface AddOptions extends Common {
  readonly scopes: readonly string[];
  readonly client?: readonly string[];
  readonly name?: string;
  readonly expires?: string;
  readonly requestsPerMinute?: number;
}

export const programCommand = (): Command =>
  new Command("program")
    .description("programs that may speak to the WMS's door: their clients, scopes and tokens")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(rotateCommand())
    .addCommand(revokeCommand());

const atDoor = (command: Command): Command =>
  command
    .option("--state <dir>", "state folder of the house or demo; the one that runs where it is left out")
    .option("--url <url>", "the WMS's door, where it is not the one that the state folder names")
    .option(
      "--token-file <file>",
      "a token with programs:manage, where it is not the operator's in the state folder",
    )
    .option("--json", "one JSON object on the last line");

const addCommand = (): Command =>
  atDoor(new Command("add"))
    .description("make a program; its token is shown once")
    .argument("<program>", "its name, for good")
    .requiredOption(
      "--scopes <list>",
      `what it may, with commas between: ${allScopes.join(", ")}`,
      namesOf("--scopes", allScopes),
    )
    .option(
      "--client <id>",
      "whom it acts for, once for each; * for every client; the site's own where absent",
      eachOf,
    )
    .option("--name <words>", "in words, for people")
    .option("--expires <time>", "ISO 8601; its tokens are good until then")
    .option(
      "--requests-per-minute <n>",
      "its own limit, where it is not the site's",
      wholeNumber("--requests-per-minute", 1, 1_000_000),
    )
    .action(async (program: string, options: AddOptions) => {
      const { scopes, client, name, expires, requestsPerMinute } = options;
      const body = {
        program,
        scopes,
        ...(client === undefined ? {} : { clients: client }),
        ...(name === undefined ? {} : { name }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
        ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
      };
      const { doorOf } = await import("../programs/ask-door.ts");
      tell(await doorOf(options).ask<Shown>("POST", wmsPaths.programs, body), options);
    });

const listCommand = (): Command =>
  atDoor(new Command("list"))
    .description("all of them, and until when")
    .action(async (options: Common) => {
      const { doorOf } = await import("../programs/ask-door.ts");
      const answer = await doorOf(options).ask<{ programs: readonly Shown[] }>("GET", wmsPaths.programs);
      for (const program of answer.programs) process.stdout.write(`${lineOf(program)}\n`);
      if (options.json) process.stdout.write(`${JSON.stringify(answer)}\n`);
    });

const rotateCommand = (): Command =>
  atDoor(new Command("rotate"))
    .description("give a program a new token; the old one stays good for a while")
    .argument("<program>")
    .option(
      "--overlap-minutes <n>",
      `how long the old token stays good (${overlapMinutes.usual})`,
      wholeNumber("--overlap-minutes", 0, overlapMinutes.most),
    )
    .action(async (program: string, options: Common & { readonly overlapMinutes?: number }) => {
      const [{ doorOf }, { operatorFile, operatorName }] = await Promise.all([
        import("../programs/ask-door.ts"),
        import("../programs/house-programs.ts"),
      ]);
      const door = doorOf(options);
      const body = options.overlapMinutes === undefined ? {} : { overlapMinutes: options.overlapMinutes };
      const shown = await door.ask<Shown>("POST", wmsPaths.rotation(program), body);
      // The house reads the operator's token there, and so does the next command.
      if (program === operatorName && shown.token !== undefined)
        door.operatorState?.writeText(operatorFile, `${shown.token}\n`);
      tell(shown, options);
    });

const revokeCommand = (): Command =>
  atDoor(new Command("revoke"))
    .description("end a program: from now on none of its tokens is good")
    .argument("<program>")
    .action(async (program: string, options: Common) => {
      const { doorOf } = await import("../programs/ask-door.ts");
      tell(await doorOf(options).ask<Shown>("POST", wmsPaths.revocation(program), {}), options);
    });

function tell(shown: Shown, { json }: Common): void {
  process.stdout.write(`${lineOf(shown)}\n`);
  if (shown.token !== undefined) process.stdout.write(`token, shown this once: ${shown.token}\n`);
  if (json) process.stdout.write(`${JSON.stringify(shown)}\n`);
}

function lineOf({ program, name, clients, scopes, expiresAt, revokedAt, tokens }: Shown): string {
  const words = name === program ? "" : ` (${name})`;
  const end =
    revokedAt !== null ? `, revoked ${revokedAt}` : expiresAt === null ? "" : `, until ${expiresAt}`;
  const known = tokens.map(
    ({ fingerprint, until }) => `${fingerprint}${until === null ? "" : ` until ${until}`}`,
  );
  return `${program}${words}: clients ${clients.join(", ")}; ${scopes.join(", ")}; tokens ${known.join(", ")}${end}`;
}
