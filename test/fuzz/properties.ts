import type { FuzzProperty } from "./fuzzProperty";
import { answerProperties } from "./properties/answers";
import { batchProperties } from "./properties/batches";
import { configurationProperties } from "./properties/configuration";
import { contentProperties } from "./properties/contents";
import { filterProperties } from "./properties/filters";
import { frameProperties } from "./properties/frames";
import { pageMessageProperties } from "./properties/pageMessages";
import { schemaProperties } from "./properties/schemas";
import { typedTextProperties } from "./properties/typedText";

/** Of everything that reads what others wrote: brokers, pages, files, people. */
export const fuzzProperties: readonly FuzzProperty[] = [
  ...answerProperties,
  ...batchProperties,
  ...frameProperties,
  ...contentProperties,
  ...schemaProperties,
  ...filterProperties,
  ...pageMessageProperties,
  ...configurationProperties,
  ...typedTextProperties,
];
