const bytesPerLine = 16;

/** Bytes as `00 1f ff`. */
export function hexBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** The usual dump: position, sixteen bytes, and what of them is printable ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const line = bytes.subarray(at, at + bytesPerLine);
    const position = at.toString(16).padStart(8, "0");
    const hex = hexBytes(line).padEnd(bytesPerLine * 3 - 1);
    lines.push(`${position}  ${hex}  ${printable(line)}`);
  }
  return lines.join("\n");
}

function printable(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".",
  ).join("");
}
