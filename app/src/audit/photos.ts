/** Photos lie beside the ledger, and travel in its backup: a table of the copy holds them, each under the hash of its bytes, and is taken out of it again when a house goes on from it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const table = "backup_photos";
const isHash = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Answers how many. What a house lets go of meanwhile is not in the copy. */
export function putPhotosInto(copy: string, folder: string): number {
  const names = existsSync(folder) ? readdirSync(folder).filter(isHash) : [];
  if (names.length === 0) return 0;
  const database = new DatabaseSync(copy);
  let taken = 0;
  try {
    database.exec(`create table ${table} (photo text primary key, bytes blob not null) without rowid; begin`);
    const put = database.prepare(`insert into ${table} values (?, ?)`);
    for (const name of names) {
      const bytes = readable(join(folder, name));
      if (!bytes || hashOf(bytes) !== name) continue;
      put.run(name, bytes);
      taken++;
    }
    database.exec("commit");
  } finally {
    database.close();
  }
  return taken;
}

/** Answers how many. One whose bytes are not what its name says is left out. */
export function takePhotosOut(copy: string, folder: string): number {
  const database = new DatabaseSync(copy);
  try {
    const there = database.prepare("select 1 from sqlite_master where name = ?").get(table);
    if (!there) return 0;
    mkdirSync(folder, { recursive: true });
    let taken = 0;
    for (const row of database.prepare(`select photo, bytes from ${table}`).iterate()) {
      const { photo, bytes } = row as { photo: string; bytes: Uint8Array };
      if (!isHash(photo) || hashOf(bytes) !== photo) continue;
      writeFileSync(join(folder, photo), bytes, { mode: 0o600 });
      taken++;
    }
    database.exec(`drop table ${table}`);
    return taken;
  } finally {
    database.close();
  }
}

function readable(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
