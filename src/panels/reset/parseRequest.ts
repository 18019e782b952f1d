import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { ResetRequests } from "./protocol";

const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
const planId = v.pipe(v.string(), v.maxLength(64));

/** The page only names things the host holds: it never says what to write. */
export const resetSchemas: Schemas<ResetRequests> = {
  open: nothing,
  refresh: nothing,
  apply: v.strictObject({ planId }),
  peek: v.strictObject({
    planId,
    row: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
  showUndoFile: nothing,
};
