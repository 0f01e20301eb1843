/** Labels as printers get them. */
import { expect, it } from "vitest";
import { binLabel, parcelLabel, toteLabel } from "./labels.ts";
import { pdfOf } from "./pdf.ts";
import { labelWords } from "./words.ts";
import { zplOf } from "./zpl.ts";

const sscc = "340123450000000017";
const parcel = {
  sscc,
  order: "WH/OUT/7",
  country: "DE",
  carrier: "road",
  carton: "C3",
  grams: 1_759,
  units: 4,
};

it("a parcel's SSCC is GS1-128 in ZPL: code set C, FNC1, application identifier 00", () => {
  const zpl = zplOf([parcelLabel(parcel, "de")]);

  expect(zpl).toContain("^BY4^BCN,256,N,N,N^FH_^FD>;>800340123450000000017^FS");
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

it("a PDF has a page a label, its offsets are right, and what it cannot show is a question mark", () => {
  const bytes = pdfOf([parcelLabel({ ...parcel, order: "注文(7)" }, "es"), binLabel("A1", "it")]);
  const text = Buffer.from(bytes).toString("latin1");

  expect(text.startsWith("%PDF-1.4")).toBe(true);
  expect(text).toContain("/Count 2");
  expect(text).toContain("(Pedido ??\\(7\\)) Tj");
  expect(text).toContain("(Ubicazione) Tj");
  const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(7);
  for (const [index, offset] of offsets.entries())
    expect(text.slice(offset).startsWith(`${index + 1} 0 obj`)).toBe(true);
  expect(text.slice(Number(/startxref\n(\d+)/.exec(text)![1])).startsWith("xref")).toBe(true);
  // Three bars a symbol, and four of the stop: thirteen symbols of the SSCC, four of the bin.
  expect(text.match(/ re f/g)!.length).toBe(3 * 13 + 4 + 3 * 4 + 4);
});

it("every language says everything", () => {
  for (const words of Object.values(labelWords))
    for (const word of Object.values(words)) expect(word).toMatch(/^[\u0020-\u00ff]+$/);
});
