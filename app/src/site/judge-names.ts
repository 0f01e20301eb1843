/** Names of a site: each once, none that two parties of the house would go by, each that is mentioned known. */
import { programPrefix } from "@floorplane/broker/rights/accounts";
import { isGtin } from "@floorplane/contracts/epc";
import { byCodeUnits, isId } from "@floorplane/contracts/ids";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { clientOfRow } from "@floorplane/contracts/site";
import { ourFirstLevel } from "@floorplane/contracts/topics";
import { houseClientId, parties, viewerClientId } from "../live/accounts.ts";
import { alsoAt, type SiteUnderJudgement } from "./under-judgement.ts";

export function judgeNames(judged: SiteUnderJudgement): void {
  const { site, locations, sheets, findings } = judged;
  const once = (list: string, names: readonly string[], what: string, hint = ""): void => {
    for (const [i, first] of repeats(names))
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `${list}[${i}].${what}`,
        message: `${what} ${names[i]} stands twice${alsoAt(sheets.site, `${list}[${first}].${what}`)}, and only one of the two would count`,
        remedy: `give one of them another name or remove it${hint}`,
      });
  };
  once(
    "robots",
    site.robots.map(({ robot }) => robot),
    "robot",
    "; where two makers use one serial number, name them apart and write `serialNumber` beside",
  );
  once(
    "stations",
    site.stations.map(({ station }) => station),
    "station",
  );
  once(
    "zones",
    site.zones.map(({ zone }) => zone),
    "zone",
  );
  once(
    "devices",
    site.devices.map(({ device }) => device),
    "device",
  );
  judgeClients(judged);
  judgeGln(judged);
  judgeSerialNumbers(judged);
  judgePrefixes(judged);
  judgeParties(judged);
  for (const [i, first] of repeats(locations.map(({ location }) => location)))
    findings.error(sheets.locations, {
      code: "doubled-name",
      field: `[${i}].location`,
      message: `location ${locations[i]!.location} stands twice${alsoAt(sheets.locations, `[${first}].location`)}, and only one of the two would count`,
      remedy: "give each bin its own name or remove one",
    });
  judgeReserved(judged);
}

/** Read wrongly it would be somebody else's place in every event that leaves the house. */
function judgeGln({ site: { gln }, sheets, findings }: SiteUnderJudgement): void {
  if (gln === undefined || isGtin(gln)) return;
  findings.error(sheets.site, {
    code: "wrong-value",
    field: "gln",
    message: `gln ${gln} has a wrong check digit`,
    remedy: "copy the 13 digits again from the site's GS1 certificate",
  });
}

/** The site's own is a client anyway. */
function judgeClients({ site, sheets, findings }: SiteUnderJudgement): void {
  const clients = [site.client, ...(site.clients ?? []).map(clientOfRow)];
  for (const [i, first] of repeats(clients)) {
    const before = first === 0 ? "client" : `clients[${first - 1}]`;
    findings.error(sheets.site, {
      code: "doubled-name",
      field: `clients[${i - 1}]`,
      message: `client ${clients[i]} stands twice${alsoAt(sheets.site, before)}`,
      remedy: "name each further client once, and the site's own under client: alone",
    });
  }
}

/** Two robots of one maker with one serial number would answer to each other's orders. */
function judgeSerialNumbers({ site, sheets, findings }: SiteUnderJudgement): void {
  const wires = site.robots.map((row) => `${row.manufacturer} ${row.serialNumber ?? row.robot}`);
  for (const [i, first] of repeats(wires))
    if (site.robots[i]!.robot !== site.robots[first]!.robot)
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `robots[${i}].robot`,
        message: `robots ${site.robots[first]!.robot} and ${site.robots[i]!.robot} are both ${wires[i]} on the wire${alsoAt(sheets.site, `robots[${first}].robot`)}`,
        remedy: "correct the serial number of one of them",
      });
}

