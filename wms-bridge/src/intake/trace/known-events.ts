/**
 * Events that were captured before, by their `eventID`: the same event again is that event, and another under its id is refused, since whoever asks for the id would get two. A declaration that an event
 * was wrong bears the id and the content of that event, and is one more (EPCIS 2.0, 7.4.1.2).
 */
import type { Foreign, Judged } from "@floorplane/contracts/epcis/document";
import type { ClientId } from "@floorplane/contracts/ids";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import { hashOfContent } from "../reading/hash.ts";

interface Known {
  readonly isSame: (content: string) => boolean;
}

/** What is new of those that are right, how many are right, and what is wrong. */
export interface Looked {
  readonly fresh: readonly Foreign[];
  readonly right: number;
  readonly faults: readonly { readonly field: string; readonly detail: string }[];
}

/** `at`: the path of the list, "" of one event alone. */
export function lookForKnown(
  { numbers }: WithNumbers,
  client: ClientId,
  judged: readonly Judged[],
  at: string,
): Looked {
  const here = new Map<string, Known>();
  const find = (name: string): Known | undefined => here.get(name) ?? numbers.find(name);
  const fresh: Foreign[] = [];
  const faults: { field: string; detail: string }[] = [];
  let right = 0;
  judged.forEach(({ foreign, faults: found = [] }, index) => {
    faults.push(...found);
    if (!foreign) return;
    const names = namesOf(client, foreign.event);
    if (names.some(({ name, content }) => find(name)?.isSame(content) === false)) {
      const field = at ? `${at}[${index}].eventID` : "eventID";
      faults.push({ field, detail: otherWords(field, foreign.event) });
      return;
    }
    right++;
    const unknown = names.filter(({ name }) => find(name) === undefined);
    if (names.length > 0 && unknown.length === 0) return;
    fresh.push(foreign);
    for (const { name, content } of unknown) here.set(name, { isSame: (other) => other === content });
  });
  return { fresh, right, faults };
}

export function rememberEvents({ numbers }: WithNumbers, client: ClientId, fresh: readonly Foreign[]): void {
  for (const { event } of fresh)
    for (const { name, content } of namesOf(client, event))
      if (!numbers.find(name)) numbers.remember({ number: name, requestHash: content, ending: "taken" });
}

/** An id, and the declaration under it; none of an event without one. When it was recorded is each repository's own. */
function namesOf(client: ClientId, event: object): { readonly name: string; readonly content: string }[] {
  const { recordTime: _recorded, errorDeclaration, ...said } = event as Record<string, unknown>;
  if (said.eventID === undefined) return [];
  const name = `epcis/${client}/${said.eventID}`;
  const itself = { name, content: hashOfContent(said) };
  if (errorDeclaration === undefined) return [itself];
  return [itself, { name: `error/${name}`, content: hashOfContent([said, errorDeclaration]) }];
}

const otherWords = (field: string, event: object): string =>
  `${field} ${(event as { readonly eventID?: string }).eventID} is that of another event, which was captured before: give this one an id of its own, or declare that one wrong (errorDeclaration)`;
