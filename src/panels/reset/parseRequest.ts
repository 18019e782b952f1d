import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { ResetRequests } from "./protocol";

const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
const planId = v.pipe(v.string(), v.maxLength(64));
const row = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const typed = v.pipe(v.string(), v.maxLength(64));
/** A group's id, or topics with their partitions. */
const names = v.pipe(v.string(), v.maxLength(32_768));

const targets = [
  "earliest",
  "latest",
  "current",
  "offset",
  "timestamp",
  "duration",
  "shiftBy",
  "group",
  "given",
] as const;

/** The page names what the host holds, and what to plan: it never says what to write. */
export const resetSchemas: Schemas<ResetRequests> = {
  open: nothing,
  refresh: nothing,
  aim: v.strictObject({
    target: v.picklist(targets),
    targetText: names,
    timeZone: typed,
    scope: v.picklist(["allTopics", "named", "ofTarget"]),
    scopeText: names,
  }),
  editRow: v.strictObject({ planId, row, text: typed }),
  times: v.strictObject({ planId }),
  laterWarnings: v.strictObject({ planId }),
  apply: v.strictObject({ planId }),
  peek: v.strictObject({ planId, row, at: v.picklist(["target", "lastSkipped"]) }),
  copyCommand: v.strictObject({ planId }),
  editAsCsv: v.strictObject({ planId }),
  applyCsv: nothing,
  chooseFile: nothing,
  showUndoFile: nothing,
  undo: nothing,
};
