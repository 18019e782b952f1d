import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { connectionSchemas } from "../../../src/panels/connection/parseRequest";
import { groupSchemas, savedGroup } from "../../../src/panels/group/parseRequest";
import { labSchemas } from "../../../src/panels/lab/parseRequest";
import { peekSchemas, savedView } from "../../../src/panels/peek/parseRequest";
import { resetSchemas } from "../../../src/panels/reset/parseRequest";
import { parseMessage } from "../../../src/panels/rpc";
import { savedTopicGroups, topicGroupsSchemas } from "../../../src/panels/topicGroups/parseRequest";
import { changedJson } from "../arbitraries/json";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";
import { pageRequests, savedPages } from "../samples/pageRequests";

type AnySchemas = Readonly<Record<string, v.GenericSchema<unknown, unknown>>>;

/** Of every panel. */
export const panelSchemas: Readonly<Record<string, AnySchemas>> = {
  connection: connectionSchemas,
  group: groupSchemas,
  lab: labSchemas,
  peek: peekSchemas,
  reset: resetSchemas,
  topicGroups: topicGroupsSchemas,
};

const savedSchemas = [savedGroup, savedView, savedTopicGroups] as const;

/** No reason tells what the message held. */
const maxReason = 200;

const methods = [
  ...Object.values(panelSchemas).flatMap((schemas) => Object.keys(schemas)),
  "__proto__",
  "constructor",
  "toString",
];

const anyMessage = fc.oneof(
  { weight: 1, arbitrary: fc.anything() },
  {
    weight: 1,
    arbitrary: fc.record({
      id: fc.nat(),
      method: fc.constantFrom(...methods),
      params: fc.anything(),
    }),
  },
  { weight: 6, arbitrary: changedJson(pageRequests) },
);

export const pageMessageProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "messages of pages are requests, or refused",
    share: 8,
    input: fc.tuple(fc.constantFrom(...Object.values(panelSchemas)), anyMessage),
    check: ([schemas, message]) => {
      const parsed = parseMessage(message, schemas);
      if (parsed.kind === "invalid") assert.ok(parsed.reason.length <= maxReason);
      if (parsed.kind === "request") {
        const again = parseMessage(parsed.request, schemas);
        assert.equal(again.kind, "request");
      }
      assertUnpolluted();
    },
  }),
  fuzzProperty({
    title: "what a page kept over a reload is read, or left",
    share: 2,
    input: changedJson(savedPages),
    check: (kept) => {
      for (const schema of savedSchemas) v.safeParse(schema, kept);
      assertUnpolluted();
    },
  }),
];

function assertUnpolluted(): void {
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
}
