import { createHash, randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { cancelled } from "../../kafka/connection/deadline";
import { LocalKafkaError } from "./localKafkaError";

const silenceMs = 30_000;

export interface Download {
  readonly url: URL;
  /** Its folder exists. */
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/**
 * Fetches a file whose content is known beforehand. It gets its name only when it is whole and its checksum is right;
 * until then it ends in `.part`, and is deleted when the download fails.
 * @throws LocalKafkaError `notFetched`, KafkaError `cancelled`
 */
export async function downloadFile(download: Download, options: DownloadOptions): Promise<void> {
  const part = `${download.file}.${randomUUID()}.part`;
  try {
    await fetchInto(part, download, options);
    await rename(part, download.file);
  } catch (error) {
    await rm(part, { force: true });
    if (options.signal.aborted) throw cancelled();
    if (error instanceof LocalKafkaError) throw error;
    throw notFetched(download, `could not be fetched${reasonOf(error)}`, error);
  }
}

async function fetchInto(
  part: string,
  download: Download,
  options: DownloadOptions,
): Promise<void> {
  const { signal, onBytes } = options;
  const silence = new AbortController();
  const timer = setTimeout(() => {
    silence.abort(new Error(`no answer for ${silenceMs / 1000} s`));
  }, silenceMs);
  const output = await open(part, "w");
  try {
    const response = await options.fetch(download.url, {
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw notFetched(download, `could not be fetched: the server answered ${response.status}`);
    }
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of response.body) {
      timer.refresh();
      bytes += chunk.length;
      if (bytes > download.bytes) break;
      hash.update(chunk);
      await output.writeFile(chunk);
      onBytes(chunk.length);
    }
    if (bytes < download.bytes) throw notFetched(download, "came incomplete");
    if (bytes > download.bytes || hash.digest("hex") !== download.sha256) {
      throw notFetched(download, "is not the file that was published: its checksum differs");
    }
  } finally {
    clearTimeout(timer);
    await output.close();
  }
}

function notFetched({ url }: Download, what: string, cause?: unknown): LocalKafkaError {
  const name = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  const message = `${name} of ${url.host} ${what}. What was fetched before is kept. Try again, or name a mirror of Maven Central in the setting kafkaOffsets.localKafka.mavenRepository.`;
  return new LocalKafkaError("notFetched", message, { cause });
}

/** Node's fetch says why in the cause only. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error ? (error.cause ?? error) : undefined;
  return inner instanceof Error && inner.message !== "" ? `: ${inner.message}` : "";
}
