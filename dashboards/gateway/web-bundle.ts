/** Where the built screens lie, and how they come to be there when an install left them out (`npm ci --ignore-scripts`). */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";

export const webRoot = join(import.meta.dirname, "../web/dist");

/** Builds the screens if there are none; `say` hears one line before and one after. What is there is used as it is. */
export async function ensureWebBundle(say: (line: string) => void): Promise<string> {
  if (existsSync(join(webRoot, "index.html"))) return webRoot;
  say("Building the screens; this happens once and takes a few seconds.");
  try {
    const { buildWeb } = await import("../web/build.ts");
    await buildWeb();
  } catch (error) {
    throw new FloorplaneError({
      code: "not-found",
      message: `the screens could not be built: ${error instanceof Error ? error.message : String(error)}; run npm ci, then npm run build:web`,
    });
  }
  say("The screens are built.");
  return webRoot;
}
