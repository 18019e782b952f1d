/*
 * Fields are written down as `name:type` with, behind the type, `?` where null is allowed, `@3` from which version on,
 * `@1-1` up to which, and `#0` the number of a tagged field. `[]` before a type is an array of it, `{ … }` a structure.
 */

export interface RecordField {
  readonly name: string;
  readonly type: FieldType;
  readonly isArray: boolean;
  readonly isNullable: boolean;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly tag: number | undefined;
}

export type FieldType = PrimitiveType | readonly RecordField[];

export type PrimitiveType =
  "int8" | "int16" | "uint16" | "int32" | "int64" | "string" | "bytes" | "uuid";

/** Reads the notation above; what is wrong in it is a mistake in this program. */
export function recordFields(notation: string): readonly RecordField[] {
  const words = notation.split(/\s+/).filter((word) => word !== "");
  return readFields(words.values());
}

function readFields(words: Iterator<string, undefined>): readonly RecordField[] {
  const fields: RecordField[] = [];
  for (let next = words.next(); next.done !== true; next = words.next()) {
    const word = next.value;
    // the end of a structure, with what is said of the field it is the type of
    if (word.startsWith("}")) return fields.concat(closing(word));
    const parts = /^(\w+):(\[\])?(\w+|\{)(.*)$/.exec(word);
    if (parts === null) throw new Error(`No field: ${word}`);
    const [, name = "", array, type = "", suffix = ""] = parts as readonly (string | undefined)[];
    const field = { name, isArray: array !== undefined };
    if (type !== "{") {
      fields.push({ ...field, ...suffixes(suffix), type: type as PrimitiveType });
      continue;
    }
    const inner = readFields(words);
    const end = inner.at(-1);
    if (end === undefined) throw new Error(`No end of ${name}`);
    fields.push({ ...end, ...field, type: inner.slice(0, -1) });
  }
  return fields;
}

/** Stands last in a structure's fields until its owner has taken it. */
function closing(word: string): RecordField {
  return { name: "}", type: [], isArray: false, ...suffixes(word.slice(1)) };
}

function suffixes(
  text: string,
): Pick<RecordField, "isNullable" | "firstVersion" | "lastVersion" | "tag"> {
  const [, nullable, first, last, tag] =
    /^(\?)?(?:@(\d+)(?:-(\d+))?)?(?:#(\d+))?$/.exec(text) ?? [];
  return {
    isNullable: nullable !== undefined,
    firstVersion: Number(first ?? 0),
    lastVersion: Number(last ?? Infinity),
    tag: tag === undefined ? undefined : Number(tag),
  };
}
