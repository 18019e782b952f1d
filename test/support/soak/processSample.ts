import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { timerCount } from "../processActivity";

const looks = 20;
const pauseMs = 50;
const bytesPerMebibyte = 2 ** 20;

export interface ProcessSample {
  /** What is live after a collection: JavaScript's heap, and buffers outside of it. */
  readonly heapMebibytes: number;
  /** The fewest of some looks at them, a second long: what comes and goes is not counted. */
  readonly timers: number;
  readonly sockets: number;
}

/** @param sockets counts those that matter */
export async function sampleProcess(sockets: () => number): Promise<ProcessSample> {
  const collect = collector();
  let heap = Infinity;
  let fewestTimers = Infinity;
  let fewestSockets = Infinity;
  for (let look = 0; look < looks; look++) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    fewestTimers = Math.min(fewestTimers, timerCount());
    fewestSockets = Math.min(fewestSockets, sockets());
    if (look % 5 !== 0) continue;
    collect();
    const { heapUsed, external } = process.memoryUsage();
    heap = Math.min(heap, heapUsed + external);
  }
  return {
    heapMebibytes: heap / bytesPerMebibyte,
    timers: fewestTimers,
    sockets: fewestSockets,
  };
}

/** Node hides it unless it is started with a flag. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
