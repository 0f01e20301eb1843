/** What photos are taken, and how large: for who takes them and who keeps them. */

/** A phone's picture at 1,600 pixels is two thirds of it. */
export const photoBytesMax = 512 * 1_024;
/** Half a megabyte where the wireless is at its worst, 10 kB a second. */
export const photoWithinMs = 60_000;
/** Of one task: each side and the damage. */
export const photosOfTaskMax = 8;

/** As their bytes say it, whatever a sender calls them. */
export const photoTypes = ["image/jpeg", "image/png", "image/webp"] as const;
export type PhotoType = (typeof photoTypes)[number];

const starts = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/** What these bytes are; undefined: none of what is taken. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (bytes[0] === 0x89 && starts(bytes, 1, "PNG\r\n\u001a\n")) return "image/png";
  if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) return "image/webp";
  return undefined;
}
