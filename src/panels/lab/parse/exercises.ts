import type { Schemas } from "../../rpc";
import type { ExercisesRequests } from "../protocol/exercises";
import { nothing } from "./nothing";

export const exercisesSchemas: Schemas<ExercisesRequests> = {
  exercisesOpen: nothing,
  exercisesCheck: nothing,
};
