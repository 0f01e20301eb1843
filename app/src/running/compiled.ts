/**
 * What Node makes of the sources (types stripped, code compiled) is kept, so that a start does not do it again: half of a start is that. Node checks each
 * entry against its file; where the folder cannot be written, everything is compiled as ever.
 */
import module from "node:module";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../node_modules/.cache/floorplane");

/** For this process, from here on. */
export const keepCompiled = (): void => void module.enableCompileCache(folder);

/** For a child, from its first file on. */
export const compiledEnvironment = (): NodeJS.ProcessEnv => ({ NODE_COMPILE_CACHE: folder, ...process.env });

/** Otherwise it is written at the end only, and a process that is killed has none. */
export const writeCompiled = (): void => module.flushCompileCache();
