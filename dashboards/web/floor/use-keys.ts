/** Single-key shortcuts of the floor; silent while someone writes, a dialog is open or they are switched off. None of them does what others would have to answer for. */
import { useEffect } from "react";
import { singleKeys } from "./single-keys.ts";

export type Keys = Readonly<Record<string, () => void>>;

export function useKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!isShortcut(event)) return;
      // In a list the arrows are the list's.
      if (event.key.startsWith("Arrow") && isScroller(event.target)) return;
      if (event.key.length === 1 && !singleKeys.get()) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys]);
}

/** Not while someone writes, or a dialog is open. */
export const isShortcut = (event: KeyboardEvent): boolean =>
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !event.defaultPrevented &&
  !writes(event.target) &&
  document.querySelector("dialog[open]") === null;

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement
    ? !/^(checkbox|radio|button)$/.test(target.type)
    : target instanceof HTMLElement &&
      (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));

const isScroller = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(".panel, .alarms-list, .in-view") !== null;
