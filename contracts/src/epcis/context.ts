/**
 * What a document's `@context` says of its words. The standard's own is known here, by how its address ends, since it has moved; no other is ever fetched, so that prefixes are those that a document declares
 * itself.
 */
import type { Fault } from "../errors.ts";

/** What events of this house mean by their words. */
export const epcisContext = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
const ofTheStandard = /(^|\/)epcis-context\.jsonld$/;
/** Declared by the standard's own context. */
const knownPrefixes = ["cbv", "cbvmda", "epcis", "gs1", "owl", "rdf", "rdfs", "xsd"];
/** Begin a URI that needs no context. */
const schemes = ["http", "https", "urn", "ni", "mailto", "did", "tag", "data"];

/** What declares prefixes beside the standard's context: to be said again with each event that stands alone. */
export interface Declared {
  readonly own: readonly object[];
  readonly prefixes: ReadonlySet<string>;
}

/** `at`: its path in the document. */
export function declaredIn(context: unknown, at: string): { declared: Declared; faults: Fault[] } {
  const parts = Array.isArray(context) ? context : [context];
  const own: object[] = [];
  const faults: Fault[] = [];
  const prefixes = new Set(knownPrefixes);
  let isEpcis = false;
  parts.forEach((part, index) => {
    const field = Array.isArray(context) ? `${at}[${index}]` : at;
    if (typeof part === "string") {
      if (ofTheStandard.test(part)) isEpcis = true;
      return;
    }
    if (typeof part !== "object" || part === null || Array.isArray(part)) {
      faults.push({ field, detail: `${field} must be an address, or an object that declares prefixes` });
      return;
    }
    own.push(part);
    for (const key of Object.keys(part)) if (!key.startsWith("@")) prefixes.add(key);
  });
  if (!isEpcis)
    faults.push({
      field: at,
      detail: `${at} must name the standard's own context, such as ${epcisContext}`,
    });
  return { declared: { own, prefixes }, faults };
}

/** Words of an event whose prefix nobody declared: names of fields at any depth, and the values that may be words. */
export function undeclaredIn(event: object, prefixes: ReadonlySet<string>, at: string): Fault[] {
  const faults: Fault[] = [];
  const judge = (word: string, field: string): void => {
    const prefix = word.slice(0, word.indexOf(":"));
    if (prefixes.has(prefix) || schemes.includes(prefix)) return;
    faults.push({
      field,
      detail: `${field}: no @context of the document declares the prefix "${prefix}" (contexts at other addresses are not fetched)`,
    });
  };
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      value.forEach((one, index) => {
        walk(one, `${path}[${index}]`);
      });
      return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const [key, inside] of Object.entries(value)) {
      if (key === "@context") continue;
      const field = path ? `${path}.${key}` : key;
      if (key.includes(":")) judge(key, field);
      if (wordFields.has(key)) for (const word of wordsIn(inside)) judge(word, field);
      walk(inside, field);
    }
  };
  walk(event, at);
  return faults;
}

/** Whose values are words of the vocabulary or of somebody's own. */
const wordFields = new Set(["bizStep", "disposition", "set", "unset", "type"]);

const wordsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === "string" && /^[A-Za-z][\w.-]*:[\w-]+$/.test(one),
  );
