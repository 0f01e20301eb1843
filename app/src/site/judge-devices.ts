/** Zones and devices of a site: bands that hold something, sensors that belong somewhere, machines that can be reached and have one place. */
import { modbusAddress, opcUaAddress } from "@floorplane/contracts/addresses";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { DeviceRow } from "@floorplane/contracts/site";
import { repeats, unknownName } from "./judge-names.ts";
import { alsoAt, type SiteUnderJudgement } from "./under-judgement.ts";

/** Degrees Celsius in which people keep goods; outside, the band was written in another unit. */
const celsius = { from: -80, to: 80 };
/** No room where people work is kept warmer than this at its coolest: 64 to 75 is Fahrenheit. */
const coolestMax = 45;
const percent = { from: 0, to: 100 };

export function judgeDevices(judged: SiteUnderJudgement): void {
  judgeZones(judged);
  const { site } = judged;
  for (const [i, row] of site.devices.entries()) {
    judgePlace(row, `devices[${i}]`, judged);
    judgeWire(row, `devices[${i}]`, judged);
  }
  judgeShares(judged);
}

function judgeZones({ site, sheets, findings }: SiteUnderJudgement): void {
  const watched = new Set(site.devices.filter(({ kind }) => kind === "climate").map(({ zone }) => zone));
  for (const [i, { zone, temperatureC, humidityPercent, area }] of site.zones.entries()) {
    for (const [quantity, band, bounds, unit] of [
      ["temperatureC", temperatureC, celsius, "degrees Celsius"],
      ["humidityPercent", humidityPercent, percent, "percent"],
    ] as const) {
      const field = `zones[${i}].${quantity}`;
      if (band.min >= band.max)
        findings.error(sheets.site, {
          code: "empty-band",
          field,
          message: `no value lies between ${band.min} and ${band.max}: zone ${zone} would always be in alarm, or never`,
          remedy: "write the lower value as min and the upper as max",
        });
      else if (band.min < bounds.from || band.max > bounds.to)
        findings.error(sheets.site, {
          code: "implausible",
          field,
          message: `zone ${zone} has a band from ${band.min} to ${band.max} ${unit}`,
          remedy: `write it in ${unit}, from ${bounds.from} to ${bounds.to}`,
        });
      else if (quantity === "temperatureC" && band.min >= coolestMax)
        findings.warning(sheets.site, {
          code: "implausible",
          field,
          message: `zone ${zone} is kept at ${band.min} degrees or more`,
          remedy: "write it in degrees Celsius, not Fahrenheit",
        });
    }
    if (!(area.width > 0 && area.height > 0))
      findings.error(sheets.site, {
        code: "empty-area",
        field: `zones[${i}].area`,
        message: `zone ${zone} is ${area.width} m by ${area.height} m`,
        remedy: "write x and y of its south-west corner, and a width and height greater than 0",
      });
    if (!watched.has(zone))
      findings.warning(sheets.site, {
        code: "zone-unwatched",
        field: `zones[${i}].zone`,
        message: `no climate sensor stands in zone ${zone}: its bands raise no alarm`,
        remedy: "add a sensor for it, or correct the zone of one",
      });
  }
}

function judgePlace(row: DeviceRow, field: string, { site, sheets, findings }: SiteUnderJudgement): void {
  const { device, kind, zone, station } = row;
  const zones = site.zones.map((each) => each.zone);
  if (zone !== undefined && !zones.includes(zone))
    findings.error(sheets.site, {
      code: "unknown-name",
      field: `${field}.zone`,
      message: `zone ${unknownName(zone, zones)}${kind === "climate" ? `; no alarm would come of ${device}` : ""}`,
      remedy: "correct the name, or add the zone",
    });
  if (zone === undefined && kind === "climate")
    findings.error(sheets.site, {
      code: "no-zone",
      field: `${field}.device`,
      message: `climate sensor ${device} belongs to no zone: no alarm would come of it`,
      remedy: "write its zone",
    });
  if (kind !== "station") {
    if (station !== undefined)
      findings.warning(sheets.site, {
        code: "not-used",
        field: `${field}.station`,
        message: `${device} is of kind ${kind}, whose station is not looked at`,
        remedy: "write kind: station, or remove it",
      });
    return;
  }
  const known = site.stations.filter((each) => each.kind === "packing" || each.kind === "check");
  if (station === undefined)
    findings.error(sheets.site, {
      code: "missing-key",
      field: `${field}.station`,
      message: `machine ${device} belongs to no station and would never be opened`,
      remedy: "write which packing station it is",
    });
  else if (!known.some((each) => each.station === station))
    findings.error(sheets.site, {
      code: "unknown-name",
      field: `${field}.station`,
      message: `packing station ${unknownName(
        station,
        known.map((each) => each.station),
      )}`,
      remedy: "correct the name, or add the station with kind: packing",
    });
}

