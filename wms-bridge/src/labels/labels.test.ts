/** Labels as printers get them. */
import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { graphicOf } from "./graphic.ts";
import { binLabel, parcelLabel, toteLabel } from "./labels.ts";
import { notShownIn, runsOf, widthShare } from "./letters.ts";
import { pdfOf } from "./pdf.ts";
import { labelWords } from "./words.ts";
import { zplOf } from "./zpl.ts";

const sscc = "340123450000000017";
const parcel = {
  sscc,
  order: "WH/OUT/7",
  address: [],
  country: "DE",
  carrier: "road",
  carton: "C3",
  grams: 1_759,
  units: 4,
  copy: 1,
};

it("a parcel's SSCC is GS1-128 in ZPL (code set C, FNC1, application identifier 00) and a GS1 DataMatrix", () => {
  const zpl = zplOf([parcelLabel(parcel, "de")]);

  expect(zpl).toContain("^BY4^BCN,256,N,N,N^FH_^FD>;>800340123450000000017^FS");
  expect(zpl).toContain("^BXN,6,200,,,,|,1^FD|100340123450000000017^FS");
  expect(zpl).toContain(`^FD(00) ${sscc}^FS`);
  expect(zpl).toContain("^FDGewicht 1.759 kg^FS");
  expect(zpl.startsWith("^XA\n^CI28\n^PW840\n^LL1184")).toBe(true);
});

it("what would be a command to the printer is text on the label", () => {
  const zpl = zplOf([parcelLabel({ ...parcel, order: "O^XZ~JA_1" }, "en")]);

  expect(zpl).toContain("^FDOrder O_5EXZ_7EJA_5F1^FS");
  expect(zpl.match(/\^XZ/g)).toHaveLength(1);
});

it("a bin's code is scanned as it stands, and fits its label however long it is", () => {
  const zpl = zplOf([binLabel("A-01~1", "fr"), toteLabel("T7", "en")]);
  const long = binLabel("X".repeat(64), "en").bars[0]!;

  expect(zpl).toContain("^FD>:A-01_7E1^FS");
  expect(zpl).toContain("^FDEmplacement^FS");
  expect(zpl).toContain("^FD>:T7^FS");
  expect((35 + 11 * 64) * long.moduleMm).toBeLessThan(95);
});

const consignee = ["Анна Łękawska", "注文 株式会社", "東京都千代田区丸の内1-2-3", "北京市东城区", "Ελλάδα"];

it("a PDF has a page a label, the same bytes each time, and the letters of an address in fonts of its own", () => {
  const sheets = [parcelLabel({ ...parcel, address: consignee }, "ja"), binLabel("A1", "it")];
  const bytes = pdfOf(sheets);
  const text = Buffer.from(bytes).toString("latin1");

  expect(text.startsWith("%PDF-1.3")).toBe(true);
  expect(text).toContain("/Count 2");
  expect(pdfOf(sheets)).toEqual(bytes);
  expect(text.match(/\/FontFile2/g)!.length).toBe(2);
  expect(lettersInPdf(bytes)).toEqual(expect.arrayContaining([..."АннаŁę注文東京东Ελάδα"]));
  expect(bytes.length).toBeLessThan(100_000);
});

it("in ZPL a line in Latin-1 is the printer's, and one with other letters a picture of its letters", () => {
  const zpl = zplOf([parcelLabel({ ...parcel, address: ["Müller & Cie", "Łódź 注文"] }, "en")]);
  const picture = /\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS/.exec(zpl)!;
  const { hex, bytesPerRow } = graphicOf("Łódź 注文", 32);

  expect(zpl).toContain("^FDMüller & Cie^FS");
  expect(zpl).not.toMatch(/Ł|注|\?/);
  expect([picture[1], picture[3], picture[4]]).toEqual([`${hex.length / 2}`, `${bytesPerRow}`, hex]);
  expect(hex.length / 2 / bytesPerRow).toBe(20 + 32 + 16);
  // As wide as its letters, and more white than black, as writing is.
  expect(bytesPerRow * 8).toBeGreaterThan(widthShare("Łódź 注文") * 32 - 1);
  const black = [...hex].reduce(
    (sum, digit) => sum + [..."0112122312232334"].map(Number)[Number.parseInt(digit, 16)]!,
    0,
  );
  expect(black / (hex.length * 4)).toBeGreaterThan(0.05);
  expect(black / (hex.length * 4)).toBeLessThan(0.5);
});

