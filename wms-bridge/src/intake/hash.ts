/** Names a request's content, to know it again: SHA-256, shortened to 128 bits. */
import { hash } from "node:crypto";

export const hashOf = (content: string | Uint8Array): string =>
  hash("sha256", content, "base64url").slice(0, 22);
