import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { ToolError, seconds, step, tail } from "../bootstrap/steps.mjs";
import { isRunning } from "../bootstrap/lock.mjs";
import { runTool, type Lifetime } from "../process/lifetime";
import { pollFor } from "../process/poll";
import { kafkaVersion } from "./jars";
import { ownStandingKafka } from "./owner";
import { countBrokers } from "./probe";
import { ensureRuntime } from "./runtime";
import { readStandingKafka, standingDirectory, type StandingKafka } from "./standing";

const usage = `npm run kafka -- start [--port N] | stop | status | run [--port N]

start   starts Apache Kafka ${kafkaVersion} and leaves it running
stop    stops it; its data stays in .kafka/
status  says where it listens
run     starts it in the foreground, until Ctrl+C`;

const readyMs = 90_000;
const stopMs = 15_000;

async function main(args: string[], lifetime: Lifetime): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { port: { type: "string" } },
    allowPositionals: true,
  });
  const port = values.port === undefined ? undefined : portOf(values.port);
  switch (positionals.join(" ")) {
    case "start":
      return start(port);
    case "stop":
      return stop();
    case "status":
      return status();
    case "run":
      return run(lifetime, port);
    default:
      throw new ToolError(usage);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new ToolError(`--port takes a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

async function start(port: number | undefined): Promise<number> {
  const standing = await readStandingKafka();
  if (standing) {
    process.stdout.write(`${sentence(standing)}\n`);
    return port === undefined || port === standing.port ? 0 : 1;
  }
  // what may take long or fail is done here, in sight
  await ensureRuntime();
  const started = await step("Starting Kafka", () => startOwner(port));
  process.stdout.write(`${sentence(started)}\n`);
  return 0;
}

/** The broker's owner is this same bundle, run apart from the terminal. */
async function startOwner(port: number | undefined): Promise<StandingKafka> {
  await mkdir(standingDirectory, { recursive: true });
  const logFile = path.join(standingDirectory, "owner.log");
  const log = openSync(logFile, "w");
  const portArgs = port === undefined ? [] : ["--port", String(port)];
  const owner = spawn(process.execPath, [__filename, "run", ...portArgs], {
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  owner.unref();
  const ended = new AbortController();
  owner.once("exit", () => {
    ended.abort();
  });
  try {
    return await pollFor("Kafka", readStandingKafka, { timeoutMs: readyMs, signal: ended.signal });
  } catch {
    throw new ToolError(`Kafka did not start:\n${tail(await readFile(logFile, "utf8"))}`);
  }
}

async function stop(): Promise<number> {
  const standing = await readStandingKafka();
  if (!standing) {
    process.stdout.write("No Kafka is running.\n");
    return 0;
  }
  const startedAt = performance.now();
  process.kill(standing.ownerPid, "SIGTERM");
  await pollFor("Kafka to stop", () => (isRunning(standing.ownerPid) ? undefined : true), {
    timeoutMs: stopMs,
  });
  process.stdout.write(`Kafka stopped in ${seconds(performance.now() - startedAt)}.\n`);
  return 0;
}

async function status(): Promise<number> {
  const standing = await readStandingKafka();
  if (standing && (await countBrokers(standing.port)) !== undefined) {
    process.stdout.write(`${sentence(standing)}\n`);
    return 0;
  }
  process.stdout.write(
    standing ? `Kafka does not answer on port ${standing.port}.\n` : "No Kafka is running.\n",
  );
  return 1;
}

async function run(lifetime: Lifetime, port: number | undefined): Promise<number> {
  const cluster = await ownStandingKafka(lifetime, port);
  process.stdout.write(
    `Kafka listens on ${cluster.bootstrapServers.join(",")}; Ctrl+C stops it.\n`,
  );
  const exit = await cluster.broker(1).exited;
  throw new ToolError(`Kafka ended by itself (${exit.signal ?? exit.code ?? "?"}); see .kafka/`);
}

function sentence({ port, ownerPid }: StandingKafka): string {
  return `Kafka ${kafkaVersion} listens on 127.0.0.1:${port} (process ${ownerPid}).`;
}

void runTool(main);
