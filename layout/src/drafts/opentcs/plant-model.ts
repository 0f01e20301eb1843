/** A plant model of openTCS as its file has it: lengths in mm, speeds in mm/s, angles in degrees. */

export interface PlantElement {
  readonly name: string;
  /** In the file, from 1. */
  readonly line: number;
  readonly properties: Map<string, string>;
}

export interface PlantPoint extends PlantElement {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Absent where none is asked for. */
  readonly angle: number | undefined;
  /** `HALT_POSITION`, `PARK_POSITION`; in older models `REPORT_POSITION`, where nobody halts. */
  readonly type: string;
}

export interface PlantPath extends PlantElement {
  readonly from: string;
  readonly to: string;
  readonly lengthMm: number;
  /** 0: not driven that way. */
  readonly forwardMmps: number;
  readonly reverseMmps: number;
  readonly isLocked: boolean;
  /** How it is drawn, with points in units of the drawing. */
  readonly drawn: { readonly type: string; readonly points: { readonly x: number; readonly y: number }[] };
  /** Of devices at locations. */
  readonly peripheralOperations: { readonly operation: string; readonly location: string }[];
}

export interface PlantVehicle extends PlantElement {
  readonly size: { lengthMm: number | undefined; widthMm: number | undefined };
  readonly forwardMmps: number;
}

export interface PlantLocationType extends PlantElement {
  readonly operations: string[];
  readonly peripheralOperations: string[];
  readonly look: { representation: string };
}

export interface PlantLink {
  readonly point: string;
  readonly line: number;
  /** Those that are allowed at this point; all of the type where empty. */
  readonly operations: string[];
}

export interface PlantLocation extends PlantElement {
  readonly x: number;
  readonly y: number;
  readonly type: string;
  readonly isLocked: boolean;
  readonly links: PlantLink[];
}

export interface PlantBlock extends PlantElement {
  readonly type: string;
  readonly members: string[];
}

export interface PlantModel {
  readonly name: string;
  readonly version: string;
  readonly points: ReadonlyMap<string, PlantPoint>;
  readonly paths: ReadonlyMap<string, PlantPath>;
  readonly vehicles: ReadonlyMap<string, PlantVehicle>;
  readonly locationTypes: ReadonlyMap<string, PlantLocationType>;
  readonly locations: ReadonlyMap<string, PlantLocation>;
  readonly blocks: ReadonlyMap<string, PlantBlock>;
  /** mm of the plant to a unit of the drawing; absent where the model does not say. */
  readonly scale: { readonly x: number; readonly y: number } | undefined;
  readonly properties: ReadonlyMap<string, string>;
  /** What is in the file and in no version that is known here: its place, and the line of the first. */
  readonly unknown: ReadonlyMap<string, number>;
  /** Points and paths with areas of their own. */
  readonly enveloped: readonly string[];
}
