"""kafka-python's consumer, as its users read and seek: assign, seek, poll. Arguments: bootstrap servers, a job as JSON."""

import json
import sys
import time

from kafka import KafkaConsumer, TopicPartition


def read(consumer, topic, messages):
    """Timed from when the first messages were there."""
    consumer.assign([TopicPartition(topic, 0)])
    consumer.seek_to_beginning()
    count = first = size = 0
    started = time.perf_counter()
    while count < messages:
        for records in consumer.poll(timeout_ms=10_000, max_records=10_000).values():
            if count == 0:
                started, first = time.perf_counter(), len(records)
            # the last answer may hold more than were asked for: their time counts, their bytes do not
            for record in records[: messages - count]:
                size += len(record.value)
            count += len(records)
    ended = time.perf_counter()
    ms = (ended - started) * 1000 * messages / (count - first)
    return ms, [f"bytes {size}", f"messages {min(count, messages)}"]


def seek(consumer, topic, partitions, timestampMs):
    """The first message of every partition at or after the timestamp."""
    started = time.perf_counter()
    asked = {TopicPartition(topic, number): timestampMs for number in range(partitions)}
    consumer.assign(list(asked))
    for partition, found in consumer.offsets_for_times(asked).items():
        consumer.seek(partition, found.offset)
    rows = {}
    while len(rows) < partitions:
        for partition, records in consumer.poll(timeout_ms=10_000, max_records=10_000).items():
            rows.setdefault(partition, f"{topic} {partition.partition} {records[0].offset}")
            consumer.pause(partition)
    return (time.perf_counter() - started) * 1000, sorted(rows.values())


def main(servers, question):
    consumer = KafkaConsumer(
        bootstrap_servers=servers.split(","), enable_auto_commit=False, group_id=None
    )
    job = {"read": read, "seek": seek}[question["job"]]
    ms, rows = job(consumer, **question["params"])
    print(json.dumps({"ms": ms, "rows": rows}))


main(sys.argv[1], json.loads(sys.argv[2]))
