import { defaultProducer } from "./send";
import type { TopicSeed } from "./topicSeed";

const transactions = 24;
const paymentsEach = 25;
const transactionalId = "demo-payments";

/** Written in transactions, of which every fourth was aborted: its messages are in the log all the same. */
export const payments: TopicSeed = {
  name: "payments",
  partitions: 3,
  messages: transactions * paymentsEach,
  fill: async ({ kafka, signal }) => {
    const producer = defaultProducer(kafka, transactionalId);
    await producer.connect();
    try {
      for (let n = 0; n < transactions; n++) {
        signal.throwIfAborted();
        const isAborted = n % 4 === 3;
        const transaction = await producer.transaction();
        await transaction.send({
          topic: payments.name,
          messages: Array.from({ length: paymentsEach }, (_, index) => ({
            key: `account-${(n * 7 + index) % 40}`,
            value: JSON.stringify({ transaction: n, payment: index, aborted: isAborted }),
          })),
        });
        await (isAborted ? transaction.abort() : transaction.commit());
      }
    } finally {
      await producer.disconnect();
    }
  },
};
