// A recipe's name as people read it.

/** `create opportunity` → `Create opportunity`. */
export function recipeTitle({ command }: { readonly command: string }): string {
  return command.slice(0, 1).toUpperCase() + command.slice(1)
}
