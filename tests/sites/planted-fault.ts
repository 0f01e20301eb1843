/** What people and tools get wrong in a site, one at a time, with what the verdict must say of it. */
import type { FindingCode } from "@floorplane/app/site/finding";
import type { ASite, Place } from "./a-site.ts";

export interface PlantedFault {
  readonly name: string;
  readonly code: FindingCode;
  readonly severity: "error" | "warning";
  /** Answers where it stands. */
  readonly plant: (site: ASite) => Place;
}

export const wrong = (name: string, code: FindingCode, plant: PlantedFault["plant"]): PlantedFault => ({
  name,
  code,
  severity: "error",
  plant,
});

export const doubtful = (name: string, code: FindingCode, plant: PlantedFault["plant"]): PlantedFault => ({
  name,
  code,
  severity: "warning",
  plant,
});

/** The place is so many lines above what was changed. */
export const above = ({ file, line }: Place, lines: number): Place => ({ file, line: line! - lines });
/** The verdict is about the file, or about another one. */
export const somewhere = ({ file }: Place, other: Place["file"] = file): Place => ({
  file: other,
  line: undefined,
});
