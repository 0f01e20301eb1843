/**
 * Tags whose serial number has letters, or more digits than 38 bits hold: SGTIN-198 (GS1 Tag Data Standard 2.x, 14.6.1.2). All but the serial number stands as in an SGTIN-96 (`epc.ts`), which is why only that is read and written here: up to twenty
 * characters of seven bits, the rest zero, in thirteen words.
 */
const header = "36";
const hexDigits = 52;
const headBits = 58n;
const serialChars = 20;
const spareBits = 10n;
/** Of GS1's set 82, which is what AI 21 may hold (General Specifications, 7.11). */
const set82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

export const isSgtin198 = (upperHex: string): boolean => upperHex.startsWith(header);

/** As SGTIN-96 with serial number 0, and the serial number; a reason where it is none. */
export function narrowed(upperHex: string): { readonly hex: string; readonly serial: string } | string {
  if (upperHex.length !== hexDigits)
    return `${4 * upperHex.length} bits where the header asks for 198 in thirteen words`;
  const code = BigInt(`0x${upperHex}`) >> spareBits;
  const head = (code >> (7n * BigInt(serialChars))) & ((1n << (headBits - 8n)) - 1n);
  let serial = "";
  let isOver = false;
  for (let at = serialChars - 1; at >= 0; at--) {
    const character = Number((code >> (7n * BigInt(at))) & 0x7fn);
    if (character === 0) isOver = true;
    else if (isOver) return "serial number goes on after its end";
    else serial += String.fromCharCode(character);
  }
  if (!set82.test(serial)) return "serial number has characters that none may have";
  const narrow = (0x30n << 88n) | (head << 38n);
  return { hex: narrow.toString(16).toUpperCase().padStart(24, "0"), serial };
}

/** Undefined: no tag can bear that serial number. */
export function widened(sgtin96: string, serial: string): string | undefined {
  if (!set82.test(serial)) return undefined;
  let code = (0x36n << 50n) | ((BigInt(`0x${sgtin96}`) >> 38n) & ((1n << 50n) - 1n));
  for (let at = 0; at < serialChars; at++)
    code = (code << 7n) | BigInt(at < serial.length ? serial.charCodeAt(at) : 0);
  return (code << spareBits).toString(16).toUpperCase().padStart(hexDigits, "0");
}
