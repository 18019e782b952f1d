import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { ResetRequests } from "./protocol";

const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
const planId = v.pipe(v.string(), v.maxLength(64));
/** Of a row or a group. */
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
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

const draft = v.strictObject({
  target: v.picklist(targets),
  targetText: names,
  timeZone: typed,
  scope: v.picklist(["allTopics", "named", "ofTarget"]),
  scopeText: names,
});

/** The page names what the host holds, and what to plan: it never says what to write. */
export const resetSchemas: Schemas<ResetRequests> = {
  open: nothing,
  refresh: nothing,
  aim: draft,
  chooseScope: draft,
  editRow: v.strictObject({ planId, row: place, text: typed }),
  times: v.strictObject({ planId }),
  laterWarnings: v.strictObject({ planId }),
  apply: v.strictObject({ planId }),
  peek: v.strictObject({ planId, row: place, at: v.picklist(["target", "lastSkipped"]) }),
  copyCommand: v.strictObject({ planId }),
  editAsCsv: v.strictObject({ planId }),
  applyCsv: nothing,
  chooseFile: nothing,
  showUndoFile: v.strictObject({ group: place }),
  undo: v.strictObject({ group: place }),
};
