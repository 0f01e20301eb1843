/**
 * One OPC UA server and the devices behind it: one session and one subscription for all. After a server's restart sessions may be revived while their
 * subscriptions are dead (FAULTS D10), so a watchdog compares what can be read with what was told; whatever is lost is built anew from the
 * configuration, never repaired.
 */
import { secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Value } from "@floorplane/runtime/machine-port";
import type { Random } from "@floorplane/runtime/random";
import {
  AttributeIds,
  type ClientSession,
  type ClientSubscription,
  DataChangeFilter,
  DataChangeTrigger,
  DataType,
  DataValue,
  DeadbandType,
  MessageSecurityMode,
  type OPCUACertificateManager,
  OPCUAClient,
  SecurityPolicy,
  StatusCodes,
  TimestampsToReturn,
  Variant,
} from "node-opcua";
import { inTime } from "./in-time.ts";
import { chunksOf, limitsOf, type OperationLimits } from "./opcua-limits.ts";
import { Reopening } from "./reopening.ts";

const publishingMs = 100;
/** Changes between two publications that are kept: a finished job is never skipped over. */
const queueSize = 16;
/** Items of one endpoint; a larger machine park has several servers. */
const itemsMax = 10_000;

export interface EndpointOptions {
  readonly address: string;
  /** Without security only for loopback; else signed and encrypted, with servers whose certificate somebody has trusted. */
  readonly secured: boolean;
  readonly certificates: () => Promise<OPCUACertificateManager>;
  readonly requestMs: number;
  readonly watchdogMs: number;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
}

/** One device as the endpoint sees it. */
export interface EndpointDevice {
  readonly nodeIds: () => readonly string[];
  opened(): void;
  broke(): void;
  told(nodeId: string, value: DataValue): void;
}

/** What was last told of an item, and what a check has seen that was not told yet. */
interface Item {
  readonly nodeId: string;
  told: string;
  tellings: number;
  untold: { readonly tellings: number } | undefined;
  isWatched: boolean;
}

interface Link {
  readonly client: OPCUAClient;
  session?: ClientSession;
  subscription?: ClientSubscription;
  limits?: OperationLimits;
  readonly items: Map<string, Item>;
}

