/** Vehicles of a plant model as the site's robots, and the one vehicle that leaves room for all of them. */
import { prefixPattern, type RobotRow, type Vehicle } from "@floorplane/contracts/site";
import { suggestedPrefixes } from "@floorplane/contracts/topics";
import { vdaVersions } from "@floorplane/contracts/vda5050/versions";
import { Names, plain } from "../names.ts";
import type { PlantModel, PlantVehicle } from "./plant-model.ts";
import type { PlantRemarks } from "./plant-remarks.ts";

export const vehicleTypeId = "opentcs.vehicle";

/** Of a vehicle that nobody measured: a slow one's. */
const usual = { lengthMm: 1_000, accelerationMps2: 0.5, quarterTurnS: 3, speedMps: 1 };
const widthPart = 0.7;
/** As the site's file takes them, m and m/s. */
const [lengthMin, lengthMax, speedMin, speedMax] = [0.1, 10, 0.05, 5];

export function vehiclesOf(
  { vehicles }: PlantModel,
  remarks: PlantRemarks,
): { readonly vehicle: Vehicle; readonly robots: readonly RobotRow[] } {
  const all = [...vehicles.values()];
  const names = new Names();
  const robots = all.map((each) => robotOf(each, names, remarks));
  for (const [name] of names.renamed) remarks.add("renamed-vehicles", name, vehicles.get(name)?.line);
  for (const each of all) if (each.size.widthMm === undefined) remarks.add("width", each.name, each.line);
  const sizes = all.map(({ size }) => `${size.lengthMm} ${size.widthMm}`);
  if (new Set(sizes).size > 1) for (const { name, line } of all) remarks.add("sizes", name, line);
  if (all.length > 0) remarks.add("energy", "energy levels of vehicles", all[0]!.line);
  remarks.add("dynamics", "vehicle");
  return { vehicle: largest(all, robots, remarks), robots };
}

function robotOf({ name, line, properties }: PlantVehicle, names: Names, remarks: PlantRemarks): RobotRow {
  const manufacturer = properties.get("vda5050:manufacturer");
  const serialNumber = properties.get("vda5050:serialNumber");
  if (!manufacturer || !serialNumber) remarks.add("maker", name, line);
  const robot = names.of(name);
  const row = {
    robot,
    manufacturer: manufacturer ? plain(manufacturer) : "unknown",
    ...(serialNumber && plain(serialNumber) !== robot ? { serialNumber: plain(serialNumber) } : {}),
  };
  return { ...row, ...wireOf({ name, line, properties }, row, remarks) };
}

/** Of the driver for VDA 5050: the version that it was told, and what the robot's topics begin with before maker and serial. */
function wireOf(
  { name, line, properties }: Pick<PlantVehicle, "name" | "line" | "properties">,
  { robot, manufacturer, serialNumber = robot }: RobotRow,
  remarks: PlantRemarks,
): Pick<RobotRow, "version" | "prefix"> {
  const told = properties.get("vda5050:version");
  const version = vdaVersions.find((each) => each === told);
  if (told !== undefined && !version) remarks.add("version", name, line);
  if (!version) return {};
  const whole = properties.get("vda5050:topicPrefix");
  const interfaceName = properties.get("vda5050:interfaceName");
  const ending = `/${manufacturer}/${serialNumber}`;
  const prefix = whole?.endsWith(ending)
    ? whole.slice(0, -ending.length)
    : whole === undefined && interfaceName
      ? `${interfaceName}/v${version[0]}`
      : undefined;
  const isOne = prefix !== undefined && new RegExp(prefixPattern).test(prefix);
  if (!isOne && (whole ?? interfaceName) !== undefined) remarks.add("topics", name, line);
  return { version, ...(isOne && prefix !== suggestedPrefixes[version] ? { prefix } : {}) };
}

/** Conflicts are reckoned for one body: that of the largest. */
function largest(all: readonly PlantVehicle[], robots: readonly RobotRow[], remarks: PlantRemarks): Vehicle {
  const lengths = all.map(({ size }) => size.lengthMm ?? usual.lengthMm);
  const widths = all.map(({ size }, i) => size.widthMm ?? widthPart * lengths[i]!);
  const speeds = all.map(({ forwardMmps }) => forwardMmps / 1000).filter((speed) => speed > 0);
  const wished = {
    lengthM: Math.max(...lengths, 0) / 1000 || usual.lengthMm / 1000,
    widthM: Math.max(...widths, 0) / 1000 || (widthPart * usual.lengthMm) / 1000,
    speedMps: speeds.length > 0 ? Math.min(...speeds) : usual.speedMps,
  };
  const within = (value: number, least: number, most: number): number =>
    Math.round(Math.min(most, Math.max(least, value)) * 1000) / 1000;
  const taken = {
    lengthM: within(wished.lengthM, lengthMin, lengthMax),
    widthM: within(wished.widthM, lengthMin, lengthMax),
    speedMps: within(wished.speedMps, speedMin, speedMax),
  };
  const isOdd = (Object.keys(taken) as (keyof typeof taken)[]).some(
    (key) => Math.abs(taken[key] - wished[key]) > 0.001,
  );
  if (isOdd || all.length === 0) remarks.add("measures", "vehicle", all[0]?.line);
  return {
    type: vehicleTypeId,
    manufacturer: robots[0]?.manufacturer ?? "unknown",
    ...taken,
    accelerationMps2: usual.accelerationMps2,
    quarterTurnS: usual.quarterTurnS,
  };
}
