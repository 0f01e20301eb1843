/** The page begins: words, the still drawing, the live link, then the floor. */
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
import { App } from "./app.tsx";
import { theme } from "./theme/theme.ts";
import { speak, WordsProvider } from "./words/words.ts";

await speak("en");

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
        <App />
      </WordsProvider>
    </MantineProvider>
  </StrictMode>,
);
