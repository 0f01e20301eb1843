/** Whether the page is as narrow as a phone now (the same bound as in `page.css`). */
import { useSyncExternalStore } from "react";

const narrow = window.matchMedia("(max-width: 700px)");

function subscribe(hear: () => void): () => void {
  narrow.addEventListener("change", hear);
  return () => narrow.removeEventListener("change", hear);
}

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
