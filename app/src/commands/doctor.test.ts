/** Doctor looks at every file that holds a secret, and names all that others can read. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { doctorCommand } from "./doctor.ts";

const names = ["secrets.json", "secrets.json.new", "wms-token", "wms-token.new"];

async function seen(modes: readonly number[]): Promise<{ readonly folder: string; readonly line: string }> {
  const folder = mkdtempSync(join(tmpdir(), "floorplane doctor "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  names.forEach((name, n) => {
    writeFileSync(join(folder, name), "x");
    chmodSync(join(folder, name), modes[n]!);
  });
  const said: string[] = [];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const before = process.exitCode;
  await doctorCommand().parseAsync(["--state", folder], { from: "user" });
  process.exitCode = before;
  out.mockRestore();
  return { folder, line: said.find((line) => /can be read|readable/.test(line))! };
}

it.skipIf(process.platform === "win32")(
  "names each secret that others can read, and how to close it",
  async () => {
    const { folder, line } = await seen([0o600, 0o604, 0o644, 0o660]);

    expect(line.startsWith("look ")).toBe(true);
    for (const name of names.slice(1)) expect(line).toContain(join(folder, name));
    expect(line).not.toContain(`${join(folder, names[0]!)},`);
    expect(line).toContain(`chmod 600 '${join(folder, "secrets.json.new")}' '${join(folder, "wms-token")}'`);
  },
);

it("is content where nobody else can read one", async () => {
  const { line } = await seen([0o600, 0o600, 0o400, 0o600]);

  expect(line).toBe("ok    secrets are readable by this user alone\n");
});
