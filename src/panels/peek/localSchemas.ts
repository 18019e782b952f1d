import * as v from "valibot";
import type { LocalSchema } from "../../decode/schemas/decodeBySchema";

/** A schema that a person gave in a file. */
export interface NamedLocalSchema {
  readonly name: string;
  readonly schema: LocalSchema;
}

const entry = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(48)),
  file: v.pipe(v.string(), v.nonEmpty()),
  message: v.optional(v.string()),
});

const maxSchemas = 100;

/**
 * Reads schemas as a setting lists them: `.avsc` files are Avro's, `.proto` files Protobuf's. What cannot be read is
 * left out and reported; a schema is checked when a message is decoded with it.
 */
export async function readLocalSchemas(
  setting: unknown,
  readText: (file: string) => Promise<string>,
  report: (error: unknown) => void,
): Promise<readonly NamedLocalSchema[]> {
  const entries: readonly unknown[] = Array.isArray(setting) ? setting.slice(0, maxSchemas) : [];
  const read = entries.map(async (one) => {
    try {
      return [await readEntry(v.parse(entry, one), readText)];
    } catch (error) {
      report(error);
      return [];
    }
  });
  return (await Promise.all(read)).flat();
}

async function readEntry(
  { name, file, message }: v.InferOutput<typeof entry>,
  readText: (file: string) => Promise<string>,
): Promise<NamedLocalSchema> {
  const schema = { text: await readText(file), references: [] };
  if (file.endsWith(".avsc")) return { name, schema: { format: "avro", schema } };
  if (!file.endsWith(".proto")) throw new Error(`${file} is neither an .avsc nor a .proto file.`);
  const named = message === undefined ? {} : { message };
  return { name, schema: { format: "protobuf", schema, ...named } };
}
