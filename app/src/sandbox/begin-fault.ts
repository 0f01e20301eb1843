/** What a fault does at once: stations and robots stop, goods lie otherwise. The others wait in the book until their moment comes, and name what can come. */
import { confirmationTypes } from "@floorplane/contracts/confirmation-types";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Fault } from "./fault-book.ts";
import type { SandboxLife } from "./sandbox-life.ts";

/** Refuses a name that nothing here has: the fault would wait for ever. */
export function begin(life: SandboxLife, fault: Fault): void {
  judgeNames(life, fault);
  if (fault.fault === "station.down") stopStation(life, fault);
  if (fault.fault === "robots.stopped") stopRobots(life, fault);
  if (fault.fault === "stock.different") differ(life, fault);
}

function judgeNames({ goods }: SandboxLife, { sku, type, path }: Fault): void {
  if (sku !== undefined && !goods.knows(sku))
    throw unknown(
      "sku",
      `${sku} is no goods of this catalogue${didYouMean(sku, goods.items)}; send the item first. Another client's goods have it before them: acme/${sku}`,
    );
  const types = [...Object.keys(confirmationTypes), "webhook.test"];
  if (type !== undefined && !types.includes(type))
    throw unknown(
      "type",
      `${type} is no type of a webhook${didYouMean(type, types)}; those are ${types.join(", ")}`,
    );
  if (path !== undefined && !path.startsWith(doorPath) && !doorPath.startsWith(path))
    throw unknown("path", `the door has no address that begins with ${path}; they begin with ${doorPath}`);
}

const doorPath = "/v1/";

function stopStation(life: SandboxLife, fault: Fault): void {
  const { stations, options } = life.floor.world;
  const packing = options.site.stations
    .filter(({ kind }) => kind === "packing")
    .map(({ station }) => station);
  const name = fault.station ?? packing[0]!;
  const station = packing.includes(name as never) ? stations.get(name) : undefined;
  if (!station)
    throw unknown("station", `${name} is no packing station here; those are ${packing.join(", ")}`);
  station.setBroken(true);
  lasts(life, fault, () => station.setBroken(false));
}

function stopRobots(life: SandboxLife, fault: Fault): void {
  const { robots } = life.floor.world;
  const names = fault.robots ?? robots.map(({ id }) => id);
  const stopped = names.map((name) => {
    const robot = robots.find(({ id }) => id === name);
    if (!robot)
      throw unknown("robots", `${name} is no robot here; those are ${robots.map(({ id }) => id).join(", ")}`);
    return robot;
  });
  for (const robot of stopped) robot.seize(true);
  lasts(life, fault, () => {
    for (const robot of stopped) robot.seize(false);
  });
}

/** Until its minutes are over, or somebody ends it. */
function lasts({ clock, floor, book }: SandboxLife, fault: Fault, end: () => void): void {
  fault.happened = 1;
  fault.left = 0;
  fault.end = end;
  if (fault.minutes !== undefined)
    floor.clock.at(clock.now + fault.minutes * minuteMs, () => book.over(fault));
}

/** The shelf differs from the book, and somebody is sent to count it. */
function differ({ floor, book, headers }: SandboxLife, fault: Fault): void {
  const { location = "", sku = "", units = 0 } = fault;
  const { world, composed } = floor;
  if (!world.options.locations.some((row) => row.location === location))
    throw unknown("location", `there is no bin ${location}; GET ${wmsPaths.stock} shows where goods are`);
  const there = world.shelves.bin(location).get(sku) ?? 0;
  if (there + units < 0)
    throw unknown(
      "units",
      `there are ${there} of ${sku} at ${location}, so that ${-units} cannot be missing`,
    );
  if (units > 0) world.shelves.lay(location, sku, units);
  else world.shelves.writeOff(location, sku, -units);
  book.take("stock.different", (one) => one === fault);
  const body = { count: `SANDBOX-${fault.id}`, scope: { locations: [location] } };
  composed.wmsBridge.door.handle(
    {
      method: "POST",
      url: wmsPaths.counts,
      headers: { ...headers, "idempotency-key": `sandbox-${fault.id}` },
      body: new TextEncoder().encode(JSON.stringify(body)),
    },
    () => {},
  );
}

const unknown = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "conflict", message, field });