export class OpcUaEndpoint {
  readonly #options: EndpointOptions;
  readonly #devices = new Set<EndpointDevice>();
  readonly #reopening: Reopening;
  #link: Link | undefined;
  #isOpen = false;
  #cancelCheck: () => void = () => {};
  #closed = false;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#reopening = new Reopening(options.timers, options.random);
  }

  add(device: EndpointDevice): void {
    this.#devices.add(device);
    if (this.#devices.size === 1) this.#reopening.lost(() => void this.#open());
  }

  /** What a device wants to hear has grown. */
  async watchMore(device: EndpointDevice): Promise<void> {
    const link = this.#link;
    if (!link?.subscription || !this.#isOpen) return;
    try {
      await this.#monitor(link, device);
    } catch (error) {
      this.#lost(link, error);
    }
  }

  /** Resolves true when nobody is left and the endpoint is closed. */
  async remove(device: EndpointDevice): Promise<boolean> {
    this.#devices.delete(device);
    if (this.#devices.size > 0) return false;
    this.#closed = true;
    this.#reopening.stop();
    this.#cancelCheck();
    const link = this.#link;
    this.#link = undefined;
    if (link) await this.#leave(link);
    return true;
  }

  /** Whether the server took the value before the deadline. */
  async write(nodeId: string, value: Value): Promise<boolean> {
    const link = this.#link;
    if (!link?.session || !this.#isOpen) return false;
    const dataType = typeof value === "string" ? DataType.String : DataType.Double;
    const write = link.session.write({
      nodeId,
      attributeId: AttributeIds.Value,
      value: { value: new Variant({ dataType, value }) },
    });
    try {
      return (await this.#inTime(write)).isGood();
    } catch (error) {
      this.#options.log.debug("opcua.write-failed", { nodeId, why: messageOf(error) });
      return false;
    }
  }

  async #open(): Promise<void> {
    const { address, log } = this.#options;
    let link: Link | undefined;
    try {
      link = { client: await this.#client(), items: new Map() };
      if (this.#closed) return;
      this.#link = link;
      const opened = link;
      for (const event of ["connection_lost", "close", "timed_out_request"] as const)
        link.client.on(event as "close", () => this.#lost(opened, new Error(event)));
      await link.client.connect(address);
      link.session = await link.client.createSession();
      link.session.on("session_closed", () => this.#lost(opened, new Error("session closed")));
      link.limits = await this.#inTime(limitsOf(link.session));
      link.subscription = await link.session.createSubscription2({
        requestedPublishingInterval: publishingMs,
        requestedLifetimeCount: 600,
        requestedMaxKeepAliveCount: 50,
        maxNotificationsPerPublish: 0,
        publishingEnabled: true,
        priority: 10,
      });
      link.subscription.on("terminated", () => this.#lost(opened, new Error("subscription ended")));
      if (this.#link !== link) return;
      this.#isOpen = true;
      this.#reopening.opened();
      log.info("opcua.opened", { address });
      for (const device of [...this.#devices]) {
        device.opened();
        await this.#monitor(link, device);
      }
      this.#check(link);
    } catch (error) {
      if (link) this.#lost(link, error);
      else this.#failed(error);
    }
  }

  async #client(): Promise<OPCUAClient> {
    const { secured, certificates, requestMs } = this.#options;
    return OPCUAClient.create({
      applicationName: "Floorplane",
      endpointMustExist: false,
      securityMode: secured ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None,
      securityPolicy: secured ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None,
      // The way back is ours: what node-opcua repairs by itself may look alive and be dead.
      connectionStrategy: { maxRetry: 0 },
      keepSessionAlive: true,
      requestedSessionTimeout: 30 * secondMs,
      transportTimeout: 2 * requestMs,
      clientCertificateManager: await certificates(),
    });
  }

  /** Monitors what the device wants and is not monitored yet; each present value is told first. */
  async #monitor(link: Link, device: EndpointDevice): Promise<void> {
    const wanted = device.nodeIds().filter((nodeId) => !link.items.has(nodeId));
    if (wanted.length === 0 || !link.subscription || !link.limits) return;
    if (link.items.size + wanted.length > itemsMax) throw new Error(`more than ${itemsMax} items`);
    for (const nodeId of wanted)
      link.items.set(nodeId, { nodeId, told: "", tellings: 0, untold: undefined, isWatched: true });
    for (const some of chunksOf(wanted, link.limits.itemsPerCall))
      await this.#monitorTogether(link, link.subscription, device, some);
  }

  async #monitorTogether(
    link: Link,
    subscription: ClientSubscription,
    device: EndpointDevice,
    wanted: readonly string[],
  ): Promise<void> {
    const group = await subscription.monitorItems(
      wanted.map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })),
      {
        samplingInterval: publishingMs,
        discardOldest: true,
        queueSize,
        // The same value with a new time is a reading too: a sensor that repeats itself is not silent.
        filter: new DataChangeFilter({
          trigger: DataChangeTrigger.StatusValueTimestamp,
          deadbandType: DeadbandType.None,
        }),
      },
      TimestampsToReturn.Both,
    );
    group.on("changed", (_item, value, index) => {
      const item = link.items.get(wanted[index] ?? "");
      if (!item || this.#link !== link) return;
      item.told = fingerprint(value);
      item.tellings++;
      device.told(item.nodeId, value);
    });
    for (const [index, nodeId] of wanted.entries()) {
      const { statusCode } = group.monitoredItems[index] ?? {};
      if (statusCode?.isGood()) continue;
      // The server does not have it: said once, and nothing is expected of it until the endpoint is opened anew.
      const item = link.items.get(nodeId);
      if (item) item.isWatched = false;
      this.#options.log.warn("opcua.item-refused", { nodeId, status: statusCode?.name });
      device.told(nodeId, new DataValue({ statusCode: statusCode ?? StatusCodes.Bad }));
    }
  }

  /** Reads everything now and then: a change that could be read a whole check ago and was never told means that the subscription is dead. */
  #check(link: Link): void {
    const { timers, watchdogMs } = this.#options;
    if (this.#link !== link) return;
    this.#cancelCheck = timers.at(timers.now() + watchdogMs, async () => {
      const items = [...link.items.values()].filter(({ isWatched }) => isWatched);
      if (this.#link !== link || !link.session) return;
      try {
        for (const some of chunksOf(items, link.limits?.nodesPerRead ?? 1))
          await this.#compare(link.session, some);
        this.#check(link);
      } catch (error) {
        this.#lost(link, error);
      }
    });
  }

  async #compare(session: ClientSession, items: readonly Item[]): Promise<void> {
    const values = await this.#inTime(
      session.read(items.map(({ nodeId }) => ({ nodeId, attributeId: AttributeIds.Value }))),
    );
    for (const [index, item] of items.entries()) {
      if (item.untold && item.untold.tellings === item.tellings)
        throw new Error(`${item.nodeId} changes and is not told`);
      const value = values[index];
      const isUntold = value !== undefined && fingerprint(value) !== item.told;
      item.untold = isUntold ? { tellings: item.tellings } : undefined;
    }
  }

  #lost(link: Link, error: unknown): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#isOpen = false;
    this.#cancelCheck();
    void this.#leave(link);
    this.#failed(error);
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    this.#options.log.info("opcua.lost", { address: this.#options.address, why: messageOf(error) });
    for (const device of [...this.#devices]) device.broke();
    this.#reopening.lost(() => void this.#open());
  }

  /** Lets go of all that the link held; nothing of it is waited for longer than a request. */
  async #leave({ client, session, subscription }: Link): Promise<void> {
    try {
      if (subscription) await this.#inTime(subscription.terminate());
      if (session) await this.#inTime(session.close(true));
    } catch {
      // The server is gone or forgets us by its own time-outs.
    }
    try {
      await this.#inTime(client.disconnect());
    } catch (error) {
      this.#options.log.debug("opcua.leave-failed", { why: messageOf(error) });
    }
  }

  #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return inTime(answer, this.#options.timers, this.#options.requestMs);
  }
}

/** Value, status and time of a reading, to tell one from another. */
function fingerprint({ value, statusCode, sourceTimestamp }: DataValue): string {
  return `${sourceTimestamp?.getTime() ?? ""} ${statusCode.value} ${String(value?.value)}`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
