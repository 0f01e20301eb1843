/** The labels that the house makes itself: the logistic label of a parcel or pallet with its SSCC (GS1 Logistic Label Guideline), and what hangs on a tote or a bin, whose codes are scanned as they stand. */

import type { LabelLanguage } from "@floorplane/contracts/label.schema";
import { fitted } from "./fitting.ts";
import type { Sheet } from "./sheet.ts";
import { type LabelWords, labelWords } from "./words.ts";

/** Of an SSCC. */
const applicationIdentifier = "00";
/** GS1: 0.495 mm at least for what conveyors read; half of it is what a hand scanner wants. */
const moduleMm = { parcel: 0.5, small: 0.375, matrix: 0.75 } as const;

export interface ParcelOnLabel {
  readonly sscc: string;
  readonly order: string | null;
  /** To whom and where to, line by line, without the country. */
  readonly address: readonly string[];
  readonly country: string | null;
  readonly carrier: string | null;
  readonly carton: string | null;
  readonly grams: number | null;
  readonly units: number;
  /** Which label of it this is: 1, and more where somebody had it printed again. */
  readonly copy: number;
}

export interface PalletOnLabel
  extends Pick<ParcelOnLabel, "sscc" | "address" | "country" | "carrier" | "grams" | "copy"> {
  readonly manifest: string | null;
  readonly consolidation: string | null;
  readonly parcels: number;
}

const page = { xMm: 8, widthMm: 89 } as const;

export function parcelLabel(parcel: ParcelOnLabel, language: LabelLanguage): Sheet {
  const words = labelWords[language];
  const { order, carrier, carton, units } = parcel;
  return logisticLabel(parcel, words, {
    what: words.parcel,
    above: order === null ? [] : [`${words.order} ${order}`],
    below: [
      ...(carrier === null ? [] : [carrier]),
      `${words.units} ${units}`,
      ...(carton === null ? [] : [`${words.carton} ${carton}`]),
    ],
  });
}

export function palletLabel(pallet: PalletOnLabel, language: LabelLanguage): Sheet {
  const words = labelWords[language];
  const { carrier, manifest, consolidation, parcels } = pallet;
  return logisticLabel(pallet, words, {
    what: words.pallet,
    above: consolidation === null ? [] : [`${words.consolidation} ${consolidation}`],
    below: [
      ...(manifest === null ? (carrier === null ? [] : [carrier]) : [manifest]),
      `${words.parcels} ${parcels}`,
    ],
  });
}

/** A6. `above`, `below`: what stands over and under the country, where no address does. */
function logisticLabel(
  {
    sscc,
    address,
    country,
    grams,
    copy,
  }: Pick<ParcelOnLabel, "sscc" | "address" | "country" | "grams" | "copy">,
  words: LabelWords,
  { what, above, below }: { what: string; above: readonly string[]; below: readonly string[] },
): Sheet {
  const isAddressed = address.length > 0;
  const to = country === null ? [] : [`${words.of} ${country}`];
  const weight = grams === null ? [] : [`${words.weight} ${(grams / 1_000).toFixed(3)} kg`];
  const rows = [...above, ...(isAddressed ? [] : to), ...below, ...weight];
  const title = copy > 1 ? `${what}  ${words.again} ${copy}` : what;
  const { first, step, letterMm } = isAddressed
    ? { first: 61, step: 7, letterMm: 4 }
    : { first: 24, step: 9, letterMm: 5 };
  return {
    widthMm: 105,
    heightMm: 148,
    texts: [
      ...fitted([title], { ...page, widthMm: 70, yMm: 8, heightMm: 5, letterMm: 5 }),
      ...(isAddressed ? fitted([...address, ...to], { ...page, yMm: 22, heightMm: 35, letterMm: 4 }) : []),
      ...rows.flatMap((text, index) =>
        fitted([text], { ...page, yMm: first + step * index, heightMm: letterMm, letterMm }),
      ),
      { xMm: page.xMm, yMm: 134, heightMm: 4, text: `(${applicationIdentifier}) ${sscc}` },
    ],
    bars: [
      {
        xMm: 10,
        yMm: 98,
        heightMm: 32,
        moduleMm: moduleMm.parcel,
        data: `${applicationIdentifier}${sscc}`,
        gs1: true,
      },
    ],
    matrices: [{ xMm: 84, yMm: 7, moduleMm: moduleMm.matrix, data: `${applicationIdentifier}${sscc}` }],
  };
}

export const toteLabel = (tote: string, language: LabelLanguage): Sheet =>
  codeLabel(labelWords[language].tote, tote);

export const binLabel = (bin: string, language: LabelLanguage): Sheet =>
  codeLabel(labelWords[language].bin, bin);

export interface ItemOnLabel {
  readonly sku: string;
  readonly name: string;
  /** Its own code where it has none. */
  readonly gtin: string | undefined;
  /** What it says for people beside its name. */
  readonly text: string | undefined;
}

/** What a unit carries that is sold again: its GTIN as GS1-128, or its code where it has none. */
export function itemLabel({ sku, name, gtin, text }: ItemOnLabel, language: LabelLanguage): Sheet {
  const code = gtin === undefined ? sku : `01${gtin.padStart(14, "0")}`;
  const sheet = codeLabel(`${labelWords[language].item} ${sku}`, code);
  const said = gtin === undefined ? sku : `(01) ${gtin.padStart(14, "0")}`;
  const about = [name, ...(text === undefined ? [] : [text])];
  return {
    ...sheet,
    heightMm: 62,
    texts: [
      ...fitted([`${labelWords[language].item} ${sku}`], {
        xMm: 5,
        yMm: 4,
        widthMm: 90,
        heightMm: 5,
        letterMm: 3.5,
      }),
      { xMm: 5, yMm: 39, heightMm: 4, text: said },
      ...fitted(about, { xMm: 5, yMm: 46, widthMm: 90, heightMm: 13, letterMm: 4 }),
    ],
    bars: sheet.bars.map((bars) => ({ ...bars, gs1: gtin !== undefined })),
  };
}

/** 100 mm of modules are enough for the longest code in a thinner bar. */
function codeLabel(what: string, code: string): Sheet {
  const modules = 35 + 11 * code.length;
  return {
    widthMm: 100,
    heightMm: 50,
    texts: [
      { xMm: 5, yMm: 4, heightMm: 3.5, text: what },
      { xMm: 5, yMm: 39, heightMm: code.length > 16 ? 4 : 7, text: code },
    ],
    bars: [
      {
        xMm: 5,
        yMm: 10,
        heightMm: 25,
        moduleMm: Math.min(moduleMm.small, Math.max(1, Math.floor((90 / modules) * 8)) / 8),
        data: code,
        gs1: false,
      },
    ],
    matrices: [],
  };
}
