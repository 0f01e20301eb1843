/** Names in `site.yaml` that stand twice, nowhere, or for two things; and keys that nobody would look at. */
import { doubtful, somewhere, wrong } from "./planted-fault.ts";

const everywhere = (carrier: string, regions = "", leaves = "19:00"): string =>
  `{carrier: ${carrier}, departures: [{leaves: "${leaves}", orderBy: "15:00"}], regions: [${regions}{region: world}]}`;

const printers = (...names: string[]): string =>
  `printers: [${names.map((name) => `{printer: ${name}, address: "z1:9100", language: zpl}`).join(", ")}]\ntimezone: UTC`;

export const nameFaults = [
  wrong("a ledger that is none", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, "ledger: mysql://db/floor\ntimezone: UTC"),
  ),
  wrong("a broker with a password in its URL", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, "bus: mqtt://house:secret@broker\ntimezone: UTC"),
  ),
  wrong("a history without a database", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, "history: influx1://plant:8086\ntimezone: UTC"),
  ),
  wrong("a robot that would speak on the house's own topics", "wrong-value", (s) =>
    s.insert("site", /robot: R01/, "    prefix: floorplane/v1"),
  ),
  wrong("a further client twice", "doubled-name", (s) =>
    s.change("site", /^timezone: .*/, "clients: [acme, other, acme]\ntimezone: UTC"),
  ),
  wrong("a GLN with a wrong check digit", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, 'gln: "9521321000002"\ntimezone: UTC'),
  ),
  wrong("a GLN of twelve digits", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, 'gln: "952132100000"\ntimezone: UTC'),
  ),
  wrong("the site's own client among the others", "doubled-name", (s) =>
    s.change("site", /^timezone: .*/, "clients: [acme, house]\ntimezone: UTC"),
  ),
  wrong("a further client whose name may be none", "bad-id", (s) =>
    s.change("site", /^timezone: .*/, "clients: [constructor]\ntimezone: UTC"),
  ),
  wrong("a carrier twice", "doubled-name", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      `carriers: [${everywhere("road")}, ${everywhere("road")}]\ntimezone: UTC`,
    ),
  ),
  wrong("a country twice of one carrier", "doubled-name", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      `carriers: [${everywhere("road", "{region: r, countries: [DE, Germany]}, ")}]\ntimezone: UTC`,
    ),
  ),
  wrong("a country that there is not", "unknown-name", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      `carriers: [${everywhere("road", "{region: r, countries: [Atlantis]}, ")}]\ntimezone: UTC`,
    ),
  ),
  wrong("countries that no carrier serves", "no-carrier", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      'carriers: [{carrier: road, departures: [{leaves: "19:00", orderBy: "15:00"}], regions: [{region: r, countries: [DE]}]}]\ntimezone: UTC',
    ),
  ),
  wrong("a printer twice", "doubled-name", (s) => s.change("site", /^timezone: .*/, printers("Z1", "Z1"))),
  wrong("a printer at a port that there is not", "wrong-value", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      'printers: [{printer: Z1, address: "z1:99999", language: zpl}]\ntimezone: UTC',
    ),
  ),
  wrong("a PDF printer that is asked for its count", "wrong-value", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      'printers: [{printer: Z1, address: "z1:9100", language: pdf, confirms: status}]\ntimezone: UTC',
    ),
  ),
  wrong("a printer at a station that there is not", "unknown-name", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      'printers: [{printer: Z1, address: "z1:9100", language: zpl, station: NOWHERE}]\ntimezone: UTC',
    ),
  ),
  wrong("a person who works where nobody packs", "wrong-value", (s) =>
    s.change("site", /^ {4}kind: parking/, "    by: person\n    kind: parking"),
  ),
  wrong("a person and a machine at one packing station", "wrong-value", (s) =>
    s.change("site", /^ {4}kind: packing/, "    by: person\n    kind: packing"),
  ),
  wrong("a carton twice", "doubled-name", (s) => s.row("cartons", { default: "false" }, "carton")),
  wrong("a carton that weighs more than it may", "wrong-value", (s) =>
    s.row("cartons", { tareGrams: "40000", carton: "C9", default: "false" }, "tareGrams"),
  ),
  wrong("two cartons by default", "doubled-name", (s) =>
    s.row("cartons", { default: "true", carton: "C9" }, "default"),
  ),
  wrong("a company prefix of three digits", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, 'gs1: { companyPrefix: "401" }\ntimezone: UTC'),
  ),
  wrong("a first serial with more digits than there are", "wrong-value", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      'gs1: { companyPrefix: "401234567890", extensionDigit: 9, firstSerial: 10000 }\ntimezone: UTC',
    ),
  ),
  doubtful("a company prefix with few numbers behind it", "implausible", (s) =>
    s.change("site", /^timezone: .*/, 'gs1: { companyPrefix: "401234567890" }\ntimezone: UTC'),
  ),
  wrong("picks in a zone that there is not", "unknown-name", (s) =>
    s.change("site", /^timezone: .*/, "picking: {rules: [{zones: [NOWHERE], by: person}]}\ntimezone: UTC"),
  ),
  doubtful("a rule of picking behind one for every place", "not-used", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      "picking: {rules: [{by: person}, {kinds: [face], by: robot}]}\ntimezone: UTC",
    ),
  ),
  doubtful("a rule of evidence behind one for all goods", "not-used", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      "evidence: {rules: [{needs: [barcode]}, {classes: [battery], needs: [weight]}]}\ntimezone: UTC",
    ),
  ),
  wrong("evidence of a client that there is not", "unknown-name", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      "evidence: {rules: [{clients: [nobody], needs: [barcode]}]}\ntimezone: UTC",
    ),
  ),
  wrong("a dock of a carrier that there is not", "unknown-name", (s) =>
    s.row("devices", { device: "DOCK-9", kind: "portal", wire: "mqtt", carrier: "nobody" }, "carrier"),
  ),
  wrong("a truck at no time of day", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, `carriers: [${everywhere("road", "", "25:00")}]\ntimezone: UTC`),
  ),
  wrong("a holiday on no day of the calendar", "wrong-value", (s) =>
    s.change("site", /^timezone: .*/, 'closed: ["2026-02-30"]\ntimezone: UTC'),
  ),
  wrong("a robot twice", "doubled-name", (s) => s.row("robots", {}, "robot")),
  wrong("two makers with one serial number, not told apart", "doubled-name", (s) =>
    s.row("robots", { manufacturer: "other" }, "robot"),
  ),
  wrong("two names for one robot on the wire", "doubled-name", (s) =>
    s.row("robots", { robot: "R99", serialNumber: "R02" }, "robot"),
  ),
  wrong("a robot named like the house", "name-clash", (s) => s.row("robots", { robot: "house" })),
  wrong("a robot named like a viewer", "name-clash", (s) => s.row("robots", { robot: "viewer" })),
  wrong("a scheduled count twice", "doubled-name", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      "counts: {schedule: [{name: all, everyDays: 1, scope: {all: true}}, {name: all, everyDays: 2, scope: {doubt: true}}]}\ntimezone: UTC",
    ),
  ),
  wrong("a scheduled count of a zone that is not there", "unknown-name", (s) =>
    s.change(
      "site",
      /^timezone: .*/,
      "counts: {schedule: [{name: all, everyDays: 1, scope: {zones: [NOWHERE]}}]}\ntimezone: UTC",
    ),
  ),
  wrong("a robot named like a handheld", "name-clash", (s) => s.row("robots", { robot: "HANDHELD-1" })),
  wrong("a robot named like another connection of the house", "name-clash", (s) =>
    s.row("robots", { robot: "house~2" }),
  ),
  wrong("a device named like a robot", "name-clash", (s) =>
    s.change("site", /device: PORTAL-OUT/, "device: R01"),
  ),
  wrong("an OPC UA machine named like a robot", "name-clash", (s) =>
    s.change("site", /device: PLC-.*/, "device: R01"),
  ),
  wrong("a device named like a robot's reader", "name-clash", (s) =>
    s.change("site", /device: PORTAL-OUT/, "device: RDR-R02"),
  ),
  wrong("a device twice", "doubled-name", (s) => s.row("devices", {}, "device")),
  wrong("a station twice", "doubled-name", (s) => s.row("stations", {}, "station")),
  wrong("a zone twice", "doubled-name", (s) => s.row("zones", {}, "zone")),
  wrong("a word that may be no name", "bad-id", (s) => s.row("robots", { robot: "constructor" })),
  wrong("a name that cannot be a topic", "wrong-value", (s) => s.row("robots", { robot: "R/5" })),
  wrong("a name with a wildcard", "wrong-value", (s) => s.row("robots", { manufacturer: '"a+b"' })),
  wrong("a serial number that reads as a number", "wrong-value", (s) => s.row("robots", { robot: "001" })),
  wrong("a station that the layout does not have", "unknown-name", (s) =>
    s.row("stations", { station: "PARK99" }),
  ),
  wrong("a vehicle type that the layout does not have", "unusable", (s) =>
    s.change("site", /^ {2}type: .*/, "  type: forklift"),
  ),
  wrong("a layout that the file does not have", "unknown-layout", (s) =>
    s.insert("site", /^client:/, "layoutId: upstairs"),
  ),
  wrong("a level that the file does not have", "unknown-layout", (s) =>
    s.insert("site", /^client:/, "levelId: upstairs"),
  ),
  wrong("a key misspelt", "unknown-key", (s) => s.change("site", /^timezone:/, "timezon:")),
  wrong("a key that may be left out misspelt", "unknown-key", (s) =>
    s.change("site", /^ {4}address:/, "    adress:"),
  ),
  wrong("a key of a zone misspelt", "unknown-key", (s) =>
    s.change("site", /^ {4}humidityPercent:/, "    humidity:"),
  ),
  wrong("a key twice", "doubled-key", (s) => s.insert("site", /^client:/, "client: other")),
  wrong("a key of a row twice", "doubled-key", (s) =>
    s.insert("site", /^ {4}kind: parking/, "    kind: charging"),
  ),
  wrong("a key missing", "missing-key", (s) => ({
    ...s.change("site", /^client:.*/, "# client"),
    line: 1,
  })),
  wrong("broken YAML", "bad-syntax", (s) => somewhere(s.change("site", /^client:.*/, 'client: "house'))),
  wrong("an empty file", "wrong-value", (s) => s.whole("site", "")),
  wrong("a file that is not UTF-8", "bad-syntax", (s) =>
    s.whole("site", Uint8Array.from([0x73, 0xe4, 0x0a])),
  ),
  wrong("a file missing", "missing-file", (s) => s.whole("locations", undefined)),
  wrong("guidance of another layout", "stale-guidance", (s) =>
    s.whole(
      "guidance",
      '{"kind":"floorplane-guidance","version":1,"model":"kinematic","layout":"x","edges":{}}',
    ),
  ),
  doubtful("no robot", "no-robot", (s) => {
    s.write("site", s.read("site").replace(/^robots:\n(?: .*\n)*/m, "robots: []\n"));
    return s.last("site", /^robots/);
  }),
];
