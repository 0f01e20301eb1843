/** Whether a program may name an address for its webhook: what cannot be reached from outside, or could be turned against the house's own network, is refused at once and not tried for days. */
import { isIP } from "node:net";
import type { WithSettings } from "../../keeping/settings.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";
import { isInside } from "../reading/inside.ts";

const field = "url";
const wrong = (detail: string, code = "malformed-message"): Refusal => new Refusal(code, detail, { field });

/** The address as it is kept. */
export function judgedUrl(text: string, { settings: { privateWebhooks } }: WithSettings): string {
  // A reader of addresses leaves out line breaks and tabs, and what is left is another address.
  if (/[\p{Cc}\p{Z}]/u.test(text))
    throw wrong(
      `${JSON.stringify(text)} has a blank, a line break or another control: write https://host/path`,
    );
  if (!URL.canParse(text)) throw wrong(`${JSON.stringify(text)} is no address: write https://host/path`);
  const url = new URL(text);
  const { protocol, hostname, username, password, hash, href } = url;
  if (protocol !== "https:" && protocol !== "http:")
    throw wrong(
      `webhooks go over https${privateWebhooks ? " or http" : ""}, not ${protocol.slice(0, -1)}: write https://host/path`,
    );
  if (username !== "" || password !== "")
    throw wrong("leave out what stands before the @: what is sent is signed, and addresses stand in lists");
  if (hash !== "") throw wrong(`leave out ${hash}: no server hears what stands behind a #`);
  if (privateWebhooks) return href;
  if (protocol === "http:")
    throw wrong("write https: what is sent names customers and goods, and would go unencrypted");
  const name = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(name) ? isInside(name) : isLocal(name))
    throw wrong(
      `${name} is an address of this machine or its network, which no program may name here (limits.privateWebhooks in site.yaml allows it); name a public one, or let who runs the house start it with --webhook`,
      doorCodes.addressInside,
    );
  return href;
}

/** Names that are never of the public network (RFC 6761, RFC 6762, RFC 8375); others are judged by what they stand for when they are called. */
const isLocal = (name: string): boolean =>
  !name.includes(".") || /\.(localhost|local|internal|home\.arpa|test|invalid|onion)$/i.test(name);
