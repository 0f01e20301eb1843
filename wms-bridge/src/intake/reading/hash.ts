/** Names a request's content, to know it again: SHA-256, shortened to 128 bits. */
import { hash } from "node:crypto";
import { inOrder } from "@floorplane/contracts/in-order";

export const hashOf = (content: string | Uint8Array): string =>
  hash("sha256", content, "base64url").slice(0, 22);

/** Of what was parsed: the same however it was written (order of members, white space, spelling of numbers). */
export const hashOfContent = (content: unknown): string => hashOf(JSON.stringify(inOrder(content)));