/** Under the house's own levels a robot would speak on topics of readers, people and programs. */
function judgePrefixes({ site, sheets, findings }: SiteUnderJudgement): void {
  for (const [i, { robot, prefix }] of site.robots.entries())
    if (prefix?.split("/")[0] === ourFirstLevel)
      findings.error(sheets.site, {
        code: "wrong-value",
        field: `robots[${i}].prefix`,
        message: `topics of robot ${robot} would begin with ${prefix}, and what begins with ${ourFirstLevel}/ is the house's own`,
        remedy:
          "write what stands before manufacturer and serial number in the robot's own topics, such as uagv/v2 or vda5050/v3",
      });
}

/** Whoever has a client id on the broker has its messages: no two parties share one. */
function judgeParties({ site, sheets, findings }: SiteUnderJudgement): void {
  const owners = new Map<string, string>();
  for (const { clientId, field, what } of parties(site)) {
    const owner = owners.get(clientId);
    // The same thing twice was said before.
    if (owner !== undefined && owner !== what)
      findings.error(sheets.site, {
        code: "name-clash",
        field,
        message: `${what} would connect as ${clientId}, which is ${owner}`,
        remedy: "give it another name",
      });
    owners.set(clientId, owner ?? what);
    if (clientId.startsWith(programPrefix))
      findings.error(sheets.site, {
        code: "name-clash",
        field,
        message: `${what} would connect as ${clientId}, and names that begin with ${programPrefix} belong to programs of the WMS`,
        remedy: "give it another name",
      });
    const [first = ""] = clientId.split("~");
    if (first !== clientId && manyConnections.has(first))
      findings.error(sheets.site, {
        code: "name-clash",
        field,
        message: `${what} would connect as ${clientId}, and names that begin so belong to ${owners.get(first)}`,
        remedy: "give it another name",
      });
  }
  const robots = new Set(site.robots.map(({ robot }) => robot));
  for (const [i, { device, wire }] of site.devices.entries())
    if (wire !== "mqtt" && robots.has(device))
      findings.error(sheets.site, {
        code: "name-clash",
        field: `devices[${i}].device`,
        message: `device ${device} is called like a robot`,
        remedy: "give it another name",
      });
}

/** They open further connections as `<clientId>~<name>`. */
const manyConnections: ReadonlySet<string> = new Set([houseClientId, viewerClientId]);

/** Words that objects of the language keep for themselves pass every pattern and name nothing. */
function judgeReserved({ site, locations, sheets, findings }: SiteUnderJudgement): void {
  const bad = (field: string, name: string | undefined, sheet = sheets.site): void => {
    if (name === undefined || isId(name)) return;
    findings.error(sheet, {
      code: "bad-id",
      field,
      message: `${JSON.stringify(name)} cannot be a name`,
      remedy: "use another word",
    });
  };
  for (const key of ["site", "client"] as const) bad(key, site[key]);
  for (const [i, row] of (site.clients ?? []).entries()) bad(`clients[${i}]`, clientOfRow(row));
  for (const list of ["robots", "stations", "zones", "devices"] as const)
    for (const [i, row] of site[list].entries())
      for (const [key, value] of Object.entries(row))
        if (key in names && typeof value === "string") bad(`${list}[${i}].${key}`, value);
  for (const [i, { location }] of locations.entries()) bad(`[${i}].location`, location, sheets.locations);
}

const names = { robot: 1, manufacturer: 1, serialNumber: 1, station: 1, zone: 1, device: 1 };

/** Which are there already, with where they were first. */
export function repeats(values: readonly string[]): [index: number, first: number][] {
  const seen = new Map<string, number>();
  const found: [number, number][] = [];
  for (const [i, value] of values.entries()) {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, i);
    else found.push([i, first]);
  }
  return found;
}

/** `unknown (did you mean X?); there are A, B, C`: what a person needs to correct a name. */
export function unknownName(name: string, known: readonly string[]): string {
  const some = [...known].sort(byCodeUnits).slice(0, 5).join(", ");
  const more = known.length > 5 ? ", …" : "";
  return `${JSON.stringify(name)} is known nowhere${didYouMean(name, known)}; there ${known.length === 0 ? "are none" : `are ${some}${more}`}`;
}
