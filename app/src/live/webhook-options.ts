/**
 * `--webhook [CLIENT=]URL` and `--webhook-secret-file [CLIENT=]FILE`, once for each hearer, judged before anything starts: an address that no confirmation can ever reach is refused, not
 * tried for days.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { ClientId, isId } from "@floorplane/contracts/ids";
import { clientsOf, type Site } from "@floorplane/contracts/site";
import type { WebhookTarget } from "@floorplane/wms-bridge/confirmations/confirmations";
import { secretCharsMax, textOfSecretFile } from "../running/secret-file.ts";

export interface WebhookOptions {
  readonly webhook?: readonly string[];
  readonly webhookSecretFile?: readonly string[];
}

const option = "--webhook";
const fileOption = "--webhook-secret-file";
const form = "write http://host:port/path or https://host/path";
/** Standard Webhooks 1.0: between 24 and 64 bytes, base64, after a prefix. */
const secretPrefix = "whsec_";
const secretBytes = { least: 24, most: 64 };
const howToMake = "make one with: echo whsec_$(openssl rand -base64 32)";

/** The hearers under this name, one a client; none where nothing was asked for. Throws `bad-option`. */
export function webhookTargets(
  { webhook = [], webhookSecretFile = [] }: WebhookOptions,
  name: string,
): WebhookTarget[] {
  const addresses = webhook.map(ofClient);
  const clients = addresses.map(({ client }) => client);
  const doubled = clients.find((client, index) => clients.indexOf(client) !== index);
  if (new Set(clients).size < clients.length)
    throw refused(
      option,
      doubled === undefined
        ? `is given twice without a client; write CLIENT=URL for each client's own hearer`
        : `is given twice for client ${doubled}; a client has one hearer`,
    );
  // A file may have such a sign in its name; what stands before it is a client where one of that name hears.
  const files = webhookSecretFile.map((text) => {
    const read = ofClient(text);
    return read.client === undefined || clients.includes(read.client) ? read : { client: undefined, text };
  });
  if (addresses.length === 0 && files.length > 0)
    throw refused(fileOption, `needs ${option}: without an address nothing is sent`);
  return addresses.map(({ client, text }) => {
    const url = readAddress(text);
    const file = files.find((one) => one.client === client) ?? files.find((one) => one.client === undefined);
    if (!file) throw refused(option, `needs ${fileOption}: confirmations are signed (${howToMake})`);
    const secret = readSecret(file.text);
    return client === undefined
      ? { name, url, secret }
      : { name: `${client}/${name}`, url, secret, client: ClientId(client) };
  });
}

/** Refuses a hearer of a client whom the site does not list: it would never hear anything. */
export function judgeHearers(targets: readonly WebhookTarget[], site: Site): void {
  const known = new Set<string>(clientsOf(site));
  for (const { client } of targets)
    if (client !== undefined && !known.has(client))
      throw refused(
        option,
        `names client ${client}, whom site.yaml does not list (${[...known].join(", ")}): list it under clients:, or correct the name`,
      );
}

/** An address has a slash before its first equals sign, and no id has one. */
function ofClient(text: string): { readonly client: string | undefined; readonly text: string } {
  const end = text.indexOf("=");
  const client = text.slice(0, Math.max(0, end));
  return isId(client) ? { client, text: text.slice(end + 1) } : { client: undefined, text };
}

/** `option` is how the command calls what names it. Throws `bad-option`. */
export function readAddress(text: string, named: string = option): string {
  // An address without its scheme reads as one of a scheme of that name, or as none.
  const meant = /^[\w.-]+:\d+(\/|$)/.test(text) ? `http://${text}` : undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refused(
      named,
      `"${text}" is no address: ${meant ? `write ${meant}, or https:// where the WMS speaks TLS` : form}`,
    );
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(
      named,
      meant
        ? `"${text}" does not say how to reach it: write ${meant}, or https:// where the WMS speaks TLS`
        : `"${text}" begins with ${url.protocol} and confirmations go over http: or https: alone: ${form}`,
    );
  }
  if (url.username !== "" || url.password !== "")
    throw refused(
      named,
      "must not carry a user name or password: confirmations are signed with the secret, and addresses stand in logs; leave out what stands before the @",
    );
  if (isBlocked(url))
    throw refused(
      named,
      `names port ${url.port}, which no HTTP client may call (it belongs to another service): let the WMS listen on another`,
    );
  return url.href;
}

/** Throws `bad-option`. */
export function readSecret(file: string): string {
  const text = textOfSecretFile(fileOption, file);
  const secret = text.trim();
  const wrong = faultOf(secret, text.length);
  if (wrong) throw refused(fileOption, `"${file}" ${wrong}; ${howToMake}`);
  return secret;
}

/** The secret itself is shown nowhere. */
function faultOf(secret: string, length: number): string | undefined {
  if (secret === "") return "is empty";
  if (length > secretCharsMax || /\s/.test(secret)) return "must hold one secret and nothing else";
  if (/^wh[ps]k_/.test(secret))
    return "holds an asymmetric key; confirmations are signed with a shared secret";
  if (!secret.startsWith(secretPrefix)) return `must begin with ${secretPrefix}`;
  const base64 = secret.slice(secretPrefix.length);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0)
    return `must be base64 after ${secretPrefix}, with + and / and its = at the end`;
  const { length: bytes } = Buffer.from(base64, "base64");
  if (bytes < secretBytes.least || bytes > secretBytes.most)
    return `has ${bytes} bytes; a secret has ${secretBytes.least} to ${secretBytes.most}`;
  return undefined;
}

const refused = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `${field} ${message}`, field });

/** Ports that fetch calls for nobody (WHATWG Fetch, "bad port"); 0 is none. */
const blockedPorts = new Set(
  (
    "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143 161 " +
    "179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 " +
    "5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080"
  ).split(" "),
);
const isBlocked = ({ port }: URL): boolean => blockedPorts.has(port);
