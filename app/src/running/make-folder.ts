/** Makes a folder and those above it, one by one: where the system says that a parent is not there though it is (`/proc`), Node's own way tries for ever. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Throws what the system says of the first one that cannot be made, or that is there and no folder. */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.push(at);
  if (missing.length === 0) mkdirSync(path, { recursive: true });
  for (const each of missing.reverse()) mkdirSync(each);
}
