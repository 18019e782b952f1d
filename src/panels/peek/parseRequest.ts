import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { PeekRequests, Position, Query, SavedView } from "./protocol";

/** Page sizes the host reads; the page's own limits are not trusted. */
export const pageSizes = { min: 1, max: 1000 } as const;

const maxPartitions = 100_000;
const maxInt64 = 2n ** 63n - 1n;

const partition = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 1));

const offset = v.pipe(
  v.string(),
  v.maxLength(19),
  v.regex(/^\d+$/),
  v.check((digits) => /^\d{1,19}$/.test(digits) && BigInt(digits) <= maxInt64),
);

const timeZone = v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z0-9_+:/-]+$/));

const position: v.GenericSchema<unknown, Position> = v.variant("kind", [
  v.strictObject({ kind: v.literal("latest") }),
  v.strictObject({ kind: v.literal("earliest") }),
  v.strictObject({ kind: v.literal("offset"), offset }),
  v.strictObject({ kind: v.literal("timestamp"), text: v.pipe(v.string(), v.maxLength(64)) }),
  v.strictObject({
    kind: v.literal("offsets"),
    label: v.pipe(v.string(), v.maxLength(256)),
    offsets: v.pipe(
      v.array(v.strictObject({ partition, offset })),
      v.minLength(1),
      v.maxLength(maxPartitions),
    ),
  }),
]);

const query: v.GenericSchema<unknown, Query> = v.strictObject({
  position,
  partitions: v.exactOptional(
    v.pipe(v.array(partition), v.minLength(1), v.maxLength(maxPartitions)),
  ),
  isolation: v.picklist(["committed", "withAborted", "uncommitted"]),
  pageSize: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(pageSizes.min),
    v.maxValue(pageSizes.max),
  ),
  timeZone,
});

const message = { partition, offset };

export const peekSchemas: Schemas<PeekRequests> = {
  open: v.strictObject({}),
  read: query,
  more: v.strictObject({ direction: v.picklist(["older", "newer"]) }),
  format: v.strictObject({ timeZone }),
  details: v.strictObject(message),
  openMessage: v.strictObject(message),
  copy: v.strictObject({ ...message, part: v.picklist(["key", "value", "message"]) }),
};

/** What VS Code kept of a page over a reload; the page wrote it, so it is checked like a request. */
export const savedView: v.GenericSchema<unknown, SavedView> = v.strictObject({
  clusterId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  topic: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  query,
  order: v.picklist(["oldestFirst", "newestFirst"]),
});
