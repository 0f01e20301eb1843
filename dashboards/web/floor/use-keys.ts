/** Single-key shortcuts of the floor; silent while someone writes or a dialog is open. */
import { useEffect } from "react";

export type Keys = Readonly<Record<string, () => void>>;

export function useKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (writes(event.target) || document.querySelector("dialog[open]")) return;
      // In a list the arrows are the list's.
      if (event.key.startsWith("Arrow") && isScroller(event.target)) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys]);
}

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const isScroller = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(".panel, .alarms-list, .in-view") !== null;