it("a letter that no font of the house has stands as its number, and is never another sign", () => {
  const [thai, emoji] = ["ก", "🦆"];

  expect(runsOf(`a${thai}`).map(({ text }) => text)).toEqual(["a[U+0E01]"]);
  expect(notShownIn(`${thai}${thai} x${emoji}注é?`)).toEqual([thai, emoji]);
  expect(lettersInPdf(pdfOf([parcelLabel({ ...parcel, address: [thai] }, "en")]))).toEqual(
    expect.arrayContaining([..."[U+0E01]"]),
  );
});

it("every letter of the code pages that addresses come in is shown", () => {
  const pages = [
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1257",
    "koi8-u",
    "gbk",
    "shift_jis",
  ];
  const lost = pages.flatMap((page) => {
    const decoder = new TextDecoder(page, { fatal: true });
    const letters = new Set<string>();
    const take = (...bytes: number[]) => {
      try {
        for (const letter of decoder.decode(Uint8Array.from(bytes)))
          if (/\p{L}/u.test(letter)) letters.add(letter);
      } catch {}
    };
    for (let first = 0x80; first < 0x100; first++) {
      take(first);
      for (let second = 0x40; second < 0x100; second++) take(first, second);
    }
    expect([page, letters.size > 60]).toEqual([page, true]);
    return notShownIn([...letters].join("")).filter((letter) => !/\p{Co}/u.test(letter));
  });

  expect(lost).toEqual([]);
});

it("a long address is smaller, then on further lines, and stays in its place; what does not fit at all ends with an ellipsis", () => {
  const long = Array.from({ length: 9 }, (_, line) =>
    `${line} ${"Industriestraße Nord ".repeat(6)}`.slice(0, 60),
  );
  const sheet = parcelLabel({ ...parcel, address: long }, "de");
  const huge = parcelLabel({ ...parcel, address: long.map(() => "街".repeat(120)) }, "zh");
  const block = sheet.texts.filter(({ yMm }) => yMm > 20 && yMm < 60);

  expect(block.map(({ text }) => text).join(" ")).toContain(long[8]!.trim());
  for (const { text, heightMm, yMm } of [...block, ...huge.texts.filter(({ yMm }) => yMm > 20 && yMm < 60)]) {
    expect(widthShare(text) * heightMm).toBeLessThanOrEqual(89);
    expect(yMm + heightMm).toBeLessThanOrEqual(57.1);
  }
  expect(huge.texts.some(({ text }) => text.endsWith("…"))).toBe(true);
  expect(block.some(({ text }) => text.endsWith("…"))).toBe(false);
});

it("a label that is printed again says so", () => {
  const titles = Object.keys(labelWords).map(
    (language) => parcelLabel({ ...parcel, copy: 2 }, language as keyof typeof labelWords).texts[0]!.text,
  );

  expect(titles[0]).toBe("Parcel  PRINTED AGAIN 2");
  expect(titles.every((title) => title.endsWith(" 2"))).toBe(true);
});

it("every language says everything, in letters that are shown", () => {
  expect(Object.keys(labelWords)).toEqual(expect.arrayContaining(["en", "zh", "de", "ja", "es"]));
  for (const words of Object.values(labelWords))
    for (const word of Object.values(words)) expect([word, notShownIn(word)]).toEqual([word, []]);
});

/** What a reader that searches the file would find: the letters of its fonts' ToUnicode maps. */
function lettersInPdf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes);
  const letters: string[] = [];
  for (let at = file.indexOf("stream\n"); at >= 0; at = file.indexOf("stream\n", at + 7)) {
    if (file.toString("latin1", at - 3, at) === "end") continue;
    let content: string;
    try {
      content = inflateSync(file.subarray(at + 7)).toString("latin1");
    } catch {
      continue;
    }
    if (!content.includes("begincmap")) continue;
    for (const [, row] of content.matchAll(/\[([^\]]*)\]/g))
      for (const [, hex] of row!.matchAll(/<([0-9a-f ]+)>/gi))
        letters.push(Buffer.from(hex!.replaceAll(" ", ""), "hex").swap16().toString("utf16le"));
  }
  return letters;
}
