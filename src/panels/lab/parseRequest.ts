import * as v from "valibot";
import type { Schemas } from "../rpc";
import { exercisesSchemas } from "./parse/exercises";
import { nothing } from "./parse/nothing";
import { offsetsSchemas } from "./parse/offsets";
import { rebalanceSchemas } from "./parse/rebalance";
import type { LabRequests } from "./protocol";

export const labSchemas: Schemas<LabRequests> = {
  open: nothing,
  chooseTab: v.strictObject({ tab: v.picklist(["rebalance", "offsets", "exercises"]) }),
  ...rebalanceSchemas,
  ...offsetsSchemas,
  ...exercisesSchemas,
};
