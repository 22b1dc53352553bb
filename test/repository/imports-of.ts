// Finds every import of a file, and whether it is a type's.
import ts from 'typescript'

export interface Import {
  readonly specifier: string
  readonly isType: boolean
  readonly line: number
}

/** Static, re-exporting, dynamic and type imports alike. An import with one value in it is a value import. */
export function importsOf(path: string, source: string): Import[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const add = (at: ts.Node | undefined, isType: boolean) => {
    if (!at || !ts.isStringLiteralLike(at)) return
    found.push({ specifier: at.text, isType, line: file.getLineAndCharacterOfPosition(at.getStart()).line + 1 })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false)
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}
