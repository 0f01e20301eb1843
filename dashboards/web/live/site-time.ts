/** Words of the house in the site's time, for whoever shows them. */
import { inSiteTime } from "../floor/format.ts";
import { language } from "../words/words.ts";
import { useLive } from "./context.tsx";

export function useSiteTime(): (words: string) => string {
  const { timezone } = useLive().plan;
  return (words) => inSiteTime(words, timezone, language());
}
