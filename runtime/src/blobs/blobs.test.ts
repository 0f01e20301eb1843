/** What every store of blobs does. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Blobs, MemoryBlobs } from "./blobs.ts";
import { FolderBlobs } from "./folder-blobs.ts";

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const put = (blobs: Blobs, bytes: Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    const name = hashOf(bytes);
    blobs.put(name, bytes, (error) => (error ? reject(error) : resolve(name)));
  });
const get = (blobs: Blobs, name: string) =>
  new Promise<Uint8Array | undefined>((found) => blobs.get(name, found));
const names = (blobs: Blobs) => new Promise<readonly string[]>((told) => blobs.names(told));

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "blobs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe.each([
  ["in memory", () => new MemoryBlobs()],
  ["in a folder", () => new FolderBlobs(aFolder())],
])("blobs %s", (_where, make: () => Blobs) => {
  it("come back as they were put, and are gone when they are removed", async () => {
    const blobs = make();
    const name = await put(blobs, Uint8Array.of(1, 2, 3));

    expect([...(await get(blobs, name))!]).toEqual([1, 2, 3]);
    expect(await names(blobs)).toEqual([name]);
    blobs.remove(name);
    await expect.poll(() => names(blobs)).toEqual([]);
    expect(await get(blobs, name)).toBeUndefined();
  });
});

it("a folder keeps nothing under a name that could lead elsewhere, and no half-written file", async () => {
  const folder = aFolder();
  const blobs = new FolderBlobs(folder);
  await put(blobs, Uint8Array.of(7));

  const error = await new Promise<Error | undefined>((done) =>
    blobs.put("../secret", Uint8Array.of(1), done),
  );

  expect(error?.message).toContain("names no blob");
  expect(readdirSync(folder)).toEqual([hashOf(Uint8Array.of(7))]);
});
