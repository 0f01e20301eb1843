/** What only this house can say of others' events that are right by the standard: whether their times have come by its clock, and whether they bear the id of an event of its own. */
import type { Judged } from "@floorplane/contracts/epcis/document";
import type { Fault } from "@floorplane/contracts/errors";
import { instantMs } from "@floorplane/contracts/instant";
import { aheadWords, isAhead } from "../../keeping/clocks-of-others.ts";
import type { WithSettings } from "../../keeping/settings.ts";
import type { WithEventMeans } from "../../trace/epcis-events.ts";

type JudgeMeans = WithSettings & WithEventMeans;

interface Told {
  readonly eventID?: string;
  readonly eventTime?: string;
  readonly errorDeclaration?: { readonly declarationTime?: string };
}

/** `at`: the path of the list, "" of one event alone. */
export function judgedHere(means: JudgeMeans, now: number, judged: readonly Judged[], at: string): Judged[] {
  return judged.map((one, index) => {
    if (!one.foreign) return one;
    const faults = faultsOf(means, now, one.foreign.event as Told, at && `${at}[${index}].`);
    return faults.length > 0 ? { faults } : one;
  });
}

function faultsOf(means: JudgeMeans, now: number, told: Told, at: string): Fault[] {
  const faults: Fault[] = [];
  const times = {
    eventTime: told.eventTime,
    "errorDeclaration.declarationTime": told.errorDeclaration?.declarationTime,
  };
  for (const [name, text] of Object.entries(times)) {
    const ms = text === undefined ? undefined : instantMs(text);
    if (ms === undefined || !isAhead(means, now, ms)) continue;
    const field = `${at}${name}`;
    faults.push({
      field,
      detail: `${field} ${aheadWords(text!, now)}: is it a local time that is told as UTC?`,
    });
  }
  if (told.eventID !== undefined && means.eventMeans.names.isOurEvent(told.eventID)) {
    const field = `${at}eventID`;
    faults.push({
      field,
      detail: `${field} ${told.eventID} is that of an event of this house, which nobody else tells or declares wrong: give yours an id of its own`,
    });
  }
  return faults;
}
