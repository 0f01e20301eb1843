/** `--ledger`, `--bus` and `--history`, each with a file for its secret: what a house stands on, from options first, then `site.yaml`, else its own. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Site } from "@floorplane/contracts/site";
import type { Command } from "commander";
import { loopback } from "../running/ports.ts";
import { secretCharsMax, textOfSecretFile } from "../running/secret-file.ts";
import {
  type GroundName,
  type Grounds,
  groundNames,
  NoGround,
  ownGrounds,
  readGround,
  secretVariable,
} from "../site/grounds.ts";

export interface GroundOptions {
  readonly ledger?: string;
  readonly ledgerSecretFile?: string;
  readonly bus?: string;
  readonly busSecretFile?: string;
  readonly history?: string;
  readonly historySecretFile?: string;
}

export interface ChosenGrounds extends Grounds {
  readonly secrets: { readonly [Name in GroundName]?: string };
  /** Who said it, for a complaint: an option or a key of the site's file. */
  readonly said: { readonly [Name in GroundName]: string };
}

const words: Readonly<Record<GroundName, { readonly url: string; readonly secret: string }>> = {
  ledger: {
    url: "where decisions are kept: sqlite:FILE (in the state folder) or postgres://user@host/database",
    secret: "file with the password of that database",
  },
  bus: {
    url: "whom the house hears: embedded (its own broker) or mqtt(s)://user@host:port of any MQTT 3.1.1 broker",
    secret: "file with the house's password there",
  },
  history: {
    url: "where readings go: embedded, influx1://host:8086?db=… or influx2://host:8086?org=…&bucket=…",
    secret: "file with the password or token of that history",
  },
};

/** Adds the options to a command. */
export function withGroundOptions(command: Command): Command {
  for (const name of groundNames)
    command
      .option(`--${name} <url>`, words[name].url)
      .option(`--${name}-secret-file <file>`, `${words[name].secret} (or ${secretVariable(name)})`);
  return command;
}

/** Options win over the site's file, which is judged already. Throws `bad-option`. */
export function chosenGrounds(
  options: GroundOptions,
  { site, folder }: { readonly site: Pick<Site, GroundName>; readonly folder: string },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ChosenGrounds {
  const chosen: { -readonly [Name in GroundName]: Grounds[Name] } = { ...ownGrounds };
  const secrets: { [Name in GroundName]?: string } = {};
  const said = { ledger: "the ledger", bus: "the broker", history: "the history" };
  const take = <Name extends GroundName>(name: Name): void => {
    const [option, written] = [options[name], site[name]];
    if (option !== undefined) {
      chosen[name] = optionGround(name, option);
      said[name] = `--${name}`;
    } else if (written !== undefined) {
      chosen[name] = readGround[name](written, folder);
      said[name] = `${name} of site.yaml`;
    }
    const secret = secretOf(name, options[`${name}SecretFile`], environment);
    const { kind } = chosen[name];
    if (secret !== undefined && (kind === "sqlite" || kind === "embedded")) {
      if (options[`${name}SecretFile`] === undefined) return;
      throw refused(
        `--${name}-secret-file`,
        `needs --${name}: what the house has by itself asks for no secret`,
      );
    }
    if (secret !== undefined) secrets[name] = secret;
  };
  for (const name of groundNames) take(name);
  return { ...chosen, secrets, said };
}

function optionGround<Name extends GroundName>(name: Name, text: string): Grounds[Name] {
  try {
    return readGround[name](text, process.cwd());
  } catch (error) {
    if (!(error instanceof NoGround)) throw error;
    throw refused(`--${name}`, `${error.message}: ${error.remedy}`);
  }
}

function secretOf(
  name: GroundName,
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (file === undefined) return environment[secretVariable(name)] || undefined;
  const option = `--${name}-secret-file`;
  const secret = textOfSecretFile(option, file).replace(/\r?\n$/, "");
  if (secret === "") throw refused(option, `"${file}" is empty`);
  if (secret.length > secretCharsMax || /[\r\n]/.test(secret))
    throw refused(option, `"${file}" must hold one secret and nothing else`);
  return secret;
}

const refused = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `${field} ${message}`, field });

/** Where robots and devices find the broker. */
export const mqttUrlOf = ({ bus }: Grounds, port: number): string =>
  bus.kind === "mqtt" ? bus.url : `mqtt://${loopback}:${port}`;

/** `--fresh` forgets a state folder; a ledger elsewhere would remember what its world has forgotten. Throws `bad-option`. */
export function refuseFresh({ ledger }: GroundOptions): void {
  if (ledger === undefined) return;
  const ground = optionGround("ledger", ledger);
  if (ground.kind === "postgres" || ground.file !== undefined)
    throw refused(
      "--fresh",
      "forgets the state folder alone, and --ledger keeps decisions elsewhere: name an empty ledger and another --state folder, and leave --fresh out",
    );
}

/** How a command is given again with the same grounds. Secrets in the environment have to be there again. */
export const groundArguments = (options: GroundOptions): string =>
  groundNames
    .flatMap((name) => [
      [`--${name}`, options[name]],
      [`--${name}-secret-file`, options[`${name}SecretFile`]],
    ])
    .map(([option, value]) => (value === undefined ? "" : ` ${option} '${value}'`))
    .join("");

/** What a person is told where it is not the house's own: `Ledger      postgres://…`. */
export function groundLines({ ledger, bus, history }: Grounds): string[] {
  const lines: string[] = [];
  if (ledger.kind === "postgres") lines.push(`Ledger      ${ledger.url}`);
  else if (ledger.file !== undefined) lines.push(`Ledger      ${ledger.file}`);
  if (bus.kind === "mqtt") lines.push(`Broker      ${bus.url}`);
  if (history.kind === "series") lines.push(`History     ${history.url}`);
  return lines;
}
