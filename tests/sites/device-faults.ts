/** Zones, sensors, machines and measures in `site.yaml` that hold nothing, belong nowhere or cannot be reached. */
import { above, doubtful, somewhere, wrong } from "./planted-fault.ts";

const many = (count: number): string =>
  Array.from({ length: count }, (_, i) => `  - {robot: M${i}, manufacturer: floorplane}`).join("\n");
const device = (text: string): string => `  - {${text}, x: 1, y: 1}`;

export const deviceFaults = [
  wrong("a time zone misspelt", "unknown-timezone", (s) => s.change("site", /UTC/, "Europe/Berln")),
  wrong("a time zone that is no name", "unknown-timezone", (s) => s.change("site", /UTC/, "UTC+2")),
  wrong("no packing station", "no-packing", (s) => {
    s.change("site", /kind: packing/, "kind: receiving");
    return s.last("site", /^stations:/);
  }),
  wrong("a band upside down", "empty-band", (s) =>
    above(s.change("site", /^ {6}max: 28/, "      max: 2"), 2),
  ),
  wrong("a band without room", "empty-band", (s) =>
    above(s.change("site", /^ {6}max: (65|70)/, "      max: 25"), 2),
  ),
  wrong("a humidity of 700 percent", "implausible", (s) =>
    above(s.change("site", /^ {6}max: (65|70)/, "      max: 700"), 2),
  ),
  doubtful("a band in Fahrenheit", "implausible", (s) => {
    s.changeAll("site", /^ {6}max: 28$/m, "      max: 75");
    return above(s.change("site", /^ {6}min: (12|16)$/, "      min: 64"), 1);
  }),
  wrong("a zone without an area", "empty-area", (s) =>
    above(s.change("site", /^ {6}width: .*/, "      width: 0"), 3),
  ),
  wrong("a sensor's zone misspelt", "unknown-name", (s) =>
    s.change("site", /^ {4}zone: (.*)/, "    zone: $1x"),
  ),
  wrong("a sensor without a zone", "no-zone", (s) =>
    s.insert("site", /^devices:/, device("device: C-9, kind: climate, wire: mqtt")),
  ),
  doubtful("a zone that nobody watches", "zone-unwatched", (s) => s.row("zones", { zone: "EMPTY" })),
  wrong("two machines for one station", "doubled-name", (s) => {
    s.insert(
      "site",
      /^devices:/,
      device("device: PLC-9, kind: station, wire: opcua, station: PACK01, address: opc.tcp://h:1"),
    );
    return s.last("site", /^ {4}station: PACK01/);
  }),
  wrong("a machine of an unknown station", "unknown-name", (s) =>
    s.change("site", /^ {4}station: .*/, "    station: PACK77"),
  ),
  wrong("a machine of a station that does not pack", "unknown-name", (s) =>
    s.change("site", /^ {4}station: .*/, "    station: PARK01"),
  ),
  wrong("a machine of no station", "missing-key", (s) =>
    s.insert(
      "site",
      /^devices:/,
      device("device: PLC-9, kind: station, wire: opcua, address: opc.tcp://h:1"),
    ),
  ),
  wrong("a packing machine on MQTT", "wrong-wire", (s) =>
    s.insert("site", /^devices:/, device("device: PLC-9, kind: station, wire: mqtt, station: CHECK01")),
  ),
  wrong("a portal on Modbus", "wrong-wire", (s) =>
    s.insert(
      "site",
      /^devices:/,
      device("device: P-9, kind: portal, wire: modbus, address: modbus-tcp://h/9"),
    ),
  ),
  doubtful("a packing station without a machine", "no-machine", (s) =>
    above(s.change("site", /kind: receiving/, "kind: packing"), 1),
  ),
  wrong("an address without a port", "wrong-value", (s) =>
    s.change("site", /opc\.tcp:.*/, "opc.tcp://10.0.0.7"),
  ),
  wrong("an address of another wire", "wrong-value", (s) =>
    s.change("site", /opc\.tcp:.*/, "http://10.0.0.7:4840"),
  ),
  wrong("a port that no machine has", "wrong-value", (s) =>
    s.change("site", /modbus-tcp:.*/, "modbus-tcp://10.0.0.8:70000/1"),
  ),
  wrong("a unit that no gateway has", "wrong-value", (s) =>
    s.change("site", /modbus-tcp:.*/, "modbus-tcp://10.0.0.8:502/300"),
  ),
  doubtful("an address left out", "no-address", (s) => s.drop("site", /^ {4}address:/, /^ {2}- device:/)),
  doubtful("an address of a device that comes by itself", "not-used", (s) =>
    s.insert("site", /^devices:/, device("device: P-9, kind: portal, wire: mqtt, address: opc.tcp://a:1")),
  ),
  doubtful("a station of a device that is none", "not-used", (s) =>
    s.insert("site", /^devices:/, device("device: P-9, kind: portal, wire: mqtt, station: PACK01")),
  ),
  wrong("two rows that read one box", "doubled-name", (s) => {
    const box = "kind: climate, wire: modbus, zone: PACKING, address";
    const rows = [`device: C-8, ${box}: modbus-tcp://gate/4`, `device: C-9, ${box}: modbus-tcp://gate:502/4`];
    return s.insert("site", /^devices:/, rows.map(device).join("\n"), 1);
  }),
  wrong("a vehicle in millimetres", "wrong-value", (s) => s.change("site", /lengthM: .*/, "lengthM: 900")),
  wrong("a vehicle too wide for its aisles", "hits-solid", (s) =>
    somewhere(s.change("site", /widthM: .*/, "widthM: 1.9"), "layout"),
  ),
  wrong("a rack across a lane", "hits-solid", (s) =>
    somewhere(s.insert("site", /^racks:/, "  - {x: 0, y: 4, width: 30, height: 3}"), "layout"),
  ),
  wrong("a rack in millimetres", "implausible", (s) =>
    s.insert("site", /^racks:/, "  - {x: 9000, y: 4000, width: 600, height: 3000}"),
  ),
  wrong("a zone in millimetres", "implausible", (s) =>
    above(s.change("site", /^ {6}width: .*/, "      width: 21000"), 3),
  ),
  doubtful("a device in another building", "implausible", (s) =>
    s.insert("site", /^devices:/, "  - {device: P-9, kind: portal, wire: mqtt, x: 300, y: 1}"),
  ),
  wrong("a rack of negative width", "empty-area", (s) =>
    s.insert("site", /^racks:/, "  - {x: 9, y: 4, width: -1, height: 3}"),
  ),
  doubtful("more robots than places to wait", "few-parking", (s) =>
    above(s.insert("site", /^robots:/, many(30)), 1),
  ),
  wrong("more robots than have room", "too-many-robots", (s) =>
    above(s.insert("site", /^robots:/, many(400)), 1),
  ),
];
