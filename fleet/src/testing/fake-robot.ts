/** A robot for tests that obeys VDA 5050 2.1.0 over the bus: the order decision of clause 6.6, HARD actions in turn, states on events. It hops from node to node. */
import type { Manufacturer, RobotId } from "@floorplane/contracts/ids";
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Order, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { ActionState, RobotError, State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Graph } from "@floorplane/layout/graph";
import type { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import { FakeLine } from "./fake-line.ts";

export interface FakeRobotOptions {
  readonly broker: MemoryBroker;
  readonly timers: Timers;
  readonly graph: Graph;
  readonly robot: RobotId;
  readonly manufacturer: Manufacturer;
  readonly node: number;
}

const secondsPerNode = 1;
const actionSeconds = 5;

export class FakeRobot {
  readonly options: FakeRobotOptions;
  /** Everything it was told, in order. */
  readonly orders: Order[] = [];
  readonly instants: Action[] = [];
  readonly nodesPassed: string[] = [];
  readonly done: { readonly type: string; readonly parameters: Readonly<Record<string, unknown>> }[] = [];
  /** Turned by tests. */
  deaf = false;
  mute = false;
  refuses = false;
  /** Hears what a deaf robot does not. */
  overhear: (order: Order) => void = () => {};
  /** What it says instead of the truth. */
  tongue: (truth: State) => readonly State[] = (truth) => [truth];
  failing: (type: string) => boolean = () => false;
  /** By action, station and tote. */
  failingAt: (type: string, station: string, load: string) => boolean = () => false;
  battery = 90;
  mode: State["operatingMode"] = "AUTOMATIC";
  eStop: State["safetyState"]["eStop"] = "NONE";
  /** What a pick really takes. */
  taken: (asked: number) => number = (asked) => asked;
  /** What a pick finds that names no load. */
  finds: (station: string) => string = () => "UNKNOWN";
  /** A fault that stops it, in its own words. */
  fault: string | undefined;
  loads: { loadId: string }[] = [];
  charging = false;
  /** What its words are like when they leave it. */
  distort: (state: State) => unknown = (state) => state;
  paused = false;

  readonly #line: FakeLine;
  #refusals: RobotError[] = [];
  #orderId = "";
  #updateId = 0;
  #nodes: OrderNode[] = [];
  #last: { nodeId: string; sequenceId: number; node: number };
  #actions: ActionState[] = [];
  #queue: Action[] = [];
  #busy: (() => void) | undefined;
  #ends: (() => void)[] = [];

  constructor(options: FakeRobotOptions) {
    this.options = options;
    this.#line = new FakeLine(options, {
      order: (order) => this.#hearOrder(order),
      instantAction: (action) => {
        if (!this.deaf) this.#instant(action);
      },
    });
    this.#last = { nodeId: options.graph.nodeIds[options.node]!, sequenceId: 0, node: options.node };
    this.#connect();
  }

  get node(): number {
    return this.#last.node;
  }

  get isIdle(): boolean {
    return this.#nodes.length === 0 && !this.#busy && this.#queue.length === 0;
  }

  /** At the end of its base, with nothing to do; a horizon may be left. */
  get isAtRest(): boolean {
    return !this.#busy && this.#queue.length === 0 && !this.#nodes[0]?.released;
  }

  #connect(): void {
    const { timers } = this.options;
    this.#line.open();
    this.#ends.push(every(timers, 10_000, () => this.say()));
    timers.at(timers.now() + 1, () => this.say());
  }

  #hearOrder(order: Order): void {
    if (this.deaf) {
      this.overhear(order);
      return;
    }
    this.orders.push(order);
    this.#order(order);
  }

  state(): State {
    const { graph } = this.options;
    return {
      ...this.#line.header("state"),
      orderId: this.#orderId,
      orderUpdateId: this.#updateId,
      lastNodeId: this.#last.nodeId,
      lastNodeSequenceId: this.#last.sequenceId,
      driving: this.#nodes.some(({ released }) => released) && this.#queue.length === 0,
      paused: this.paused,
      operatingMode: this.mode,
      nodeStates: this.#nodes.map(({ nodeId, sequenceId, released }) => ({ nodeId, sequenceId, released })),
      edgeStates: [],
      agvPosition: {
        x: graph.x[this.#last.node]!,
        y: graph.y[this.#last.node]!,
        theta: 0,
        mapId: graph.mapId,
        positionInitialized: true,
      },
      loads: this.loads,
      actionStates: this.#actions,
      batteryState: { batteryCharge: this.battery, charging: this.charging },
      errors: [
        ...this.#refusals,
        ...(this.fault === undefined ? [] : [{ errorType: this.fault, errorLevel: "FATAL" as const }]),
      ],
      safetyState: { eStop: this.eStop, fieldViolation: false },
    };
  }

  say(): void {
    if (this.mute) return;
    for (const state of this.tongue(this.state())) {
      const said = this.distort(state);
      if (said === state) this.#line.say(state);
      else this.#line.sayOddly(said);
    }
  }

  /** Any state, as it stands. */
  sayAgain(state: State): void {
    this.#line.say(state);
  }

  /** Cut off without a word; it drives on to the end of its base. */
  drop(): void {
    this.mute = true;
    this.deaf = true;
    this.#line.drop();
  }

  reconnect(): void {
    this.mute = false;
    this.deaf = false;
    for (const end of this.#ends.splice(0)) end();
    this.#connect();
  }

  /** Forgets its order and starts its counters anew. */
  reboot(): void {
    this.#busy?.();
    this.#busy = undefined;
    this.#queue = [];
    this.#nodes = [];
    this.#actions = [];
    this.#orderId = "";
    this.#updateId = 0;
    this.#last = { ...this.#last, sequenceId: 0 };
    this.#line.resetHeaders();
    this.say();
  }

  /** An order of another control, with so many nodes ahead that it may not drive to yet. */
  pretend(orderId: string, nodes: number): void {
    this.#orderId = orderId;
    this.#nodes = Array.from({ length: nodes }, (_, index) => ({
      nodeId: "elsewhere",
      sequenceId: 2 * index + 2,
      released: false,
      actions: [],
    }));
    this.say();
  }

  /** Moved by hand. */
  carryTo(node: number): void {
    this.#last = { nodeId: this.options.graph.nodeIds[node]!, sequenceId: 0, node };
    this.say();
  }

  #order(order: Order): void {
    const refuse = (errorType: string): void => {
      this.#refusals = [
        {
          errorType,
          errorLevel: "WARNING",
          errorReferences: [
            { referenceKey: "orderId", referenceValue: order.orderId },
            { referenceKey: "orderUpdateId", referenceValue: String(order.orderUpdateId) },
          ],
        },
      ];
      this.say();
    };
    const [first, ...rest] = order.nodes;
    if (this.refuses) {
      refuse("orderError");
      return;
    }
    if (order.orderId !== this.#orderId) {
      if (!this.isIdle) {
        refuse("orderError");
        return;
      }
      if (first!.nodeId !== this.#last.nodeId) {
        refuse("noRouteError");
        return;
      }
      this.#last = { ...this.#last, sequenceId: first!.sequenceId };
      this.#actions = [];
      this.#enqueue(first!);
    } else {
      if (order.orderUpdateId === this.#updateId) return;
      if (order.orderUpdateId < this.#updateId) {
        refuse("orderUpdateError");
        return;
      }
      const end = this.#nodes.findLast(({ released }) => released) ?? this.#last;
      if (first!.nodeId !== end.nodeId || first!.sequenceId !== end.sequenceId) {
        refuse("orderUpdateError");
        return;
      }
    }
    this.#refusals = [];
    this.#orderId = order.orderId;
    this.#updateId = order.orderUpdateId;
    this.#nodes = [...this.#nodes.filter(({ released }) => released), ...rest];
    for (const node of rest) for (const action of node.actions) this.#list(action);
    this.say();
    this.#goOn();
  }

  #list(action: Action): void {
    this.#actions.push({
      actionId: action.actionId,
      actionType: action.actionType,
      actionStatus: "WAITING",
    });
  }

  #enqueue(node: OrderNode): void {
    for (const action of node.actions) {
      if (!this.#actions.some(({ actionId }) => actionId === action.actionId)) this.#list(action);
      this.#queue.push(action);
    }
  }

  /** The next thing: an action, else a node. */
  #goOn(): void {
    if (this.#busy || this.eStop !== "NONE" || this.mode !== "AUTOMATIC") return;
    if (this.paused || this.fault !== undefined) return;
    const action = this.#queue[0];
    if (action) {
      this.#act(action);
      return;
    }
    const next = this.#nodes[0];
    if (!next?.released) return;
    this.#after(secondsPerNode, () => {
      this.#nodes.shift();
      const node = this.options.graph.indexOf(next.nodeId);
      this.#last = { nodeId: next.nodeId, sequenceId: next.sequenceId, node };
      this.nodesPassed.push(next.nodeId);
      this.#enqueue(next);
    });
  }

  #act(action: Action): void {
    this.#set(action, { actionStatus: "RUNNING" });
    this.say();
    this.#after(actionSeconds, () => {
      this.#queue.shift();
      const parameters = Object.fromEntries(
        (action.actionParameters ?? []).map(({ key, value }) => [key, value]),
      );
      const { stationName, loadId } = parameters;
      if (
        this.failing(action.actionType) ||
        this.failingAt(action.actionType, String(stationName), String(loadId))
      )
        return this.#set(action, { actionStatus: "FAILED" });
      this.done.push({ type: action.actionType, parameters });
      const asked = Number(parameters.quantity ?? 0);
      const moves = action.actionType === "pickItems" || action.actionType === "putItems";
      const result = moves ? { resultDescription: String(this.taken(asked)) } : {};
      if (action.actionType === "pick")
        this.loads = [{ loadId: String(parameters.loadId ?? this.finds(String(stationName))) }];
      if (action.actionType === "drop") this.loads = [];
      if (action.actionType === "startCharging") this.charging = true;
      if (action.actionType === "stopCharging") this.charging = false;
      this.#set(action, { actionStatus: "FINISHED", ...result });
    });
  }

  #set(action: Action, changes: Partial<ActionState>): void {
    this.#actions = this.#actions.map((state) =>
      state.actionId === action.actionId ? { ...state, ...changes } : state,
    );
  }

  #after(seconds: number, run: () => void): void {
    const { timers } = this.options;
    this.#busy = timers.at(timers.now() + seconds * 1_000, () => {
      this.#busy = undefined;
      run();
      this.say();
      this.#goOn();
    });
  }

  #instant(action: Action): void {
    this.instants.push(action);
    const known = this.#actions.some(({ actionId }) => actionId === action.actionId);
    if (!known) this.#list(action);
    if (action.actionType === "cancelOrder" && !known) {
      this.#busy?.();
      this.#busy = undefined;
      this.#queue = [];
      this.#nodes = [];
      this.#actions = this.#actions.map((state) =>
        state.actionStatus === "FINISHED" ? state : { ...state, actionStatus: "FAILED" },
      );
    }
    if (action.actionType === "startPause") this.paused = true;
    if (action.actionType === "stopPause") this.paused = false;
    this.#set(action, { actionStatus: "FINISHED" });
    this.say();
    this.#goOn();
  }

  /** After a test has turned something: what follows at once. */
  wake(): void {
    this.say();
    this.#goOn();
  }
}