/** What each kind of device can speak: climate boxes all of them, portals publish, packing machines take jobs. */
const wiresOf: Readonly<Record<DeviceRow["kind"], readonly DeviceRow["wire"][]>> = {
  climate: ["mqtt", "modbus", "opcua"],
  portal: ["mqtt"],
  station: ["opcua"],
};

function judgeWire(row: DeviceRow, field: string, { sheets, findings }: SiteUnderJudgement): void {
  const { device, kind, wire, address } = row;
  if (!wiresOf[kind].includes(wire))
    findings.error(sheets.site, {
      code: "wrong-wire",
      field: `${field}.wire`,
      message: `${device} is of kind ${kind} and cannot speak ${wire}: nothing would ever be heard of it`,
      remedy: `write wire: ${wiresOf[kind].join(" or ")}`,
    });
  if (wire === "mqtt") {
    if (address !== undefined)
      findings.warning(sheets.site, {
        code: "not-used",
        field: `${field}.address`,
        message: `${device} comes to the house over MQTT: its address is not looked at`,
        remedy: "remove it, or correct the wire",
      });
    return;
  }
  if (address === undefined) return;
  try {
    if (wire === "modbus") modbusAddress(address);
    else opcUaAddress(address);
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    findings.error(sheets.site, {
      code: "wrong-value",
      field: `${field}.address`,
      message: `${device}: ${error.message}`,
      remedy: "correct the address",
    });
  }
}

/** Two rows for one machine: one of them would be opened, the other never, or both would read the same box. */
function judgeShares({ site, sheets, findings }: SiteUnderJudgement): void {
  const unreachable = site.devices.filter(({ wire, address }) => wire !== "mqtt" && address === undefined);
  if (unreachable.length > 0) {
    const some = unreachable.slice(0, namesMax).map(({ device }) => device);
    const others = unreachable.length > namesMax ? ` and ${unreachable.length - namesMax} others` : "";
    findings.warning(sheets.site, {
      code: "no-address",
      field: `devices[${site.devices.indexOf(unreachable[0]!)}].device`,
      message: `${some.join(", ")}${others} cannot be reached: the house runs without and raises their alarms`,
      remedy: "give each OPC UA or Modbus device its address",
    });
  }
  const machines = site.devices.map(({ kind, station }, i) =>
    kind === "station" && station !== undefined ? station : `row ${i}`,
  );
  for (const [i, first] of repeats(machines))
    findings.error(sheets.site, {
      code: "doubled-name",
      field: `devices[${i}].station`,
      message: `${site.devices[first]!.device}${alsoAt(sheets.site, `devices[${first}].station`)} and ${site.devices[i]!.device} are both the machine of ${machines[i]}, and only one would be opened`,
      remedy: "keep one row for each station",
    });
  const boxes = site.devices.map(({ wire, address }, i) => boxOf(wire, address) ?? `row ${i}`);
  for (const [i, first] of repeats(boxes))
    findings.error(sheets.site, {
      code: "doubled-name",
      field: `devices[${i}].address`,
      message: `${site.devices[first]!.device}${alsoAt(sheets.site, `devices[${first}].address`)} and ${site.devices[i]!.device} would read the same box, ${boxes[i]}`,
      remedy: "correct host, port or unit of one of them",
    });
  const hasMachine = new Set(machines);
  for (const [i, { station, kind, by }] of site.stations.entries()) {
    if (by === "person" && kind !== "packing")
      findings.error(sheets.site, {
        code: "wrong-value",
        field: `stations[${i}].by`,
        message: `${station} is of kind ${kind}, and who works there is said of packing stations alone`,
        remedy: "remove `by`, or make it a packing station",
      });
    if (by === "person" && hasMachine.has(station))
      findings.error(sheets.site, {
        code: "wrong-value",
        field: `stations[${i}].by`,
        message: `a person packs at ${station}, and a device is its machine: only one of them would get its totes`,
        remedy: "remove the device, or `by: person`",
      });
    if (kind === "packing" && by !== "person" && !hasMachine.has(station))
      findings.warning(sheets.site, {
        code: "no-machine",
        field: `stations[${i}].station`,
        message: `no device is the machine of packing station ${station}: totes that come there are never packed`,
        remedy: "add a device of kind station with this station, or write `by: person` where a person packs",
      });
  }
}

const namesMax = 5;

/** Boxes behind one gateway differ by unit; OPC UA machines of one server by their names. */
function boxOf(wire: DeviceRow["wire"], address: string | undefined): string | undefined {
  if (wire !== "modbus" || address === undefined) return undefined;
  try {
    const { host, port, unit } = modbusAddress(address);
    return `${host}:${port}/${unit}`;
  } catch {
    return undefined;
  }
}
