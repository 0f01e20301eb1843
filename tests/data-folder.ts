/** The folder with what others made (orders, standards) and what a test says when it is not there. */
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.FLOORPLANE_DATA ?? join(import.meta.dirname, "../../shared");

export interface DataFolder {
  readonly path: string;
  readonly isAbsent: boolean;
  /** For a test's name; empty where the folder is there. */
  readonly reason: string;
}

export function dataFolder(part: string): DataFolder {
  const path = join(folder, part);
  const isAbsent = !existsSync(path);
  return { path, isAbsent, reason: isAbsent ? ` (skipped: there is no ${path})` : "" };
}
