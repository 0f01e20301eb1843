/** By what the bodies of the addresses that many requests go to are read: by the door, or ahead of it in the thread of its shell. */
import type { ReadAhead } from "@floorplane/contracts/http";
import { parseOrderRequest } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { hashesOf } from "../reading/content-hash.ts";

/** Undefined where the door reads it itself, be it because nothing is gained or because the body is refused: that is the door's to say. */
export function readAhead(method: string, url: string, body: Uint8Array): ReadAhead | undefined {
  if (method !== "POST" || url !== wmsPaths.orders) return undefined;
  try {
    const request = parseOrderRequest.bytes(body);
    const { client: _whose, ...content } = request;
    const hashes = hashesOf({ path: url, number: "", pathAsked: url, body }, content);
    return { text: JSON.stringify(request), hashes };
  } catch {
    return undefined;
  }
}
