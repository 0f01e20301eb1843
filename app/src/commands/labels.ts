/** `floorplane labels --site DIR`: labels of a site's bins, or of totes, into one file for a printer. Those of parcels are had from the house that numbered them. */
import { writeFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits } from "@floorplane/contracts/ids";
import { type LabelFormat, type LabelLanguage, labelFormats } from "@floorplane/contracts/label.schema";
import { toteIdOf } from "@floorplane/contracts/labels";

import { Command, Option } from "commander";

/** A roll has two thousand; more than this in one file nobody prints. */
const labelsMax = 100_000;

interface LabelsOptions {
  readonly site: string;
  readonly totes?: string;
  readonly format: LabelFormat;
  readonly language: LabelLanguage;
  readonly out: string;
}

export const labelsCommand = (): Command =>
  new Command("labels")
    .description("write labels of a site's bins, or of totes, for a printer")
    .requiredOption("--site <dir>", "folder with site.yaml, layout.lif.json and locations.csv")
    .option("--totes <from-to>", "of these totes, such as 1-200, instead of the bins")
    .addOption(new Option("--format <format>", "of the file").choices([...labelFormats]).default("pdf"))
    .option("--language <language>", "of the words on them", "en")
    .requiredOption("--out <file>", "where to write them")
    .action(async (options: LabelsOptions) => {
      const [{ judgeSite }, { binLabel, toteLabel }, { pdfOf }, { zplOf }, { labelWords }] =
        await Promise.all([
          import("../site/judge-site.ts"),
          import("@floorplane/wms-bridge/labels/labels"),
          import("@floorplane/wms-bridge/labels/pdf"),
          import("@floorplane/wms-bridge/labels/zpl"),
          import("@floorplane/wms-bridge/labels/words"),
        ]);
      const { site, totes, format, language, out } = options;
      if (!Object.hasOwn(labelWords, language))
        throw misused("--language", `${language} is none of ${Object.keys(labelWords).join(", ")}`);
      const { loaded } = judgeSite(site);
      if (!loaded) throw misused("--site", `${site} has errors; floorplane check --site ${site} says which`);
      const sheets =
        totes === undefined
          ? loaded.locations
              .map(({ location }) => location)
              .sort(byCodeUnits)
              .map((bin) => binLabel(bin, language))
          : numbersIn(totes).map((number) => toteLabel(toteIdOf(number), language));
      writeFileSync(out, format === "zpl" ? zplOf(sheets) : pdfOf(sheets));
      process.stdout.write(`${out}: ${sheets.length} labels\n`);
    });

function numbersIn(range: string): number[] {
  const [, from, to] = /^([1-9][0-9]{0,9})-([1-9][0-9]{0,9})$/.exec(range) ?? [];
  const count = Number(to) - Number(from) + 1;
  if (from === undefined || !(count >= 1 && count <= labelsMax))
    throw misused("--totes", `${range} is no range of at most ${labelsMax} numbers, such as 1-200`);
  return Array.from({ length: count }, (_, index) => Number(from) + index);
}

const misused = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `${field}: ${message}`, field });
