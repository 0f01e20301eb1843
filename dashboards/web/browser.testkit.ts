/** A real browser for tests: the one that npm brought, else one that the machine has. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Undefined: this machine has none, and nothing can be claimed about the page here. */
export async function browserPath(): Promise<string | undefined> {
  const own = [process.env.CHROMIUM_PATH, "/usr/bin/chromium"].find((path) => path && existsSync(path));
  try {
    // With this set the package also unpacks the libraries that a bare machine lacks.
    process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
    const { default: brought } = await import("@sparticuz/chromium");
    return await brought.executablePath();
  } catch {
    return own;
  }
}

export const openBrowser = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: path, headless: true, args: flags });

export interface OpenOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** What is to be laid between page and house before anything is loaded. */
  readonly before?: (page: Page) => Promise<void>;
}

/**
 * A page that notes everything a browser complains about; breaches of the content policy are errors on its console. It goes with the test that opened it, also with one that failed: a page that stays would
 * work on in the next test's floor.
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: OpenOptions = {},
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const { dark = true, width = 1600, height = 900 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // A software graphics driver finds it slow that tests look at its pictures; that is no fault of the page.
    const isOurs = !message.text().includes("GL Driver Message");
    if (isOurs && ["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await options.before?.(page);
  await page.goto(url);
  return { page, complaints };
}
