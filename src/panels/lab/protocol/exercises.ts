/** What the tab of the exercises asks, and what it is told. */

export interface ExerciseTaskView {
  readonly text: string;
  /** What on the cluster shows that it is done; null while nothing does. */
  readonly found: string | null;
}

export interface ExerciseView {
  readonly title: string;
  /** What to try, and where: sentences. */
  readonly advice: string;
  readonly tasks: readonly ExerciseTaskView[];
}

export interface ExercisesView {
  readonly exercises: readonly ExerciseView[];
}

type Nothing = Record<string, never>;

export interface ExercisesRequests {
  /** What is known already. Asks the cluster nothing. */
  exercisesOpen: { params: Nothing; result: ExercisesView };
  /** Reads the cluster, and writes nothing to it. */
  exercisesCheck: { params: Nothing; result: ExercisesView };
}
