/** Keys of a value that its schema does not name but nearly: vendors may add their own, and `maxspeed` is not one of those. */
import { nearestName } from "@floorplane/contracts/nearest-name";

export interface MisspeltKey {
  readonly path: string;
  readonly key: string;
  readonly known: string;
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** Told of the first places alone: tools repeat themselves. */
const misspeltMax = 50;

export function misspeltKeys(value: unknown, schema: object): MisspeltKey[] {
  const found: MisspeltKey[] = [];
  const answers = new Map<string, string | undefined>();
  const walk = (each: unknown, node: Node, path: string): void => {
    if (found.length >= misspeltMax || typeof each !== "object" || each === null) return;
    if (Array.isArray(each)) {
      if (node.items) for (const [i, row] of each.entries()) walk(row, node.items, `${path}[${i}]`);
      return;
    }
    const { properties } = node;
    if (!properties) return;
    for (const [key, inner] of Object.entries(each)) {
      const at = path === "" ? key : `${path}.${key}`;
      const known = properties[key];
      if (known) walk(inner, known, at);
      else {
        const names = Object.keys(properties).filter((name) => !(name in each));
        const question = `${key} ${names.join(" ")}`;
        if (!answers.has(question)) answers.set(question, nearestName(key, names));
        const nearest = answers.get(question);
        if (nearest !== undefined) found.push({ path: at, key, known: nearest });
      }
    }
  };
  walk(value, schema as Node, "");
  return found;
}
