/** The page begins: words, then the Hand, a packing station, or the still drawing, the live link and the page that the address names. */
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/Kbd.css";
import "@mantine/core/styles/Loader.css";
import "./theme/tokens.css";
import "./theme/page.css";
import "./theme/panels.css";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { theme } from "./theme/theme.ts";
import { speak, WordsProvider } from "./words/words.ts";

await speak("en");
// The Hand needs no link to be opened, and a phone none of the floor's files.
const [, first] = location.pathname.split("/");
const Shown =
  first === "hand"
    ? (await import("./hand/hand-page.tsx")).HandPage
    : first === "packing"
      ? (await import("./packing/packing-page.tsx")).PackingPage
      : (await import("./app.tsx")).App;

// Styles come from files alone: nothing is written into the page, so that its content policy can forbid it.
createRoot(document.getElementById("screen")!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <WordsProvider>
        <Shown />
      </WordsProvider>
    </MantineProvider>
  </StrictMode>,
);
