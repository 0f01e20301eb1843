/** What the header's schema cannot say, for one major version: what we write is ours to the letter; another version that happens to fit is served, and said. */
import type { Remark } from "../reasons/of-messages.ts";
import { ownWords } from "../reasons/reason.ts";
import type { Fault } from "./fault.ts";
import type { Header } from "./header.ts";
import { writtenTimestamp } from "./timestamp.ts";

/** A message may be without header in some versions. */
type SomeHeader = Partial<Header>;

export const headerFault =
  (major: number) =>
  ({ timestamp, version }: SomeHeader): Fault | undefined => {
    if (timestamp !== undefined && !writtenTimestamp.test(timestamp)) {
      return { field: "timestamp", reason: `must be UTC with milliseconds and Z, is "${timestamp}"` };
    }
    if (version !== undefined && !isOf(major, version)) {
      return { field: "version", reason: `must be ${major}.x.y, is "${version}"` };
    }
    return undefined;
  };

export const versionRemark =
  (major: number) =>
  ({ version }: SomeHeader): readonly Remark[] =>
    version === undefined || version.startsWith(`${major}.`)
      ? none
      : [{ code: "field.other-version", field: "version", said: ownWords(version), major }];

const isOf = (major: number, version: string): boolean =>
  version.startsWith(`${major}.`) && /^\d+\.\d{1,3}\.\d{1,3}$/.test(version);

const none: readonly Remark[] = Object.freeze([]);
