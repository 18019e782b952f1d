import type { Api } from "./api";
import type { Reader } from "./reader";

/** Kafka's numbers for what may have a configuration; there are more. */
export const configResourceType = { topic: 2, broker: 4 } as const;

/** Where a value is from: not set anywhere, so Kafka's own default. */
export const defaultConfigSource = 5;

export interface DescribeConfigsQuestion {
  readonly resources: readonly { readonly type: number; readonly name: string }[];
}

export interface DescribedConfig {
  readonly name: string;
  /** Undefined for sensitive ones, and for those that are not set and have no default. */
  readonly value: string | undefined;
  readonly isReadOnly: boolean;
  readonly source: number;
  readonly isSensitive: boolean;
}

export interface DescribedResource {
  readonly errorCode: number;
  readonly type: number;
  readonly name: string;
  readonly configs: readonly DescribedConfig[];
}

export interface DescribeConfigsAnswer {
  readonly resources: readonly DescribedResource[];
}

/** All settings, to be asked of any broker for topics, and of the very broker for a broker. */
export const describeConfigsApi: Api<DescribeConfigsQuestion, DescribeConfigsAnswer> = {
  key: 32,
  name: "DescribeConfigs",
  minVersion: 1,
  maxVersion: 4,
  flexibleFrom: 4,
  isRead: true,

  encode(writer, { resources }, version) {
    writer.structs(resources, (_, { type, name }) => {
      writer.int8(type).string(name);
      writer.nullArray(); // every setting
    });
    const includeSynonyms = false;
    const includeDocumentation = false;
    writer.boolean(includeSynonyms);
    if (version >= 3) writer.boolean(includeDocumentation);
  },

  decode(reader, version) {
    reader.throttleTime();
    return {
      resources: reader.structs(() => {
        const errorCode = reader.int16();
        reader.nullableString(); // error message
        return {
          errorCode,
          type: reader.int8(),
          name: reader.string(),
          configs: reader.structs(() => readConfig(reader, version)),
        };
      }),
    };
  },
};

function readConfig(reader: Reader, version: number): DescribedConfig {
  const config = {
    name: reader.string(),
    value: reader.nullableString(),
    isReadOnly: reader.boolean(),
    source: reader.int8(),
    isSensitive: reader.boolean(),
  };
  reader.structs(() => {
    reader.string(); // a synonym's name
    reader.nullableString(); // its value
    reader.int8(); // its source
  });
  if (version >= 3) {
    reader.int8(); // type
    reader.nullableString(); // documentation
  }
  return config;
}
