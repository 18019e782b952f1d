import type { Message } from "../kafka/model";
import type { Decoded } from "./format";
import type { FormatChoice, MessageDecoder, MessagePart } from "./messageDecoder";

/** What keys and what values are read as, for a program to go on with (a filter, an export): strict JSON where structured. */
export class ChosenFormats {
  constructor(
    private readonly decoder: MessageDecoder,
    private readonly choices: Readonly<Record<MessagePart, FormatChoice>>,
    private readonly maxCharacters: number,
  ) {}

  /** The bytes as text say everything: there is nothing that decoding would add. */
  get isPlain(): boolean {
    return [this.choices.key, this.choices.value].every(
      ({ format }) => format === "text" || format === "json",
    );
  }

  /** Rejects only when the signal is aborted. */
  decode(message: Message, part: MessagePart, signal?: AbortSignal): Promise<Decoded> {
    const options = { maxCharacters: this.maxCharacters, isStrictJson: true };
    return this.decoder.decode(message, part, this.choices[part], options, signal);
  }
}
