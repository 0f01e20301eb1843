/** Numbers of parcels, eight characters of a byte each where they are SSCCs (eighteen digits, below 2^60): a number as text takes more than twice that. */

/** What no packed number begins with: then they stand as they are, with this before each. */
const plain = " ";
const SSCC = /^\d{18}$/;
const bytesOfOne = 8;

export function packSsccs(ssccs: readonly string[]): string {
  if (!ssccs.every((sscc) => SSCC.test(sscc))) return ssccs.map((sscc) => plain + sscc).join("");
  const bytes = Buffer.alloc(ssccs.length * bytesOfOne);
  ssccs.forEach((sscc, n) => void bytes.writeBigUInt64BE(BigInt(sscc), n * bytesOfOne));
  return bytes.toString("latin1");
}

export function unpackSsccs(packed: string): string[] {
  if (packed.startsWith(plain)) return packed.slice(plain.length).split(plain);
  const bytes = Buffer.from(packed, "latin1");
  return Array.from({ length: bytes.length / bytesOfOne }, (_, n) =>
    bytes
      .readBigUInt64BE(n * bytesOfOne)
      .toString()
      .padStart(18, "0"),
  );
}
