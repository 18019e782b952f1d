import * as v from "valibot";
import type { Schemas } from "../../rpc";
import type { OffsetsRequests } from "../protocol/offsets";
import { nothing } from "./nothing";

export const offsetsSchemas: Schemas<OffsetsRequests> = {
  offsetsOpen: nothing,
  offsetsRun: v.strictObject({ id: v.pipe(v.string(), v.maxLength(64)) }),
  offsetsCancel: nothing,
  offsetsOpenGroup: v.strictObject({ groupId: v.pipe(v.string(), v.maxLength(300)) }),
  offsetsCleanUp: nothing,
};
