/** Programs of a house on a virtual clock. Nothing about their tokens is secret: both ends are in one process. */
import { createHmac } from "node:crypto";
import type { ClientId } from "@floorplane/contracts/ids";
import { clientsOf, type Site } from "@floorplane/contracts/site";
import type { Random } from "@floorplane/runtime/random";
import type { GivenProgram } from "@floorplane/wms-bridge/programs/programs";
import { operator, simulatedWms } from "../programs/house-programs.ts";

const tokenOf = (name: string): string => `token-of-${name}-in-a-simulated-house`;

/** What it shows who asks in the operator's name. */
export const operatorHeaders = { authorization: `Bearer ${tokenOf("operator")}` };
/** What the simulated WMS of a client shows. */
export const headersOf = (client: ClientId): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${tokenOf(client)}`,
});

/** The operator's, and that of each client's WMS; `isAtDock`: somebody at its dock looks at manifests and pallets, too. */
export const simulatedPrograms = (site: Site, isAtDock = false): GivenProgram[] => [
  operator(tokenOf("operator")),
  ...clientsOf(site).map((client) => simulatedWms(client, tokenOf(client), isAtDock)),
];

/** Tokens that the door makes, the same in each run of a seed. */
export function drawnFrom(random: Random): () => string {
  let drawn = 0;
  return () => {
    const chance = random.split(`secret ${++drawn}`);
    return Buffer.from(Array.from({ length: 32 }, () => chance.below(256))).toString("base64url");
  };
}

/** What registered webhooks of a simulated house are signed with. */
export const secretFor = (name: string): string =>
  createHmac("sha256", "a simulated house").update(name).digest("base64");
