/** What of a message was odd, in English: for people, logs, and whoever sent it. Total: a remark without words does not compile. */
import type { MessageReasons, Remark, RemarkReasons } from "../of-messages.ts";
import { inWords, type WordsFor } from "../reason.ts";

const ofRemarks = {
  "field.read-as": ({ field, said, as }) =>
    said === null ? `${field}: missing, read as ${as}` : `${field}: ${said} read as ${as}`,
  "field.left-out": ({ field, said }) => `${field}: ${said}: unreadable, left out`,
  "field.taken-as-absent": ({ field, said }) => `${field}: ${said}: unreadable, taken as absent`,
  "field.blank": ({ field, said }) => `${field}: ${said}, taken as absent`,
  "field.renamed": ({ field, from }) => `${field}: read from ${from}`,
  "field.flawed": ({ field, fault }) => `${field}: ${fault}`,
  "field.other-version": ({ field, said, major = 2 }) => `${field}: "${said}" is not ${major}.x`,
  "field.empty": ({ field }) => `${field}: is empty`,
  "field.beyond-pi": ({ field, said }) =>
    `${field}: ${said} is beyond pi: read as radians, of which whole turns are taken off`,
  "field.tiny-percent": ({ field, said }) => `${field}: ${said} is read as percent, which is next to nothing`,
  "field.no-seconds": ({ field, said }) => `${field}: ${said} is no number of seconds below 30`,
  "field.other-name": ({ field, said, is }) => `${field}: "${said}" is not "${is}", as in its topic`,
  "field.and-more": ({ more }) => `and ${more} more`,
} as const satisfies WordsFor<RemarkReasons>;

export const remarkInEnglish = (remark: Remark): string => inWords(ofRemarks, remark);

export const ofMessages = {
  "said.odd": ({ remarks, more }) =>
    [
      ...remarks.map(({ topic, remark }) => `${topic}: ${remarkInEnglish(remark)}`),
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join("; "),
} as const satisfies WordsFor<MessageReasons>;
