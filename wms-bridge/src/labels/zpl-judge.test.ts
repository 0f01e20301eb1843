/** A carrier's label draws a page and leaves nothing behind in the printer. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelCopiesMax, zplFault } from "./zpl-judge.ts";

const judged = (zpl: string) => zplFault(Buffer.from(zpl, "latin1"));
/** As carriers make them: fonts, bars, a graphic in the printer's memory, a box. */
const usual = [
  "~DG000.GRF,00012,003,",
  "FF00FFFF00FFFF00FFFF00FF",
  "^XA^CI28^PW812^LL1218^LH0,0^MMT^PON^PR4^FWN^CF0,30",
  "^FO20,20^A0N,30,30^FH_^FDJ_C3_BCrgen & Co^FS^FO20,60^A@N,20,20,R:ARIAL.TTF^FDx^FS",
  "^BY3,2,100^FO20,100^BCN,100,Y,N,N^FD>;123456^FS^FO20,300^BQN,2,5^FDQA,hello^FS^FO9,9^B7N,4,5^FDpdf^FS",
  "^FO0,0^GB700,3,3^FS^FO40,40^XG000.GRF,1,1^FS^FO1,1^GFA,8,8,1,FF00FF00FF00FF00^FS^FX a remark",
  "^PQ1,0,1,Y^XZ",
].join("\r\n");

describe("a label", () => {
  it.each([
    ["of a carrier", usual],
    ["in lower case", "^xa^fo20,20^a0n,30^fdx^fs^xz"],
    ["of two pages", "^XA^FDone^FS^XZ\n^XA^FDtwo^FS^XZ\n"],
    ["that removes its own graphic", "^XA^IDR:000.GRF^FS^XZ"],
    ["with a graphic in binary, whatever bytes it has", "^XA^GFB,6,6,2,^JUS~J^FS^XZ"],
    ["as often as may be", `^XA^PQ${labelCopiesMax}^XZ`],
  ])("%s is taken", (_what, zpl) => {
    expect(judged(zpl)).toBeUndefined();
  });

  it.each([
    ["^PQ99999", "^XA^FDx^FS^PQ99999^XZ", "more than 4 labels"],
    ["^PQ5", "^XA^PQ5^FDx^FS^XZ", "more than 4 labels"],
    ["^PQ1x", "^XA^PQ1x^XZ", "more than 4 labels"],
    ["^PQ3", "^XA^PQ3^XZ^XA^PQ3^XZ", "more than 4 labels"],
    ["^XA", "^XA^XZ^XA^XZ^XA^XZ^XA^PQ1^XZ^XA^XZ", "more than 4 labels"],
    ["~JA", "^XA^XZ~JA", "throws away what others print"],
    ["~JR", "~JR^XA^XZ", "resets the printer"],
    ["~SD", "^XA~SD30^XZ", "dark"],
    ["~HS", "^XA^XZ~hs", "none of the commands"],
    ["~WC", "^XA~WC^XZ", "none of the commands"],
    ["^JU", "^XA^JUF^XZ", "settings"],
    ["^KN", "^XA^KNprinter^XZ", "none of the commands"],
    ["^CC", "^XA^CC!^XZ", "which sign begins a command"],
    ["~CT", "~CT+^XA^XZ", "which sign begins a command"],
    ["^DFE:FORM.ZPL", "^XA^DFE:FORM.ZPL^XZ", "beyond R:"],
    ["^ID*.*", "^XA^ID*.*^XZ", "beyond R:"],
    ["^IDR:*.GRF", "^XA^IDR:*.GRF^XZ", "beyond R:"],
    ["~DGE:X.GRF", "~DGE:X.GRF,8,1,00^XA^XZ", "beyond R:"],
    ["~DY", "~DYE:X,B,T,4,,abcd^XA^XZ", "none of the commands"],
    ["! U", '^XA^XZ\r\n! U1 setvar "ip.addr" "10.0.0.9"\r\n', "another language"],
    ["EPL", "EPL\r\n^XA^XZ", "outside"],
    ["0x02", "^XA^FDx\u0002^XZ", "control character"],
    ["^XA", "^XA^FDx^FS", "not ended"],
    ["^XA", "^XA^XA^XZ", "inside of another"],
    ["^XZ", "^XA^XZ^XZ", "not begun"],
    ["^FO", "^FO1,1^XA^XZ", "outside"],
    ["^JU", "^XA^GFB,4,4,2,abcd^JUS^XZ", "settings"],
  ])("with %s is refused by that name: %j", (command, zpl, why) => {
    expect(judged(zpl)).toMatchObject({ command, why: expect.stringContaining(why) });
  });

  it("of any bytes is judged, and never prints more than a few", () => {
    const piece = fc.constantFrom(
      "^XA",
      "^XZ",
      "^PQ3",
      "^FDx^FS",
      "\n",
      "^GFB,9,9,1,",
      "~DG1,1,1,",
      "^PQ",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const zpl = pieces.join("");
        if (judged(zpl) === undefined)
          expect(zpl.split("^XZ").length - 1).toBeLessThanOrEqual(labelCopiesMax + 2);
      }),
    );
  });

  it("as large as may be is judged at once", () => {
    const began = performance.now();
    judged(`^XA${"^FO1,1^FDx^FS".repeat(20_000)}^XZ`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
