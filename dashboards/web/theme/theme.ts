/** What Mantine needs to know; everything else about colour and size stands in `tokens.css`. */
import { createTheme } from "@mantine/core";

export const theme = createTheme({
  primaryColor: "gray",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
});
