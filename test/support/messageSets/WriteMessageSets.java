import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.LogEntry;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.TimestampType;

/** Prints message sets of the formats v0 and v1, as a log holds them, as a JSON object of base64 strings. */
public class WriteMessageSets {
  static final int COUNT = 24;
  static final long BASE_OFFSET = 9_007_199_254_740_993L;
  static final long BASE_TIMESTAMP = 1_500_000_000_000L;
  static final long APPEND_TIME = 1_600_000_000_000L;
  static final CompressionType[] CODECS = {
    CompressionType.NONE, CompressionType.GZIP, CompressionType.SNAPPY, CompressionType.LZ4
  };

  public static void main(String[] args) {
    List<String> lines = new ArrayList<>();
    for (byte magic = 0; magic <= 1; magic++) {
      for (CompressionType codec : CODECS) {
        lines.add(line("v" + magic + "-" + codec.name, write(magic, codec, TimestampType.CREATE_TIME)));
      }
    }
    MemoryRecords appended =
        write(Record.MAGIC_VALUE_V1, CompressionType.GZIP, TimestampType.LOG_APPEND_TIME);
    lines.add(line("v1-gzip-logAppendTime", appended));
    for (byte magic = 0; magic <= 1; magic++) {
      lines.add(line("v" + magic + "-gzip-compacted", compacted(magic)));
    }
    System.out.println("{\n  " + String.join(",\n  ", lines) + "\n}");
  }

  static MemoryRecords write(byte magic, CompressionType codec, TimestampType timestampType) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1 << 16), magic, codec, timestampType, BASE_OFFSET, APPEND_TIME);
    for (int i = 0; i < COUNT; i++) {
      long timestamp = magic == 0 ? Record.NO_TIMESTAMP : BASE_TIMESTAMP + 1_000L * i;
      builder.appendWithOffset(BASE_OFFSET + i, timestamp, key(i), value(i));
    }
    return builder.build();
  }

  static byte[] key(int i) {
    return i % 4 == 0 ? null : bytes("key-" + i);
  }

  static byte[] value(int i) {
    if (i % 10 == 9) return null;
    return i % 10 == 8 ? new byte[0] : bytes("gleich gleich gleich ✓ " + i);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What the log cleaner leaves: every third message. */
  static MemoryRecords compacted(byte magic) {
    MemoryRecords whole = write(magic, CompressionType.GZIP, TimestampType.CREATE_TIME);
    ByteBuffer kept = ByteBuffer.allocate(1 << 16);
    whole.filterTo(
        new TopicPartition("t", 0),
        new MemoryRecords.LogEntryFilter() {
          @Override
          public boolean shouldRetain(LogEntry entry) {
            return (entry.offset() - BASE_OFFSET) % 3 == 1;
          }
        },
        kept,
        1 << 16);
    kept.flip();
    return MemoryRecords.readableRecords(kept);
  }

  static String line(String name, MemoryRecords records) {
    ByteBuffer buffer = records.buffer().duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return "\"" + name + "\": \"" + Base64.getEncoder().encodeToString(bytes) + "\"";
  }
}
