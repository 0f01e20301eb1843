/**
 * Programs that a command gives its house from the first start: the operator's, whose token is a file of the state folder, and those that the command runs itself. Whoever can read the state folder
 * can ask for anything at the WMS's door; others get a program of their own by `floorplane program add`.
 */
import { randomBytes } from "node:crypto";
import { allScopes, everyClient, type Scope } from "@floorplane/contracts/programs.schema";
import type { GivenProgram } from "@floorplane/wms-bridge/programs/programs";
import type { StateFolder } from "../running/state-folder.ts";

/** Readable by its owner alone. Whoever removes it gets another token at the next start. */
export const operatorFile = "wms-token";
export const operatorName = "operator";

export const drawSecret = (): string => randomBytes(32).toString("base64url");

export interface Operator {
  readonly given: GivenProgram;
  /** Made at this very start. */
  readonly isNew: boolean;
}

/** Everything, for every client of the site. */
export function operatorOf(state: StateFolder): Operator {
  const known = state.readSecret(operatorFile);
  const token = known ?? `fp_${drawSecret()}`;
  if (known === undefined) state.writeText(operatorFile, `${token}\n`);
  return { given: operator(token), isNew: known === undefined };
}

export const operator = (token: string): GivenProgram => ({
  program: operatorName,
  name: "whoever runs the house",
  clients: [everyClient],
  scopes: allScopes,
  token,
});

const loads: readonly Scope[] = ["items:write", "stock:write", "orders:write"];

/** The WMS of the simulated world. `isAtDock`: so are the people who build pallets there and answer for what no portal read. */
export const simulatedWms = (client: string, token: string, isAtDock: boolean): GivenProgram => ({
  program: `simulated-wms-${client}`,
  name: "the WMS of the simulated world",
  clients: [client],
  // It looks at what others bring, so that it lies on the simulated floor too.
  scopes: [...loads, "stock:read", "trace:read", ...(isAtDock ? (["orders:read"] as const) : [])],
  token,
});

/** Names of their secrets in the state folder; no device has a slash in its name. */
export const simulatedWmsSecret = "program/simulated-wms";
export const csvFolderSecret = "program/csv-folder";
/** Of this the secrets of registered webhooks are made: a ledger and its backups hold none of them. */
export const signingSecret = "webhooks/signing";

/** A watched folder, where there is one, and the program that its files come from: whoever may write into it, for the client that each row names. */
export function csvFolderOf(
  path: string | undefined,
  tokens: Readonly<Record<string, string>>,
): {
  readonly programs: readonly GivenProgram[];
  readonly config: { readonly csvFolder?: { readonly path: string; readonly token: string } };
} {
  if (path === undefined) return { programs: [], config: {} };
  const token = tokens[csvFolderSecret]!;
  const program = {
    program: "csv-folder",
    name: "the watched folder of CSV files",
    clients: [everyClient],
    scopes: loads,
    token,
  };
  return { programs: [program], config: { csvFolder: { path, token } } };
}

/** What `up` and `demo` say of it. The token itself is shown where it was made just now, or where nothing of value is behind it. */
export function doorLines(wms: string, file: string, token?: string): string[] {
  const shown = token === undefined ? "" : `${token} `;
  return [
    `WMS token   ${shown}of program ${operatorName}, kept in ${file}; a program of your own: floorplane program add`,
    `Try it      curl -H "Authorization: Bearer $(cat ${file})" ${wms}/v1/orders`,
  ];
}
