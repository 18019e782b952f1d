import assert from "node:assert/strict";
import fc from "fast-check";
import {
  guessSource,
  importClusters,
  importSources,
} from "../../../src/config/imports/importClusters";
import { parseProfiles } from "../../../src/config/parseProfiles";
import { KafkaError } from "../../../src/kafka/errors";
import { parseBootstrapServers } from "../../../src/kafka/connection/bootstrapServers";
import { changedJson } from "../arbitraries/json";
import { changedText, textOf, textMebibytes } from "../arbitraries/text";
import { failsOnlyAs, failsOnlyOf } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";
import { configurationTexts, configurationWords, profileSamples } from "../samples/configurations";

const anyText = fc.oneof(
  { weight: 1, arbitrary: textOf(configurationWords) },
  { weight: 2, arbitrary: changedText(configurationTexts, configurationWords) },
);

export const configurationProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "other tools' configurations are read, or refused",
    maxMebibytes: textMebibytes,
    share: 8,
    input: fc.tuple(fc.constantFrom(...importSources), anyText),
    check: ([source, text]) => {
      guessSource("compose.txt", text);
      failsOnlyOf(["invalidInput"], () => {
        const { clusters } = importClusters(text, source, "imported");
        assert.ok(clusters.every(({ draft }) => draft.bootstrapServers.length > 0));
      });
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    },
  }),
  fuzzProperty({
    title: "settings are profiles and problems, whatever they hold",
    maxMebibytes: textMebibytes,
    share: 4,
    input: fc.oneof(fc.anything(), changedJson(profileSamples)),
    check: (setting) => {
      const { profiles } = parseProfiles(setting);
      assert.ok(profiles.every(({ bootstrapServers }) => bootstrapServers.length > 0));
    },
  }),
  fuzzProperty({
    title: "bootstrap servers are addresses, or refused",
    maxMebibytes: textMebibytes,
    input: textOf(["localhost", ":9092", ",", "[::1]", "SSL://", "a:0", ":", " ", "..", "[", "%"]),
    check: (text) => {
      failsOnlyAs(KafkaError, () => {
        assert.ok(parseBootstrapServers(text).every(({ port }) => port > 0 && port < 65_536));
      });
    },
  }),
];
