/** The labels that the house makes itself: the logistic label of a parcel with its SSCC (GS1 Logistic Label Guideline), and what hangs on a tote or a bin, whose codes are scanned as they stand. */
import type { Sheet } from "./sheet.ts";
import { type LabelLanguage, labelWords } from "./words.ts";

/** Of an SSCC. */
const applicationIdentifier = "00";
/** GS1: 0.495 mm at least for what conveyors read; half of it is what a hand scanner wants. */
const moduleMm = { parcel: 0.5, small: 0.375 } as const;

export interface ParcelOnLabel {
  readonly sscc: string;
  readonly order: string | null;
  readonly country: string | null;
  readonly carrier: string | null;
  readonly carton: string | null;
  readonly grams: number | null;
  readonly units: number;
}

/** A6. */
export function parcelLabel(parcel: ParcelOnLabel, language: LabelLanguage): Sheet {
  const words = labelWords[language];
  const { sscc, order, country, carrier, carton, grams, units } = parcel;
  const rows = [
    ...(order === null ? [] : [`${words.order} ${order}`]),
    ...(country === null ? [] : [`${words.of} ${country}`]),
    ...(carrier === null ? [] : [carrier]),
    `${words.units} ${units}`,
    ...(carton === null ? [] : [`${words.carton} ${carton}`]),
    ...(grams === null ? [] : [`${words.weight} ${(grams / 1_000).toFixed(3)} kg`]),
  ];
  return {
    widthMm: 105,
    heightMm: 148,
    texts: [
      { xMm: 8, yMm: 8, heightMm: 5, text: words.parcel },
      ...rows.map((text, index) => ({ xMm: 8, yMm: 20 + 9 * index, heightMm: 5, text })),
      { xMm: 8, yMm: 134, heightMm: 4, text: `(${applicationIdentifier}) ${sscc}` },
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
  };
}

export const toteLabel = (tote: string, language: LabelLanguage): Sheet =>
  codeLabel(labelWords[language].tote, tote);

export const binLabel = (bin: string, language: LabelLanguage): Sheet =>
  codeLabel(labelWords[language].bin, bin);

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
  };
}
