import type { ClusterGateway } from "../../kafka/gateway";
import { exercises } from "../../lab/exercises/exercises";
import { noEvidence, withSample, type Evidence } from "../../lab/exercises/evidence";
import { readClusterSample } from "../../lab/exercises/clusterSample";
import type { LabPart } from "./labPart";
import type { ExercisesRequests, ExercisesView } from "./protocol/exercises";

/** Exercises that check themselves against the cluster. What was seen once stays done while the panel is open. */
export class ExercisesPart implements LabPart<ExercisesRequests> {
  private evidence: Evidence = noEvidence;

  constructor(private readonly options: { readonly gateway: () => ClusterGateway }) {}

  readonly handlers: LabPart<ExercisesRequests>["handlers"] = {
    exercisesOpen: () => Promise.resolve(this.view()),
    exercisesCheck: async (_, signal) => {
      const sample = await readClusterSample(this.options.gateway(), signal);
      this.evidence = withSample(this.evidence, sample);
      return this.view();
    },
  };

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  private view(): ExercisesView {
    return {
      exercises: exercises.map(({ title, advice, tasks }) => ({
        title,
        advice,
        tasks: tasks.map(({ text, seen }) => ({ text, found: this.evidence.seen[seen] ?? null })),
      })),
    };
  }
}
