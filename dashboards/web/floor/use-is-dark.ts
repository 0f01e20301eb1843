/** Whether the page is dark now, the system's wish included. */
import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useCallback } from "react";

export const useIsDark = (): boolean => useComputedColorScheme("dark") === "dark";

/** From dark to light and back. Transitions are kept: to still them Mantine writes a style into the page, which its content policy forbids. */
export function useTheme(): { readonly turn: () => void } {
  const isDark = useIsDark();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const turn = useCallback(() => setColorScheme(isDark ? "light" : "dark"), [setColorScheme, isDark]);
  return { turn };
}
