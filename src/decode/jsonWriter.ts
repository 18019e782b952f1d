import { DecodeError } from "./decodeError";
import { hexBytes } from "./hex";
import { cutUtf8, strictUtf8 } from "./utf8";

const maxDepth = 100;
const maxKeyCharacters = 1024;

/** Thrown by a `JsonWriter` when its text is as long as it may get: the rest need not be read. */
export class TextIsFull extends Error {}

export interface JsonWriterOptions {
  readonly maxCharacters: number;
  /**
   * Strict: always JSON; bytes are base64, what has no JSON becomes a string or null. Otherwise what JSON cannot
   * hold is written as CBOR's diagnostic notation has it (`h'00ff'`, `{1: 2}`, `NaN`), which loses nothing.
   */
  readonly isStrict: boolean;
}

/**
 * Writes indented JSON text piece by piece, every number digit for digit. Text, depth and so the time taken are
 * bounded, whatever the data claims to hold.
 */
export class JsonWriter {
  private readonly parts: string[] = [];
  private length = 0;
  private depth = 0;
  private isFirst = true;
  private isAfterKey = false;
  private isOnlyJson = true;

  constructor(
    private readonly options: JsonWriterOptions,
    /** Of what this text becomes a part. */
    private readonly outerDepth = 0,
  ) {}

  get isStrict(): boolean {
    return this.options.isStrict;
  }

  /** False once something was written that JSON has no form for. */
  get isJson(): boolean {
    return this.isOnlyJson;
  }

  /** At most `maxCharacters`, never ending within a surrogate pair. */
  get text(): string {
    const whole = this.parts.join("");
    const { maxCharacters } = this.options;
    if (whole.length <= maxCharacters) return whole;
    const isPair = /[\ud800-\udbff]/.test(whole.charAt(maxCharacters - 1));
    return whole.slice(0, isPair ? maxCharacters - 1 : maxCharacters);
  }

  object(writeMembers: () => void): void {
    this.nested("{", writeMembers, "}");
  }

  array(writeItems: () => void): void {
    this.nested("[", writeItems, "]");
  }

  key(name: string): void {
    this.startItem();
    this.add(`${this.quoted(name)}: `);
    this.isAfterKey = true;
  }

  /** A key that is no text: as it is in the diagnostic notation, as the text of its JSON in the strict form. */
  keyOf(writeKey: (writer: JsonWriter) => void): void {
    if (this.isStrict) {
      const inner = new JsonWriter(
        { maxCharacters: maxKeyCharacters, isStrict: true },
        this.level(),
      );
      writeKey(inner);
      this.key(inner.text);
      return;
    }
    writeKey(this);
    this.add(": ");
    this.isAfterKey = true;
    this.isOnlyJson = false;
  }

  string(value: string): void {
    this.scalar(this.quoted(value));
  }

  /** Text in UTF-8; bytes that are none are replaced in the strict form, and written as bytes otherwise. */
  utf8(bytes: Uint8Array): void {
    const shown = cutUtf8(bytes, (this.room + 1) * 4);
    const text = strictUtf8(shown);
    if (text !== undefined) this.string(text);
    else if (this.isStrict) this.string(Buffer.from(shown).toString());
    else this.bytes(bytes);
  }

  bytes(value: Uint8Array): void {
    const shown = value.subarray(0, this.room + 1);
    if (this.isStrict) this.base64(value);
    else this.notJson(`h'${hexBytes(shown).replaceAll(" ", "")}'`);
  }

  /** Bytes as a string, for formats whose schema tells that it is bytes. */
  base64(value: Uint8Array): void {
    const shown = value.subarray(0, this.room + 3);
    this.string(Buffer.from(shown).toString("base64"));
  }

  integer(value: bigint | number): void {
    this.scalar(String(value));
  }

  double(value: number): void {
    if (Number.isFinite(value)) this.scalar(Object.is(value, -0) ? "-0.0" : doubleText(value));
    else if (this.isStrict) this.string(String(value));
    else this.notJson(String(value));
  }

  /** As few digits as name this number among those of 32 bits. */
  float(value: number): void {
    // zero has a sign of its own, which digits do not tell
    this.double(Number.isFinite(value) && value !== 0 ? shortestFloat(value) : value);
  }

  boolean(value: boolean): void {
    this.scalar(String(value));
  }

  null(): void {
    this.scalar("null");
  }

  /** Digits as they are, for numbers that no type of JavaScript holds. */
  digits(value: string): void {
    this.scalar(value);
  }

  /** A word of the diagnostic notation; `strictly` is what stands for it in JSON. */
  word(value: string, strictly: string | null): void {
    if (!this.isStrict) this.notJson(value);
    else if (strictly === null) this.null();
    else this.string(strictly);
  }

  /** `name(…)` around one item in the diagnostic notation; only the item in JSON. */
  tagged(name: string, writeItem: () => void): void {
    if (this.isStrict) {
      this.deeper(writeItem);
      return;
    }
    this.notJson(`${name}(`);
    this.isAfterKey = true;
    this.deeper(writeItem);
    this.add(")");
  }

  private get room(): number {
    return Math.max(0, this.options.maxCharacters - this.length);
  }

  private notJson(text: string): void {
    this.isOnlyJson = false;
    this.scalar(text);
  }

  private scalar(text: string): void {
    this.startItem();
    this.add(text);
    this.isFirst = false;
  }

  private nested(open: string, writeItems: () => void, close: string): void {
    this.startItem();
    this.add(open);
    this.isFirst = true;
    this.deeper(writeItems);
    if (this.hasItems()) this.add(`\n${"  ".repeat(this.depth)}`);
    this.add(close);
    this.isFirst = false;
  }

  /** Of the object or array now open. */
  private hasItems(): boolean {
    return !this.isFirst;
  }

  private deeper(write: () => void): void {
    this.level();
    this.depth++;
    write();
    this.depth--;
  }

  /** The depth of what comes next. */
  private level(): number {
    const level = this.outerDepth + this.depth + 1;
    if (level > maxDepth) {
      throw new DecodeError(`The data is nested deeper than ${maxDepth} levels.`);
    }
    return level;
  }

  /** The comma and the line before an item, unless it stands behind its key. */
  private startItem(): void {
    if (this.isAfterKey) this.isAfterKey = false;
    else if (this.depth > 0) this.add(`${this.isFirst ? "" : ","}\n${"  ".repeat(this.depth)}`);
    this.isFirst = false;
  }

  private quoted(text: string): string {
    return JSON.stringify(text.length > this.room ? text.slice(0, this.room + 1) : text);
  }

  private add(text: string): void {
    this.parts.push(text);
    this.length += text.length;
    if (this.length > this.options.maxCharacters) throw new TextIsFull();
  }
}

/** So many tell every number of 32 bits from its neighbours. */
const maxFloatDigits = 9;

function shortestFloat(value: number): number {
  for (let digits = 1; digits <= maxFloatDigits; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** Whole numbers keep a fraction, so that they are told from integers. */
function doubleText(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
