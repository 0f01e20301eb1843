/**
 * One thing has several names in EPCIS: `urn:epc:id:sscc:…` and a GS1 Digital Link at anybody's host are one parcel. Both are brought to the path of a Digital Link (GS1 Digital Link 1.2), which every URN says
 * without loss (Tag Data Standard 2, 6); the way back would need to know where the company prefix ends. What is neither stays as it is.
 */
import { gtinCheckDigit } from "../epc.ts";

const withCheckDigit = (digits: string): string => digits + gtinCheckDigit(digits);

/** Keys of GS1 that begin a Digital Link's path: GTIN, SSCC, GLN, GRAI, GIAI, GDTI, GSRN. */
const keyPath = /\/(01|00|414|8003|8004|253|8018)\/[^?#]+/;

export function canonical(uri: string): string {
  if (/^https?:\/\//.test(uri)) return keyPath.exec(uri)?.[0] ?? uri;
  const urn = /^urn:epc:(id|class|idpat):(\w+):(.+)$/.exec(uri);
  return (urn && pathOf(urn[2]!, urn[3]!.split("."))) ?? uri;
}

/** Undefined for a scheme that has no path, or a URN that is none. */
function pathOf(scheme: string, [prefix = "", reference = "", ...rest]: string[]): string | undefined {
  const serial = rest.join(".");
  switch (scheme) {
    case "sgtin":
    case "lgtin": {
      if (!isPattern(prefix + reference) || reference === "") return undefined;
      const key = `/01/${gtinOf(prefix, reference)}`;
      if (serial === "*" || serial === "") return key;
      return `${key}/${scheme === "sgtin" ? "21" : "10"}/${serial}`;
    }
    case "sscc":
      return isPattern(prefix + reference)
        ? `/00/${withCheckDigit(reference[0] + prefix + reference.slice(1))}`
        : undefined;
    case "sgln": {
      const key = `/414/${withCheckDigit(prefix + reference)}`;
      return serial === "0" || serial === "" ? key : `${key}/254/${serial}`;
    }
    case "grai":
      return `/8003/0${withCheckDigit(prefix + reference)}${serial}`;
    case "giai":
      return `/8004/${prefix}${[reference, ...rest].join(".")}`;
    default:
      return undefined;
  }
}

const isPattern = (digits: string): boolean => /^\d+$/.test(digits);

const gtinOf = (prefix: string, reference: string): string =>
  withCheckDigit(reference[0] + prefix + reference.slice(1));

/**
 * Whether a name is the one that was asked for. A pattern (`urn:epc:idpat:sgtin:0614141.112345.*`) or a class names every instance and every lot of it (EPCIS 2.0, 8.2.7.1.1): so does a GTIN alone where it is
 * asked for as one.
 */
export function isNamed(uri: string, asked: string): boolean {
  const wanted = canonical(asked);
  const found = canonical(uri);
  if (found === wanted) return true;
  const isOfAll = /^urn:epc:idpat:/.test(asked) || asked.endsWith("*");
  return isOfAll && found.startsWith(`${wanted.replace(/\/?\*$/, "")}/`);
}
