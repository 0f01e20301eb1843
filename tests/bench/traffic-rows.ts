/** The rows of the traffic table: what is run, what must come of it, and how far we want to go. Figures of others are quoted in README.md. */

export interface Answer {
  readonly agents: number;
  readonly tasksFinished: number;
  readonly throughput: number;
  readonly collisions: number;
  readonly deadlocks: number;
  readonly ratioToNoDelay: number | null;
  readonly planMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly distanceMs: { readonly p50: number; readonly p99: number };
  readonly startMs: number;
  readonly peakRssMb: number;
}

export interface Aim {
  /** What is asked, in words, and whether an answer has it. */
  readonly text: string;
  readonly holds: (answer: Answer) => boolean;
}

export interface Row {
  readonly name: string;
  readonly args: readonly string[];
  readonly steps: number;
  readonly must: Aim;
  readonly beyond: Aim;
  /** The executable figure stands beside the published one. */
  readonly both: boolean;
}

const perStep = (least: number): Aim => ({
  text: `≥ ${least} a step`,
  holds: ({ throughput }) => throughput >= least,
});
/** At most so many ms of planning in half of all steps, and in all but one of a hundred. */
const within = (least: number, p50: number, p99: number): Aim => ({
  text: `≥ ${least} a step at ≤ ${p50} ms median, ≤ ${p99} ms p99`,
  holds: ({ throughput, planMs }) => throughput >= least && planMs.p50 <= p50 && planMs.p99 <= p99,
});
const ratio = (least: number): Aim => ({
  text: `≥ ${100 * least} % of the throughput without delays`,
  holds: ({ ratioToNoDelay }) => (ratioToNoDelay ?? 0) >= least,
});

/** `maps`: the folder of published instances. */
export function trafficRows(maps: string): Row[] {
  const kiva = (robots: number) => [
    "--instance",
    `${maps}/rhcr/kiva.map`,
    "--robots",
    `${robots}`,
    "--ms",
    "20",
  ];
  const large = (...more: string[]) => ["--instance", `${maps}/lrr2023-main/MR23-I-10.json`, ...more];
  const generated = (robots: number) => ["--instance", "generated:3000", "--robots", `${robots}`];
  const t13: Aim = {
    text: "≥ 90 % of perfect execution, planning p99 ≤ 20 ms",
    holds: ({ ratioToNoDelay, planMs }) => (ratioToNoDelay ?? 0) >= 0.9 && planMs.p99 <= 20,
  };
  return [
    row("T1 kiva, 140", kiva(140), 5_000, perStep(4.8), perStep(5.1)),
    row("T2 kiva, 60", kiva(60), 5_000, perStep(2.33), perStep(2.38)),
    row("T2 kiva, 100", kiva(100), 5_000, perStep(3.7), perStep(3.9)),
    row("T3 kiva, 180", kiva(180), 5_000, perStep(5.5), perStep(6)),
    row("T4 warehouse_large, 10,000", large("--ms", "200"), 5_000, tasks(183_000), tasks(194_677)),
    row("T4 at 300 ms", large("--ms", "300"), 5_000, tasks(183_000), tasks(194_678)),
    row("T5 the same, no search", large("--no-lns"), 1_500, within(31, 30, 50), within(34, 30, 50)),
    row(
      "T6 warehouse_large, 1,000",
      large("--robots", "1000", "--ms", "2"),
      2_000,
      within(3.95, 2, 4),
      within(4.1, 2, 4),
    ),
    row(
      "T7 PIBT, 10,000, four-way",
      large("--planner", "pibt", "--model", "four-way"),
      2_000,
      within(33, 5, 10),
      within(33, 3, 10),
    ),
    row(
      "T8 warehouse_small, 400",
      ["--instance", `${maps}/lrr2023-example/EI23-warehouse_small_400.json`, "--ms", "100"],
      1_000,
      perStep(5.5),
      perStep(6.5),
    ),
    row(
      "T9 GGO 33x36, PIBT, 400",
      ["--instance", `${maps}/ggo/pibt_warehouse_33x36_w_mode.json`, "--robots", "400", "--planner", "pibt"],
      1_000,
      perStep(7.2),
      perStep(7.7),
    ),
    {
      ...row(
        "T10 LRR 2026, 2,500, delays, claims",
        ["--instance", `${maps}/lrr2026/fulfill-example_2500.json`, "--execute", "claims", "--delays", "on"],
        2_000,
        ratio(0.85),
        ratio(0.92),
      ),
      both: false,
    },
    ...[60, 200].map((robots) => ({
      ...row(`T13 generated, ${robots}, kinematic`, generated(robots), 3_600, t13, ratio(0.95)),
      both: false,
    })),
  ];
}

const row = (name: string, args: readonly string[], steps: number, must: Aim, beyond: Aim): Row => ({
  name,
  args,
  steps,
  must,
  beyond,
  both: true,
});

function tasks(least: number): Aim {
  return {
    text: `≥ ${least} tasks in 5,000 steps`,
    holds: ({ tasksFinished }) => tasksFinished >= least,
  };
}

/** Read off the answer of T4. */
export const sideRows: readonly {
  readonly name: string;
  readonly must: Aim;
  readonly beyond: Aim;
  readonly measured: (answer: Answer) => string;
}[] = [
  {
    name: "T11 peak memory",
    must: { text: "≤ 1.5 GB", holds: ({ peakRssMb }) => peakRssMb <= 1_500 },
    beyond: { text: "≤ 0.8 GB", holds: ({ peakRssMb }) => peakRssMb <= 800 },
    measured: ({ peakRssMb }) => `${peakRssMb} MB`,
  },
  {
    name: "T12 goal costs",
    must: { text: "start ≤ 5 s; off the planning thread", holds: ({ startMs }) => startMs <= 5_000 },
    beyond: {
      text: "≤ 5 ms a step",
      holds: ({ startMs, distanceMs }) => startMs <= 5_000 && distanceMs.p50 <= 5,
    },
    measured: ({ startMs, distanceMs }) =>
      `start ${(startMs / 1_000).toFixed(1)} s; ${distanceMs.p50} / ${distanceMs.p99} ms a step`,
  },
];
