import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own Java clients as a process that stays warm: a job a line on standard input, its answer a
 * line on standard output. Fills the cluster for the benchmark too. Argument: bootstrap servers.
 */
public final class JavaJobs {
  private static final ObjectMapper json = new ObjectMapper();
  private static final Duration servedWithin = Duration.ofMinutes(10);
  private static final String[] words =
      ("order payment customer created shipped returned cancelled warehouse invoice delivery "
              + "express standard berlin paris madrid oslo")
          .split(" ");

  private final String bootstrapServers;
  private final Admin admin;

  private record Answer(double ms, List<String> rows) {}

  private JavaJobs(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    // Kafka's logger writes to standard output
    System.setOut(System.err);
    JavaJobs jobs = new JavaJobs(args[0]);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.println(json.writeValueAsString(jobs.answer(json.readTree(line))));
    }
    System.exit(0);
  }

  private Map<String, Object> answer(JsonNode question) {
    try {
      Answer answer = run(question.get("job").asText(), question.get("params"));
      return Map.of("ms", answer.ms, "rows", answer.rows.stream().sorted().toList());
    } catch (Exception failure) {
      return Map.of("failure", failure.toString());
    }
  }

  private Answer run(String job, JsonNode params) throws Exception {
    return switch (job) {
      case "createTopics" -> createTopics(params);
      case "fill" -> fill(params);
      case "commit" -> commit(params);
      case "lag" -> lag(params.get("group").asText());
      case "groups" -> groups();
      case "topics" -> topics();
      case "reset" -> reset(params);
      default -> throw new IllegalArgumentException("No job " + job);
    };
  }

  /** Kafka's controller takes at most 10,000 records at once, so topics are created in batches. */
  private Answer createTopics(JsonNode params) throws Exception {
    int partitions = params.get("partitions").asInt();
    List<NewTopic> topics = new ArrayList<>();
    List<TopicPartition> created = new ArrayList<>();
    for (JsonNode name : params.get("topics")) {
      topics.add(new NewTopic(name.asText(), partitions, (short) 1));
      for (int i = 0; i < partitions; i++) created.add(new TopicPartition(name.asText(), i));
    }
    int batch = Math.max(1, 2_000 / partitions);
    for (int from = 0; from < topics.size(); from += batch) {
      admin.createTopics(topics.subList(from, Math.min(from + batch, topics.size()))).all().get();
    }
    awaitServed(created);
    return new Answer(0, List.of());
  }

  /** Created is not served yet: not every broker knows of it at once. */
  private void awaitServed(Collection<TopicPartition> partitions) throws Exception {
    long deadline = System.nanoTime() + servedWithin.toNanos();
    while (true) {
      try {
        offsets(partitions, OffsetSpec.latest());
        return;
      } catch (ExecutionException failure) {
        boolean mayPass = failure.getCause() instanceof RetriableException;
        if (!mayPass || System.nanoTime() > deadline) throw failure;
        Thread.sleep(100);
      }
    }
  }

  /** Values look like an application's JSON and are the same in every run. */
  private Answer fill(JsonNode params) throws Exception {
    String topic = params.get("topic").asText();
    int partitions = params.get("partitions").asInt();
    long messages = params.get("messagesPerPartition").asLong();
    long hits = params.get("hits").asLong();
    int bytes = params.get("valueBytes").asInt();
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "compression.type", params.get("codec").asText(),
            "enable.idempotence", false);
    AtomicReference<Exception> failure = new AtomicReference<>();
    Random random = new Random(42);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      long timestamp = params.get("firstTimestampMs").asLong();
      for (long i = 0; i < messages; i++, timestamp += params.get("stepMs").asLong()) {
        String needle = isHit(i, messages, hits) ? params.get("needle").asText() : "";
        for (int partition = 0; partition < partitions; partition++) {
          byte[] value = value(random, i, bytes, needle);
          var record = new ProducerRecord<byte[], byte[]>(topic, partition, timestamp, null, value);
          producer.send(record, (sent, error) -> failure.compareAndSet(null, error));
        }
      }
    }
    if (failure.get() != null) throw failure.get();
    return new Answer(0, List.of());
  }

  /** In the middle of each of as many equal parts as there are hits. */
  private static boolean isHit(long number, long messages, long hits) {
    if (hits == 0) return false;
    long part = messages / hits;
    return number % part == part / 2 && number / part < hits;
  }

  private static byte[] value(Random random, long number, int bytes, String needle) {
    StringBuilder text = new StringBuilder(bytes + 32);
    text.append("{\"id\":").append(1_000_000_000L + number);
    text.append(",\"customer\":\"c-").append(random.nextInt(100_000));
    text.append("\",\"amount\":").append(random.nextInt(1_000_000) / 100.0);
    text.append(",\"note\":\"").append(needle);
    while (text.length() < bytes) text.append(words[random.nextInt(words.length)]).append(' ');
    text.setLength(bytes - 2);
    return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Commits `groups` groups named prefix-0 …, each on `perGroup` successive partitions of the topic. */
  private Answer commit(JsonNode params) throws Exception {
    String topic = params.get("topic").asText();
    int partitions = params.get("partitions").asInt();
    int perGroup = params.get("perGroup").asInt();
    var results = new ArrayList<org.apache.kafka.common.KafkaFuture<Void>>();
    for (int group = 0; group < params.get("groups").asInt(); group++) {
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (int i = 0; i < perGroup; i++) {
        int partition = (group * perGroup + i) % partitions;
        offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(partition % 7));
      }
      results.add(
          admin.alterConsumerGroupOffsets(params.get("prefix").asText() + "-" + group, offsets).all());
    }
    for (var result : results) result.get();
    return new Answer(0, List.of());
  }

  private Answer lag(String group) throws Exception {
    long startedAt = System.nanoTime();
    var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    var starts = offsets(committed.keySet(), OffsetSpec.earliest());
    var ends = offsets(committed.keySet(), OffsetSpec.latest());
    var lags = lags(committed, starts, ends);
    double ms = msSince(startedAt);
    List<String> rows = new ArrayList<>();
    lags.forEach((it, lag) -> rows.add(row(it, committed.get(it), ends.get(it), lag)));
    return new Answer(ms, rows);
  }

  private static Map<TopicPartition, Long> lags(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> starts,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    Map<TopicPartition, Long> lags = new HashMap<>();
    committed.forEach(
        (it, offset) -> {
          long from = Math.max(offset.offset(), starts.get(it).offset());
          lags.put(it, Math.max(0, ends.get(it).offset() - from));
        });
    return lags;
  }

  private Answer groups() throws Exception {
    long startedAt = System.nanoTime();
    List<String> ids =
        admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
    var described = admin.describeConsumerGroups(ids).all();
    var all = ids.stream().collect(Collectors.toMap(id -> id, id -> new ListConsumerGroupOffsetsSpec()));
    var committed = admin.listConsumerGroupOffsets(all).all().get();
    described.get();
    Set<TopicPartition> partitions =
        committed.values().stream().flatMap(it -> it.keySet().stream()).collect(Collectors.toSet());
    var starts = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    Map<String, Map<TopicPartition, Long>> lags = new TreeMap<>();
    committed.forEach((id, offsets) -> lags.put(id, lags(offsets, starts, ends)));
    double ms = msSince(startedAt);
    List<String> rows = new ArrayList<>();
    lags.forEach(
        (id, ofGroup) ->
            ofGroup.forEach(
                (it, lag) ->
                    rows.add(id + " " + row(it, committed.get(id).get(it), ends.get(it), lag))));
    return new Answer(ms, rows);
  }

  private Answer topics() throws Exception {
    long startedAt = System.nanoTime();
    Set<String> names = admin.listTopics().names().get();
    Collection<TopicDescription> topics = admin.describeTopics(names).allTopicNames().get().values();
    Set<TopicPartition> partitions = new HashSet<>();
    for (TopicDescription topic : topics) {
      for (var it : topic.partitions()) {
        partitions.add(new TopicPartition(topic.name(), it.partition()));
      }
    }
    var askedStarts = admin.listOffsets(at(OffsetSpec.earliest(), partitions));
    var ends = offsets(partitions, OffsetSpec.latest());
    var starts = askedStarts.all().get();
    double ms = msSince(startedAt);
    List<String> rows = new ArrayList<>();
    for (TopicPartition it : partitions) {
      rows.add(name(it) + " " + starts.get(it).offset() + " " + ends.get(it).offset());
    }
    return new Answer(ms, rows);
  }

  /** Plan from the watermarks, commit, read back. */
  private Answer reset(JsonNode params) throws Exception {
    String group = params.get("group").asText();
    OffsetSpec to =
        params.get("to").asText().equals("earliest") ? OffsetSpec.earliest() : OffsetSpec.latest();
    long startedAt = System.nanoTime();
    var before = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetAndMetadata> plan = new HashMap<>();
    offsets(before.keySet(), to)
        .forEach((partition, it) -> plan.put(partition, new OffsetAndMetadata(it.offset())));
    admin.alterConsumerGroupOffsets(group, plan).all().get();
    var after = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    double ms = msSince(startedAt);
    List<String> rows = new ArrayList<>();
    after.forEach((it, offset) -> rows.add(name(it) + " " + offset.offset()));
    return new Answer(ms, rows);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Collection<TopicPartition> partitions, OffsetSpec at) throws Exception {
    return admin.listOffsets(at(at, partitions)).all().get();
  }

  private static Map<TopicPartition, OffsetSpec> at(
      OffsetSpec at, Collection<TopicPartition> partitions) {
    return partitions.stream().collect(Collectors.toMap(it -> it, it -> at));
  }

  private static String name(TopicPartition partition) {
    return partition.topic() + " " + partition.partition();
  }

  private static String row(
      TopicPartition partition, OffsetAndMetadata committed, ListOffsetsResultInfo end, long lag) {
    return name(partition) + " " + committed.offset() + " " + end.offset() + " " + lag;
  }

  private static double msSince(long startedAt) {
    return (System.nanoTime() - startedAt) / 1e6;
  }
}
