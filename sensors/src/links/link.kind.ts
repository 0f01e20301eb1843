/** What is kept of the line to a device. */
import type { DeviceLinkState } from "@floorplane/contracts/documents";
import { type BodyOf, chartAlone, fields, kind, machineRow, oneOf, Type } from "@floorplane/contracts/kind";

export const linkStates = oneOf<DeviceLinkState>({
  connecting: true,
  live: true,
  silent: true,
  broken: true,
});

export const linkKind = kind(
  "device-link",
  2,
  fields({ device: Type.String(), state: linkStates, machine: machineRow }),
  { 1: ({ machine, ...link }) => ({ ...link, machine: chartAlone(machine) }) },
);
export type KeptLink = BodyOf<typeof linkKind>;
