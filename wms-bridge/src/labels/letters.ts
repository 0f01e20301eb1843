/**
 * Letters of labels: Noto Sans (Latin, Greek, Cyrillic, Vietnamese), and Noto Sans SC for the rest (Chinese, kana, Japanese kanji), both out of npm packages under the SIL Open Font License. What neither has is
 * written as its number, `[U+0E01]`: a label never shows a sign that could be taken for another letter.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { create, type Font } from "fontkit";

const files = {
  latin: "@expo-google-fonts/noto-sans/500Medium/NotoSans_500Medium.ttf",
  han: "@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
} as const;
export type FontName = keyof typeof files;
export const fontNames = Object.keys(files) as FontName[];

interface Opened {
  readonly bytes: Uint8Array;
  readonly font: Font;
}
const opened = new Map<FontName, Opened>();

/** Read when the first letter of it is asked for: the Chinese one is ten megabytes, and many sites never print it. */
export function fontOf(name: FontName): Opened {
  let known = opened.get(name);
  if (!known) {
    const bytes = readFileSync(fileURLToPath(import.meta.resolve(files[name])));
    const font = create(bytes);
    if (!("glyphForCodePoint" in font)) throw new Error(`${files[name]} is a collection of fonts`);
    known = { bytes, font };
    opened.set(name, known);
  }
  return known;
}

/** Letters of one font that stand in a row. */
export interface Run {
  readonly font: FontName;
  readonly text: string;
}

/** As it is shown, cut where the font changes. Compatibility forms are drawn as the letters that they stand for. */
export function runsOf(text: string): readonly Run[] {
  const runs: { font: FontName; text: string }[] = [];
  for (const { font, shown } of lettersOf(text)) {
    const last = runs.at(-1);
    if (last?.font === font) last.text += shown;
    else runs.push({ font, text: shown });
  }
  return runs;
}

/** Letters that no font here has: each once. */
export const notShownIn = (text: string): readonly string[] => [
  ...new Set([...lettersOf(text)].flatMap(({ letter, isKnown }) => (isKnown ? [] : [letter]))),
];

/** As Unicode writes it: `U+0E01`. */
export const numberOf = (letter: string): string =>
  `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

/** Width over the height of a capital; letters of one line may be added up. */
export function widthShare(text: string): number {
  let width = 0;
  for (const { font: name, text: shown } of runsOf(text)) {
    const { font } = fontOf(name);
    for (const letter of shown)
      width += font.glyphForCodePoint(letter.codePointAt(0)!).advanceWidth / font.capHeight;
  }
  return width;
}

function* lettersOf(
  text: string,
): Iterable<{ letter: string; shown: string; font: FontName; isKnown: boolean }> {
  for (const letter of text.normalize("NFC")) {
    const code = letter.codePointAt(0)!;
    const font = /\s/u.test(letter)
      ? "latin"
      : fontNames.find((name) => fontOf(name).font.hasGlyphForCodePoint(code));
    if (/\s/u.test(letter)) yield { letter, shown: " ", font: "latin", isKnown: true };
    else if (font && code >= 0x20) yield { letter, shown: letter, font, isKnown: true };
    else {
      yield { letter, shown: `[${numberOf(letter)}]`, font: "latin", isKnown: false };
    }
  }
}
