import { isBrokerAddress } from "../../kafka/connection/bootstrapServers";
import { error, type Findings } from "./findings";
import type { ConnectionDraft, DraftField } from "./protocol";

/** As in the settings that hold for all clusters. */
const connectTimeout = { min: 100, max: 120_000 };
const requestTimeout = { min: 100, max: 600_000 };

/** Kafka's protocol counts versions in 16 bits. */
const maxVersion = 32_767;

/** What is wrong with the fields that few clusters need. */
export function checkAdvanced(draft: ConnectionDraft): Findings {
  return [
    ...checkAddresses(draft),
    ...checkTimeout("connectTimeoutMs", draft.connectTimeoutMs, connectTimeout),
    ...checkTimeout("requestTimeoutMs", draft.requestTimeoutMs, requestTimeout),
    ...checkVersions(draft),
  ];
}

function checkAddresses({ addressMap }: ConnectionDraft): Findings {
  const seen = new Set<string>();
  for (const { advertised, reachable } of addressMap) {
    const from = advertised.trim();
    const to = reachable.trim();
    if (from === "" && to === "") continue;
    if (!isBrokerAddress(from) || !isBrokerAddress(to)) {
      const pair = `${from === "" ? "(empty)" : from} → ${to === "" ? "(empty)" : to}`;
      return [error("addressMap", `${pair}: write a host, or host:port, on both sides.`)];
    }
    if (seen.has(from)) return [error("addressMap", `${from} is there twice.`)];
    seen.add(from);
  }
  return [];
}

function checkTimeout(
  field: DraftField,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): Findings {
  if (text.trim() === "") return [];
  const ms = /^\d+$/.test(text.trim()) ? Number(text) : -1;
  if (ms >= min && ms <= max) return [];
  return [error(field, `Enter milliseconds from ${min} to ${max}, or nothing.`)];
}

function checkVersions({ maxVersions }: ConnectionDraft): Findings {
  const seen = new Set<string>();
  for (const row of maxVersions) {
    const api = row.api.trim();
    const version = row.version.trim();
    if (api === "" && version === "") continue;
    if (!/^[A-Z][A-Za-z]+$/.test(api)) {
      return [error("maxVersions", `"${api}" is no name of an API, such as Fetch or Metadata.`)];
    }
    if (!/^\d+$/.test(version) || Number(version) > maxVersion) {
      return [error("maxVersions", `${api}: enter the highest version to use, in digits.`)];
    }
    if (seen.has(api)) return [error("maxVersions", `${api} is there twice.`)];
    seen.add(api);
  }
  return [];
}
