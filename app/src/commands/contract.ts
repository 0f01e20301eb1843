/** `floorplane contract --wms URL`: whether a WMS hears as a house speaks. Exit 0 only when every behaviour held. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Command } from "commander";

interface Options {
  readonly wms: string;
  readonly webhookSecretFile: string;
  readonly order?: string;
  readonly sku: string;
  readonly client?: string;
  readonly only?: string;
  readonly json?: true;
}

/** A longer body goes into a file, that the line may be pasted. */
const bodyShownMax = 2_000;

export const contractCommand = (): Command =>
  new Command("contract")
    .description(
      "plays the house to a WMS's webhook hearer, behaviour by behaviour; what does not hold is printed as a curl line",
    )
    .requiredOption("--wms <url>", "where the WMS hears confirmations")
    .requiredOption("--webhook-secret-file <file>", "the secret they are signed with (whsec_…)")
    .option("--order <number>", "an order that the WMS knows, where it refuses others (one that nobody has)")
    .option("--sku <sku>", "goods that the WMS knows", "A")
    .option("--client <client>", "whose order and goods, where they are not the site's own")
    .option("--only <part>", "those behaviours alone whose name holds this")
    .option("--json", "one JSON object on the last line")
    .action(async (options: Options) => {
      const [{ tryContract }, { readAddress, readSecret }, { curlLine }, { randomUUID }] = await Promise.all([
        import("../contract/contract.ts"),
        import("../live/webhook-options.ts"),
        import("../contract/asked.ts"),
        import("node:crypto"),
      ]);
      const url = new URL(readAddress(options.wms, "--wms"));
      const secret = readSecret(options.webhookSecretFile);
      const run = randomUUID().slice(0, 8);
      let bodies: string | undefined;
      const answer = await tryContract({
        url,
        secret,
        order: options.order ?? `CONTRACT-${run}`,
        sku: options.sku,
        client: options.client,
        only: options.only,
        now: Date.now,
        run,
        said: ({ name, why }, [finding]) => {
          process.stdout.write(`${finding ? "FAIL" : "ok  "} ${name}\n`);
          if (!finding) return;
          const { asked, expected, got } = finding;
          let file: string | undefined;
          if (asked.body.length > bodyShownMax) {
            bodies ??= mkdtempSync(join(tmpdir(), "floorplane-contract-"));
            file = join(bodies, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}.json`);
            writeFileSync(file, asked.body);
          }
          process.stdout.write(
            `     answered ${got}, must be ${expected}: ${why}\n     ${curlLine(url, asked, file)}\n`,
          );
        },
      });
      if (answer.behaviours === 0)
        throw new FloorplaneError({
          code: "bad-option",
          message: `--only "${options.only}" is in the name of no behaviour; run without it to see them all`,
          field: "--only",
        });
      const { passed, failed, findings, slowestMs } = answer;
      process.stdout.write(
        `${passed} of ${answer.behaviours} behaviours held; the slowest answer took ${slowestMs} ms${failed > 0 ? "; what was signed five minutes ago is refused for its age, so run it again before you paste a line" : ""}\n`,
      );
      if (options.json)
        process.stdout.write(
          `${JSON.stringify({ ...answer, findings: findings.map(({ asked, ...finding }) => ({ ...finding, curl: curlLine(url, asked) })) })}\n`,
        );
      process.exitCode = failed === 0 ? 0 : 1;
    });
