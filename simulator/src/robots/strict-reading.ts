/** A command as the strictest robot reads it: nothing is tidied, and nothing passes that the standard does not say so. */

import { remarkInEnglish } from "@floorplane/contracts/reasons/english/of-messages";
import { writtenTimestamp } from "@floorplane/contracts/vda5050/timestamp";
import type { Header } from "@floorplane/contracts/vda5050/v2-1/header";
import type { ReadResult } from "@floorplane/contracts/vda5050/v2-1/wire";
import { messageBytesMax } from "./factsheet.ts";
import type { Wire } from "./wire.ts";

export type StrictlyRead<Message> =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly field: string; readonly reason: string };

export function strictly<Message extends Header>(
  read: ReadResult<Message>,
  { byteLength }: Uint8Array,
  { headerVersion }: Pick<Wire, "headerVersion">,
): StrictlyRead<Message> {
  if (!read.ok) return read;
  const no = (field: string, reason: string): StrictlyRead<Message> => ({ ok: false, field, reason });
  if (byteLength > messageBytesMax) return no("$", `has ${byteLength} bytes, more than ${messageBytesMax}`);
  const [warning] = read.warnings;
  if (warning !== undefined) return no("$", remarkInEnglish(warning));
  const { version, timestamp } = read.message;
  if (version !== headerVersion) return no("version", `is ${version}, not ${headerVersion}`);
  if (!writtenTimestamp.test(timestamp)) return no("timestamp", `is no UTC time with Z: ${timestamp}`);
  return read;
}
