/** Castagnoli's polynomial, reflected. */
const polynomial = 0x82f63b78;
const bytesAtATime = 16;
const wordBytes = 4;

/** As many as there are bytes at a time: table n tells what a byte does to the checksum n bytes later. */
const tables = buildTables();

/**
 * CRC-32C of the bytes, as an unsigned number. It takes sixteen bytes at a time, as four words in the byte order of
 * every platform there is a VS Code for: little-endian.
 */
export function crc32c(bytes: Uint8Array): number {
  const aligned = Math.min(bytes.length, -bytes.byteOffset & (wordBytes - 1));
  const wordCount =
    Math.floor((bytes.length - aligned) / bytesAtATime) * (bytesAtATime / wordBytes);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, wordCount);
  let crc = byteByByte(-1, bytes, 0, aligned);
  crc = wordByWord(crc, words);
  crc = byteByByte(crc, bytes, aligned + wordCount * wordBytes, bytes.length);
  return ~crc >>> 0;
}

function byteByByte(before: number, bytes: Uint8Array, from: number, to: number): number {
  const [t0] = tables;
  let crc = before;
  for (let index = from; index < to; index++) {
    crc = at(t0, (crc ^ (bytes[index] ?? 0)) & 0xff) ^ (crc >>> 8);
  }
  return crc;
}

function wordByWord(before: number, words: Int32Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15] = tables;
  let crc = before;
  for (let index = 0; index < words.length; index += 4) {
    const a = crc ^ at(words, index);
    const b = at(words, index + 1);
    const c = at(words, index + 2);
    const d = at(words, index + 3);
    crc =
      at(t15, a & 0xff) ^
      at(t14, (a >>> 8) & 0xff) ^
      at(t13, (a >>> 16) & 0xff) ^
      at(t12, a >>> 24) ^
      at(t11, b & 0xff) ^
      at(t10, (b >>> 8) & 0xff) ^
      at(t9, (b >>> 16) & 0xff) ^
      at(t8, b >>> 24) ^
      at(t7, c & 0xff) ^
      at(t6, (c >>> 8) & 0xff) ^
      at(t5, (c >>> 16) & 0xff) ^
      at(t4, c >>> 24) ^
      at(t3, d & 0xff) ^
      at(t2, (d >>> 8) & 0xff) ^
      at(t1, (d >>> 16) & 0xff) ^
      at(t0, d >>> 24);
  }
  return crc;
}

/** Every index asked for is inside. For one type of array only, because that is what makes it fast. */
function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

type Table = Int32Array;
type FourTables = [Table, Table, Table, Table];

function buildTables(): readonly [...FourTables, ...FourTables, ...FourTables, ...FourTables] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    return crc;
  });
  const low = fourFrom(first);
  const second = fourFrom(nextTable(first, low[3]));
  const third = fourFrom(nextTable(first, second[3]));
  return [...low, ...second, ...third, ...fourFrom(nextTable(first, third[3]))];

  function fourFrom(start: Table): FourTables {
    const next = nextTable(first, start);
    const overNext = nextTable(first, next);
    return [start, next, overNext, nextTable(first, overNext)];
  }
}

function nextTable(first: Table, table: Table): Table {
  return table.map((crc) => at(first, crc & 0xff) ^ (crc >>> 8));
}
