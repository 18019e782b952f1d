import type { ApiCase } from "./apiCase";
import { consumerGroupDescribeCases } from "./consumerGroupCases";
import { deleteGroupsCases, offsetDeleteCases } from "./deleteCases";
import { fetchCases } from "./fetchCases";
import { describeGroupsCases, findCoordinatorCases, listGroupsCases } from "./groupCases";
import { listOffsetsCases } from "./listOffsetsCases";
import { metadataCases } from "./metadataCases";
import {
  describeShareGroupOffsetsCases,
  shareGroupDescribeCases,
  streamsGroupDescribeCases,
} from "./newerGroupCases";
import { offsetCommitCases, offsetFetchCases } from "./offsetCases";
import { topicCases } from "./topicCases";

export const apiCases: readonly ApiCase[] = [
  ...metadataCases,
  ...listOffsetsCases,
  ...fetchCases,
  ...findCoordinatorCases,
  ...listGroupsCases,
  ...describeGroupsCases,
  ...consumerGroupDescribeCases,
  ...offsetFetchCases,
  ...offsetCommitCases,
  ...topicCases,
  ...shareGroupDescribeCases,
  ...streamsGroupDescribeCases,
  ...describeShareGroupOffsetsCases,
  ...deleteGroupsCases,
  ...offsetDeleteCases,
];
