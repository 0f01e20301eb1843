/** Compiles the catalogues (ICU messages) while bundling, so that no message parser is sent to a browser. */
import { createRequire } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const catalogue = /\/words\/[a-z]{2}\.ts$/;

type Compile = (message: string) => unknown;

export function compiledWords(): Plugin {
  return {
    name: "floorplane:words",
    async load(id) {
      const path = id.split("?")[0]!;
      if (!catalogue.test(path.replaceAll("\\", "/"))) return null;
      const compile = await linguiCompiler();
      const { default: messages } = (await import(pathToFileURL(path).href)) as {
        default: Record<string, string>;
      };
      const compiled = Object.fromEntries(
        Object.entries(messages).map(([key, message]) => [key, compile(message)]),
      );
      this.debug(`${basename(path)}: ${Object.keys(messages).length} messages`);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))});`;
    },
  };
}

/** The compiler that belongs to the very runtime that will read its output: found from that package, not by a version of our own. */
async function linguiCompiler(): Promise<Compile> {
  const besideRuntime = createRequire(createRequire(import.meta.url).resolve("@lingui/core"));
  const url = pathToFileURL(besideRuntime.resolve("@lingui/message-utils/compileMessage"));
  const { compileMessageOrThrow } = (await import(url.href)) as { compileMessageOrThrow: Compile };
  return compileMessageOrThrow;
}
