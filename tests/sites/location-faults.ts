/** What spreadsheets and people do to `locations.csv`. */
import { somewhere, wrong } from "./planted-fault.ts";

export const locationFaults = [
  wrong("a bin twice", "doubled-name", (s) => {
    const [, row = ""] = s.read("locations").split("\n");
    s.write("locations", `${s.read("locations")}${row}\n`);
    return s.last("locations", new RegExp(`^${row}$`));
  }),
  wrong("a bin that the layout does not have", "unknown-name", (s) => s.change("locations", /^A0/, "B7")),
  wrong("a zone that the site does not have", "unknown-name", (s) =>
    s.change("locations", /STORE-1-0\d$/, "STORE-7"),
  ),
  wrong("a column twice", "doubled-key", (s) => {
    s.changeAll("locations", /(?<=.)$/m, ",5");
    return s.change("locations", /zone,5/, "zone,litres");
  }),
  wrong("a column missing", "missing-key", (s) => s.changeAll("locations", /,[^,\n]*$/m, "")),
  wrong("a column misspelt", "unknown-key", (s) => s.change("locations", /kilograms/, "kilogramms")),
  wrong("semicolons", "unknown-key", (s) => s.changeAll("locations", /,/, ";")),
  wrong("a value too few", "wrong-value", (s) => s.change("locations", /,STORE.*$/, "")),
  wrong("a value too many", "wrong-value", (s) => s.change("locations", /,STORE.*$/, "$&,more")),
  wrong("a word for a number", "wrong-value", (s) => s.change("locations", /,250,/, ",many,")),
  wrong("a decimal comma", "wrong-value", (s) => s.change("locations", /,250,/, ',"2,5",')),
  wrong("nothing for a number", "wrong-value", (s) => s.change("locations", /,250,/, ",,")),
  wrong("a bin without room", "wrong-value", (s) => s.change("locations", /,250,/, ",0,")),
  wrong("a kind misspelt", "wrong-value", (s) => s.change("locations", /face/, "fase")),
  wrong("a fault behind blank lines and empty rows", "wrong-value", (s) =>
    s.insert("locations", /^location,/, "\n\n,,,,\n   \nA,fase,1,1,PACKING", 4),
  ),
  wrong("a fault behind line breaks in quotes", "wrong-value", (s) => {
    s.insert("locations", /^location,/, '"A\n\nB",face,1,1,PACKING');
    return s.change("locations", /^A0.*face/, (line) => line.replace("face", "fase"));
  }),
  wrong("a fault behind Windows line ends", "wrong-value", (s) => {
    const place = s.change("locations", /face/, "fase");
    s.write("locations", s.read("locations").replaceAll("\n", "\r\n"));
    return place;
  }),
  wrong("a quote that is never closed", "bad-syntax", (s) =>
    somewhere(s.change("locations", /face/, '"face')),
  ),
  wrong("no bin", "no-bin", (s) => s.whole("locations", "location,kind,litres,kilograms,zone\n")),
  wrong("no bin to pick from", "no-bin", (s) => somewhere(s.changeAll("locations", /face/, "reserve"))),
  wrong("a bin named like a station", "name-clash", (s) =>
    s.insert("locations", /^location,/, "PACK01,face,1,1,PACKING"),
  ),
];
