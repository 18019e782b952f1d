/** Printing a longer number takes time that grows with its square. */
const maxDecimalBytes = 512;
const maxScale = 2048;

/**
 * A big-endian two's complement number with so many digits behind its point, such as `-12.30`. Undefined when it is
 * too long to print.
 */
export function decimalDigits(bytes: Uint8Array, scale: number): string | undefined {
  if (bytes.length > maxDecimalBytes || Math.abs(scale) > maxScale) return undefined;
  const hex = Buffer.from(bytes).toString("hex");
  const value = BigInt.asIntN(bytes.length * 8, BigInt(`0x0${hex}`));
  if (scale <= 0) return value === 0n ? "0" : `${value}${"0".repeat(-scale)}`;
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const point = digits.length - scale;
  return `${value < 0n ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}
