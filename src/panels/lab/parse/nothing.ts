import * as v from "valibot";

/** Parameters of a request that needs none. */
export const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
