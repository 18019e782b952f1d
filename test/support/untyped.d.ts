declare module "snappyjs" {
  export function compress(bytes: Uint8Array): Uint8Array;
}

declare module "lz4js" {
  export function compress(bytes: Uint8Array): Uint8Array;
  /** Block compression; returns how many bytes it wrote into `target`, 0 for incompressible input. */
  export function compressBlock(
    source: Uint8Array,
    target: Uint8Array,
    start: number,
    length: number,
    hashTable: Uint32Array,
  ): number;
}
