/** The known name that somebody may have meant: for "did you mean" in findings. */

/** Names that differ by more letters than this part of their length are other names. */
const differingPart = 0.34;
/** Longer names are compared as they stand; nobody waits for them. */
const lengthMax = 64;
/** Of so many names the first are compared: a suggestion is a courtesy. */
const namesMax = 20_000;

/** Undefined where none is near. Case, blanks and separators count little. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  let compared = 0;
  for (const name of names) {
    if (++compared > namesMax) break;
    const distance = plain(name) === plain(wrong) ? 0.5 : editDistance(wrong, name);
    if (distance >= least || distance > Math.max(1, differingPart * Math.max(name.length, wrong.length)))
      continue;
    least = distance;
    best = name;
  }
  return best;
}

/** ` (did you mean X?)`, or nothing. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const name = nearestName(wrong, names);
  return name === undefined || name === wrong ? "" : ` (did you mean ${name}?)`;
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_.:~-]/g, "");

/** Letters to add, drop, replace or swap with a neighbour (Damerau 1964). */
function editDistance(a: string, b: string): number {
  if (a.length > lengthMax || b.length > lengthMax) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let distance = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, before[j - 2]! + 1);
      next.push(distance);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
