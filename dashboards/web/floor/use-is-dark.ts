/** Whether the page is dark now, the system's wish included. */
import { useComputedColorScheme } from "@mantine/core";

export const useIsDark = (): boolean => useComputedColorScheme("dark") === "dark";
