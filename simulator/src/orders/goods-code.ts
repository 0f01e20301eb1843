/** How codes of a trade file become ids, and which of them are goods. */
import { hash32 } from "@floorplane/runtime/random";

/**
 * Goods are five digits with up to three letters behind (`85123A`, `15056BL`), `DCGS…` (`DCGS0076`, `DCGSSBOY`) and `SP` with digits (`SP1002`).
 * All else is a service: `POST`, `DOT`, `C2`, `D`, `M`, `S`, `B`, `PADS`, `CRUK`, `AMAZONFEE`, `BANK CHARGES`, gift vouchers (`gift_0001_20`).
 */
const GOODS = /^(?:[0-9]{5}[A-Z]{0,3}|DCGS[0-9A-Z]+|SP[0-9]+)$/;

export const isGoodsCode = (code: string): boolean => GOODS.test(code);

/** Room for what clones add (`~12`) and for a line number, within the 64 characters of an id. */
const idLengthMax = 56;

/**
 * Trimmed, upper case; each run of characters outside `A-Z 0-9 _ . : -` becomes one `_`, so `BANK CHARGES` reads `BANK_CHARGES`.
 * A code that is too long is cut and ends in `-` and eight hexadecimal digits of its hash, so that two long codes stay two. Empty stays empty.
 * Codes that read the same after this are one code.
 */
export function idFromCode(code: string): string {
  const clean = code
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9_.:-]+/g, "_");
  if (clean.length <= idLengthMax) return clean;
  return `${clean.slice(0, idLengthMax - 9)}-${hash32(clean).toString(16).padStart(8, "0").toUpperCase()}`;
}
