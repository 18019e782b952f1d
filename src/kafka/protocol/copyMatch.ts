/** Below this many bytes a loop is faster than a call. */
const shortBytes = 32;

/**
 * What LZ77 codecs call a match: appends `length` bytes at `position` that repeat those `distance` bytes before.
 * A match longer than its distance repeats itself. The caller has checked both against the buffer.
 */
export function copyMatch(
  output: Buffer,
  position: number,
  distance: number,
  length: number,
): void {
  const from = position - distance;
  if (distance >= length && length > shortBytes) {
    output.copyWithin(position, from, from + length);
    return;
  }
  for (let index = 0; index < length; index++) {
    output[position + index] = output[from + index] ?? 0;
  }
}

/** Appends `length` bytes of `source` at `position`. The caller has checked both buffers. */
export function copyLiterals(
  source: Buffer,
  from: number,
  length: number,
  output: Buffer,
  position: number,
): void {
  if (length > shortBytes) {
    source.copy(output, position, from, from + length);
    return;
  }
  for (let index = 0; index < length; index++) {
    output[position + index] = source[from + index] ?? 0;
  }
}
