/** A chart inside a document is part of its shape: whoever changes its states counts up the kind's version, gives an upgrade, and writes the states down here. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "@floorplane/contracts/kind";
import { robotKind } from "@floorplane/fleet/robots/robot.kind";
import { robotMachine } from "@floorplane/fleet/robots/robot.machine";
import { transportKind } from "@floorplane/fleet/transports/transport.kind";
import { transportMachine } from "@floorplane/fleet/transports/transport.machine";
import { alarmKind } from "@floorplane/sensors/alarms/alarm.kind";
import { alarmMachine } from "@floorplane/sensors/alarms/alarm.machine";
import { bandMachine } from "@floorplane/sensors/climate/band.machine";
import { bandKind } from "@floorplane/sensors/climate/climate.kind";
import { deviceLinkMachine } from "@floorplane/sensors/links/device-link.machine";
import { linkKind } from "@floorplane/sensors/links/link.kind";
import { packingStationMachine } from "@floorplane/sensors/stations/packing-station.machine";
import { stationKind } from "@floorplane/sensors/stations/station.kind";
import { waveKind } from "@floorplane/wms-bridge/waves/wave.kind";
import { waveMachine } from "@floorplane/wms-bridge/waves/wave.machine";
import { expect, it } from "vitest";

interface StateNode {
  readonly path: readonly string[];
  readonly states: Readonly<Record<string, StateNode>>;
}

const charts: readonly (readonly [Kind, { readonly root: StateNode }])[] = [
  [alarmKind, alarmMachine],
  [bandKind, bandMachine],
  [linkKind, deviceLinkMachine],
  [robotKind, robotMachine],
  [stationKind, packingStationMachine],
  [transportKind, transportMachine],
  [waveKind, waveMachine],
];
const file = join(import.meta.dirname, "charts.json");

const statesOf = ({ states }: StateNode): string[] =>
  Object.values(states).flatMap((state) => [state.path.join("."), ...statesOf(state)]);

it("the states of each kept chart are those of the version of its kind", () => {
  const today = Object.fromEntries(
    charts.map(([{ name, version }, machine]) => [`${name}.${version}`, statesOf(machine.root)]),
  );
  if (process.env.WRITE_CHARTS === "1") writeFileSync(file, `${JSON.stringify(today, null, 2)}\n`);

  expect(today).toEqual(JSON.parse(readFileSync(file, "utf8")));
});
