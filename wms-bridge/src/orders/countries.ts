/**
 * Which country a sender means: ISO 3166-1 codes of two and three letters or three digits, and names in English or the country's own and many other languages
 * (i18n-iso-countries), whatever their case, accents and points. A name that means two countries means none.
 */
import countries from "i18n-iso-countries";

/** ISO 3166-1 alpha-2; beside it what senders write who mean no single country of that list. */
export type CountryCode = string;

/** Channel Islands, of which nobody says which; and the European Community of old papers. */
const channelIslands: CountryCode = "X-CHANNEL";
const europeanUnion: CountryCode = "EU";

/** Reserved and foreign codes, and names that no list has. */
const others: Readonly<Record<string, CountryCode>> = {
  UK: "GB",
  EL: "GR",
  EU: europeanUnion,
  america: "US",
  "bosnia herzegovina": "BA",
  britain: "GB",
  "channel islands": channelIslands,
  czechia: "CZ",
  "dr congo": "CD",
  "east timor": "TL",
  england: "GB",
  "european community": europeanUnion,
  "european union": europeanUnion,
  "irish republic": "IE",
  korea: "KR",
  "northern ireland": "GB",
  "republic of ireland": "IE",
  rsa: "ZA",
  scotland: "GB",
  vatican: "VA",
  "vatican city": "VA",
  wales: "GB",
  中國: "CN",
  한국: "KR",
};

/** Destinations as they were written lately: a WMS writes few, over and over. */
const readMax = 1_000;
const read = new Map<string, CountryCode | undefined>();

export function countryOf(text: string): CountryCode | undefined {
  const known = read.get(text);
  if (known !== undefined || read.has(text)) return known;
  if (read.size >= readMax) read.clear();
  const code = readCountry(text);
  read.set(text, code);
  return code;
}

function readCountry(text: string): CountryCode | undefined {
  const code = codeOf(text);
  if (code) return code;
  const name = fold(text);
  return otherNames.get(name) ?? englishNames().get(name) ?? namesOfAll().get(name);
}

function codeOf(text: string): CountryCode | undefined {
  const letters = text.normalize("NFKC").replace(/[.\s]/g, "").toUpperCase();
  if (letters.length > 3 || !/^[A-Z]{2,3}$|^\d{3}$/.test(letters)) return undefined;
  if (Object.hasOwn(others, letters)) return others[letters];
  if (letters.length === 2) return countries.isValid(letters) ? letters : undefined;
  return /^\d/.test(letters) ? countries.numericToAlpha2(letters) : countries.alpha3ToAlpha2(letters);
}

/** One spelling for all ways to write a name. Marks are taken off Latin letters alone: elsewhere they are letters. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f.'’`´]/g, "")
    .replace(/ß/g, "ss")
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /, "")
    .replace(/^st /, "saint ");
}

/** As people write who have no dots for their letters. */
const withoutUmlauts = (text: string): string =>
  text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue");

type Names = ReadonlyMap<string, CountryCode>;

const otherNames: Names = new Map(Object.entries(others).map(([name, code]) => [fold(name), code]));
const englishNames = once(() => namesIn(["en"]));
/** A fifth of a second, spent when a name first comes that English does not have. */
const namesOfAll = once(() => namesIn(countries.getSupportedLanguages()));

function namesIn(languages: readonly string[]): Names {
  const known = new Map<string, CountryCode | undefined>();
  const add = (name: string, code: CountryCode): void => {
    known.set(name, known.has(name) && known.get(name) !== code ? undefined : code);
  };
  for (const language of languages)
    for (const [code, names] of Object.entries(countries.getNames(language, { select: "all" })))
      for (const name of names) {
        add(fold(name), code);
        if (/[äöü]/i.test(name)) add(fold(withoutUmlauts(name)), code);
      }
  return new Map([...known].flatMap(([name, code]) => (code === undefined ? [] : [[name, code]])));
}

function once(make: () => Names): () => Names {
  let made: Names | undefined;
  return () => (made ??= make());
}
