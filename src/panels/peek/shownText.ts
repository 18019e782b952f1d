import { decodeText } from "../../decode/content";
import type { Decoded } from "../../decode/format";
import type { FormatChoice, MessageDecoder, MessagePart } from "../../decode/messageDecoder";
import { cutUtf8 } from "../../decode/utf8";
import type { FilterDecoder } from "../../filter/filterInput";
import type { Message } from "../../kafka/model";

/** What filters of text look into: keys and values as the rows show them, and not as JSON would have to spell them. */
export class ShownText implements FilterDecoder {
  constructor(
    private readonly decoder: MessageDecoder,
    private readonly choices: Readonly<Record<MessagePart, FormatChoice>>,
    /** Of one key or value; what comes behind is not looked at. */
    private readonly maxCharacters: number,
    /** Bytes may be read by schemas, or by formats of the brokers' own, when the choice is Auto. */
    private readonly isReadOtherwise: boolean,
  ) {}

  /** Numbers and schemas make text of bytes that are none; MessagePack and CBOR keep strings. */
  get keepsStrings(): boolean {
    const isAuto = ({ format }: FormatChoice): boolean => format === "auto";
    return !this.isReadOtherwise && isAuto(this.choices.key) && isAuto(this.choices.value);
  }

  isText(message: Message, part: MessagePart): boolean {
    if (!this.keepsStrings) return false;
    const bytes = message[part];
    return bytes === undefined || decodeText(cutUtf8(bytes, this.maxCharacters)) !== undefined;
  }

  async decode(message: Message, part: MessagePart): Promise<Decoded> {
    const options = { maxCharacters: this.maxCharacters };
    const decoded = await this.decoder.decode(message, part, this.choices[part], options);
    return { ...decoded, text: oneLine(decoded) };
  }
}

/** Without the line breaks and indentation of JSON, whose strings hold no line breaks of their own. */
export function oneLine({ kind, text }: Pick<Decoded, "kind" | "text">): string {
  return kind === "json" ? text.replace(/\n\s*/g, " ") : text;
}
