export const avroSchemas: readonly unknown[] = [
  {
    type: "record",
    name: "Order",
    namespace: "com.example",
    fields: [
      { name: "id", type: "long" },
      { name: "note", type: ["null", "string"], default: null },
      { name: "tags", type: { type: "array", items: "string" } },
      { name: "prices", type: { type: "map", values: "double" } },
      { name: "status", type: { type: "enum", name: "Status", symbols: ["NEW", "DONE"] } },
      { name: "hash", type: { type: "fixed", name: "Hash", size: 16 } },
      { name: "amount", type: { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 } },
      { name: "parent", type: ["null", "com.example.Order"] },
    ],
  },
  "string",
  { type: "array", items: "null" },
  { type: "record", name: "Endless", fields: [{ name: "self", type: "Endless" }] },
  { type: "array", items: { type: "record", name: "Empty", fields: [] } },
];

export const avroWords: readonly string[] = [
  '"type"',
  '"record"',
  '"fixed"',
  '"size":1e9',
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  '"__proto__"',
  "null",
  '"com.example.Order"',
];

export const protoFile = `syntax = "proto3";
package com.example;
import "google/protobuf/timestamp.proto";
option java_package = "com.example";
/* an order */
message Order {
  reserved 4, 8 to max;
  int64 id = 1;
  repeated string tags = 2 [deprecated = true];
  map<string, double> prices = 3;
  oneof kind { Status status = 5; Order parent = 6; }
  google.protobuf.Timestamp at = 7;
  message Inner { bytes data = 1; }
  enum Status { NEW = 0; DONE = 0x1; }
}
service Orders { rpc Get (Order) returns (stream Order); }
`;

export const protoWords: readonly string[] = [
  "message ",
  "M",
  "{",
  "}",
  "oneof ",
  "map<",
  ">",
  "int32 a = 1;",
  "group ",
  "extend ",
  "/*",
  "*/",
  "//",
  "\n",
  '"',
  "\\",
  ";",
  "=",
  "999999999999",
  "[",
  "]",
  "option (a.b).c = {",
  ".",
  "-",
  "__proto__",
  "M self = 1;",
];

export const registryAnswers: readonly unknown[] = [
  { schema: '"string"', schemaType: "AVRO", references: [{ name: "a", subject: "b", version: 1 }] },
  ["orders-value", "orders-key"],
  [1, 2, 3],
];
