/** Who stands at this screen: the name that a person gave, kept in this browser and written down with every act. */
import { useState } from "react";

const key = "floorplane.operator";
export const nameLengthMax = 40;

export interface Operator {
  readonly name: string;
  readonly setName: (name: string) => void;
}

export function useOperator(): Operator {
  const [name, setName] = useState(readName);
  return {
    name,
    setName: (next) => {
      setName(next);
      keepName(next.trim());
    },
  };
}

/** A browser that keeps nothing asks again each time. */
function readName(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // Nothing is lost but a little typing.
  }
}
