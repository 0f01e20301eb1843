/** What opens within a panel that scrolls is brought into view with all that it has, its button too. */
import { type RefObject, useEffect, useRef } from "react";

export function useSeenWhole<Opened extends HTMLElement>(isOpen = true): RefObject<Opened | null> {
  const opened = useRef<Opened>(null);
  // After the browser has brought the field with the focus into view, which is only the first of it.
  useEffect(() => {
    if (isOpen) opened.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return opened;
}
