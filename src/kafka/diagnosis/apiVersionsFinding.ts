import type { Api } from "../protocol/api";
import { fetchApi } from "../protocol/fetch";
import type { SupportedApi } from "../protocol/apiVersions";
import { findCoordinatorApi } from "../protocol/findCoordinator";
import { listGroupsApi } from "../protocol/listGroups";
import { listOffsetsApi } from "../protocol/listOffsets";
import { metadataApi } from "../protocol/metadata";
import { offsetFetchApi } from "../protocol/offsetFetch";
import type { Found } from "./checklist";
import { kafkaRelease } from "./kafkaRelease";

/** Without these there is little to see. */
const needed: readonly Pick<Api<never, unknown>, "key" | "name" | "minVersion" | "maxVersion">[] = [
  metadataApi,
  listOffsetsApi,
  fetchApi,
  findCoordinatorApi,
  offsetFetchApi,
  listGroupsApi,
];

/** What a broker's requests tell of it. */
export function apiVersionsFinding(apis: readonly SupportedApi[]): Omit<Found<never>, "value"> {
  const finding = `Kafka ${kafkaRelease(apis)} or newer: it knows ${apis.length} requests.`;
  const missing = needed.filter((api) => {
    const range = apis.find(({ apiKey }) => apiKey === api.key);
    return (
      range === undefined || range.maxVersion < api.minVersion || range.minVersion > api.maxVersion
    );
  });
  if (missing.length === 0) return { finding };
  const names = missing.map(({ name }) => name).join(", ");
  const advice = `Not in a version known here: ${names}. What needs them will not work.`;
  return { finding, advice };
}
