/** Names of what a house, its simulated world and their commands make in a state folder: nothing else in it is ever removed. */

const written = [
  "accounts.csv",
  "clock.json",
  "demo.json",
  "figures.json",
  "head.json",
  "restored.json",
  "running.json",
  "secrets.json",
  "started.json",
  "wms-token",
];
const logs = ["house.log", "world.log"];
const folders = ["photos", "pki", "pki-machines", "site", "spool"];
const database = /^(broker|history|ledger|world)\.sqlite(-wal|-shm|-journal)?$/;
/** Who holds the folder; stays, since one that were made anew could be held twice. */
const holding = /\.held(-wal|-shm|-journal)?$/;

export const isHeldFile = (name: string): boolean => holding.test(name);

export const isOurs = (name: string): boolean =>
  written.includes(name.replace(/\.new$/, "")) ||
  logs.includes(name) ||
  folders.includes(name) ||
  database.test(name) ||
  isHeldFile(name);

/** What a start leaves that came no further. */
export const isOfStart = (name: string): boolean => /^started\.json(\.new)?$/.test(name);

/** A file of these tells whose a folder is. */
export const ownerFiles = { demo: "demo.json", up: "accounts.csv" } as const;
