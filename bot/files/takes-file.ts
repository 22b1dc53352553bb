// Whether a recipe takes files, and which of its parameters do.
import type { RecipeSpec } from '../../workflows/recipe-spec.js'

export const fileParams = ({ params }: RecipeSpec): string[] =>
  Object.entries(params).flatMap(([key, { kind }]) => (kind === 'file' ? [key] : []))

export const takesFile = (spec: RecipeSpec): boolean => fileParams(spec).length > 0
