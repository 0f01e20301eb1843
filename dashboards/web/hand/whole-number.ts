/** A number that somebody typed: digits and nothing else. Undefined for whatever else stands there; nothing is guessed, as "1,5" is neither 1 nor 15. */
export function wholeNumber(
  text: string,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): number | undefined {
  const digits = text.trim();
  if (!/^[0-9]{1,9}$/.test(digits)) return undefined;
  const number = Number(digits);
  return number >= min && number <= max ? number : undefined;
}
