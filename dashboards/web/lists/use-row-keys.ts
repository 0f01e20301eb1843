/** `j` and `k` go through the rows of a list, which are buttons: Enter opens one. */
import { useMemo } from "react";
import type { Keys } from "../floor/use-keys.ts";

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")];

export function useRowKeys(): Keys {
  return useMemo(() => ({ j: () => step(1), k: () => step(-1) }), []);
}

function step(by: 1 | -1): void {
  const all = rows();
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (by === 1 ? 0 : all.length - 1) : at + by;
  all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
}
