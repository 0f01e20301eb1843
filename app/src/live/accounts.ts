/** Who may connect to a site's broker, and to what: derived from its files, one account a device. Tokens are the state folder's. */
import { type Account, AccountBook, programPrefix, tokenHash } from "@floorplane/broker/rights/accounts";
import { prefixesOf, Rights } from "@floorplane/broker/rights/rights";
import { isId } from "@floorplane/contracts/ids";
import { readerOf } from "@floorplane/contracts/labels";
import { handheldsOf, prefixOf, type Site } from "@floorplane/contracts/site";
import type { ProgramAccount } from "@floorplane/wms-bridge/programs/programs";

/** Client ids of the parties that are no devices. */
export const houseClientId = "house";
export const viewerClientId = "viewer";

/** One who may connect, without the token; the user name is the client id. */
export interface OneParty extends Omit<Account, "tokens" | "username"> {
  /** In words, and where it stands in the site's file. */
  readonly what: string;
  readonly field: string;
}

/** In the order of their names' age: the house's own first. A robot's client id is its name in the house; its topics carry its serial number. */
export const parties = (site: Site): OneParty[] => [
  { party: "control", clientId: houseClientId, what: "the house itself", field: "" },
  { party: "viewer", clientId: viewerClientId, what: "the viewers of the house", field: "" },
  ...handheldsOf(site).map(
    (clientId, i): OneParty => ({
      party: "handheld",
      clientId,
      what: `handheld ${clientId}`,
      field: site.handhelds ? `handhelds[${i}]` : "",
    }),
  ),
  ...site.robots.map(
    (row, i): OneParty => ({
      party: "robot",
      clientId: row.robot,
      manufacturer: row.manufacturer,
      ...(row.serialNumber === undefined ? {} : { self: row.serialNumber }),
      prefix: prefixOf(row),
      ...(row.clientIds === undefined ? {} : { foreignClientIds: row.clientIds }),
      what: `robot ${row.robot}`,
      field: `robots[${i}].robot`,
    }),
  ),
  ...site.robots.map(
    ({ robot }, i): OneParty => ({
      party: "device",
      clientId: readerOf(robot),
      what: `the reader of robot ${robot}`,
      field: `robots[${i}].robot`,
    }),
  ),
  ...site.devices.flatMap(({ device, wire }, i): OneParty[] =>
    wire === "mqtt"
      ? [{ party: "device", clientId: device, what: `device ${device}`, field: `devices[${i}].device` }]
      : [],
  ),
];

/** Programs that come to the broker: user name and client id are `program~` and the name, so that none is taken for a device. */
export const programAccounts = (programs: readonly ProgramAccount[]): Account[] =>
  programs
    .filter(({ program }) => isId(program))
    .map(({ program, tokens }) => {
      const clientId = programPrefix + program;
      return { party: "program", clientId, username: clientId, self: program, tokens };
    });

export const clientIds = (site: Site): string[] => parties(site).map(({ clientId }) => clientId);

export const accountsOf = (who: readonly OneParty[], tokens: Readonly<Record<string, string>>): Account[] =>
  who.map(({ what: _, field: __, ...party }) => ({
    ...party,
    username: party.clientId,
    tokens: [{ hash: tokenHash(tokens[party.clientId]!) }],
  }));

/** What each of them may say and hear, for a broker that asks for no tokens: all of its clients are in this process. */
export function rightsOf(who: readonly OneParty[], site: string): (clientId: string) => Rights | undefined {
  const accounts = accountsOf(who, Object.fromEntries(who.map(({ clientId }) => [clientId, ""])));
  const book = new AccountBook(accounts);
  const rights = new Map<Account, Rights>();
  const prefixes = prefixesOf(accounts);
  return (clientId) => {
    const account = book.of(clientId);
    if (!account) return undefined;
    const known = rights.get(account) ?? new Rights(account, site, prefixes);
    rights.set(account, known);
    return known;
  };
}
