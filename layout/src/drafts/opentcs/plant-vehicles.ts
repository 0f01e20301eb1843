/** Vehicles of a plant model as the site's robots, and the one vehicle that leaves room for all of them. */
import type { RobotRow, Vehicle } from "@floorplane/contracts/site";
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
  return {
    robot,
    manufacturer: manufacturer ? plain(manufacturer) : "unknown",
    ...(serialNumber && plain(serialNumber) !== robot ? { serialNumber: plain(serialNumber) } : {}),
  };
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
