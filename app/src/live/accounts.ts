/** Who may connect to a site's broker: derived from its files, one account a device. Tokens are the state folder's. */
import { type Account, tokenHash } from "@floorplane/broker/rights/accounts";
import type { Site } from "@floorplane/contracts/site";

/** Client ids of the parties that are no devices. */
export const houseClientId = "house";
export const viewerClientId = "viewer";
export const handheldClientId = "HANDHELD-1";
/** The reader that a robot carries, as it calls itself. */
export const readerOf = (robot: string): string => `RDR-${robot}`;

type Unsigned = Omit<Account, "tokenHash" | "username">;

/** Accounts without their tokens; the user name is the client id. */
function parties(site: Site): Unsigned[] {
  return [
    { party: "control", clientId: houseClientId },
    { party: "viewer", clientId: viewerClientId },
    { party: "handheld", clientId: handheldClientId },
    ...site.robots.flatMap(({ robot, manufacturer }): Unsigned[] => [
      { party: "robot", clientId: robot, manufacturer },
      { party: "device", clientId: readerOf(robot) },
    ]),
    ...site.devices
      .filter(({ wire }) => wire === "mqtt")
      .map(({ device }): Unsigned => ({ party: "device", clientId: device })),
  ];
}

export const clientIds = (site: Site): string[] => parties(site).map(({ clientId }) => clientId);

export const accountsOf = (site: Site, tokens: Readonly<Record<string, string>>): Account[] =>
  parties(site).map((party) => ({
    ...party,
    username: party.clientId,
    tokenHash: tokenHash(tokens[party.clientId]!),
  }));
