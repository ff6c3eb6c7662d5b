/** Instruments code for edge coverage, as AFL does: each branch gets a call of `__hit` with a unique number. */
import ts from 'typescript'

export interface Instrumented {
  code: string
  /** Numbers and texts in the code: mutations insert them. */
  literals: (number | string)[]
}

/** Spreads small numbers over the 16 bits of the map. */
const SPREAD = 40_503

const SHORT_CIRCUITS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken,
])

export function instrument(source: string): Instrumented {
  const literals = new Set<number | string>()
  let branches = 0
  const { factory } = ts

  const hit = (): ts.Expression => {
    const branch = factory.createNumericLiteral(++branches * SPREAD & 0xFFFF)
    return factory.createCallExpression(factory.createIdentifier('__hit'), undefined, [branch])
  }
  const hitStatement = (): ts.Statement => factory.createExpressionStatement(hit())
  const hitBefore = (value: ts.Expression): ts.Expression =>
    factory.createParenthesizedExpression(factory.createComma(hit(), value))
  const block = (statement: ts.Statement): ts.Block => ts.isBlock(statement)
    ? factory.updateBlock(statement, [hitStatement(), ...statement.statements])
    : factory.createBlock([hitStatement(), statement], true)

  function note(node: ts.Node): void {
    if (ts.isNumericLiteral(node)) literals.add(Number(node.text))
    else if (ts.isStringLiteral(node) && node.text.length <= 32) literals.add(node.text)
  }

  function mark(node: ts.Node): ts.Node {
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = node
      return factory.updateArrowFunction(
        node, modifiers, typeParameters, parameters, type, equalsGreaterThanToken, hitBefore(node.body),
      )
    }
    if (ts.isIfStatement(node)) {
      const elseBlock = block(node.elseStatement ?? factory.createBlock([]))
      return factory.updateIfStatement(node, node.expression, block(node.thenStatement), elseBlock)
    }
    if (ts.isConditionalExpression(node)) {
      const { condition, questionToken, whenTrue, colonToken, whenFalse } = node
      return factory.updateConditionalExpression(
        node, condition, questionToken, hitBefore(whenTrue), colonToken, hitBefore(whenFalse),
      )
    }
    if (ts.isBinaryExpression(node) && SHORT_CIRCUITS.has(node.operatorToken.kind)) {
      return factory.updateBinaryExpression(node, node.left, node.operatorToken, hitBefore(node.right))
    }
    if (ts.isCaseClause(node)) {
      return factory.updateCaseClause(node, node.expression, [hitStatement(), ...node.statements])
    }
    if (ts.isDefaultClause(node)) return factory.updateDefaultClause(node, [hitStatement(), ...node.statements])
    if (ts.isForStatement(node)) {
      const { initializer, condition, incrementor } = node
      return factory.updateForStatement(node, initializer, condition, incrementor, block(node.statement))
    }
    if (ts.isForOfStatement(node)) {
      const { awaitModifier, initializer, expression } = node
      return factory.updateForOfStatement(node, awaitModifier, initializer, expression, block(node.statement))
    }
    if (ts.isWhileStatement(node)) return factory.updateWhileStatement(node, node.expression, block(node.statement))
    return node
  }

  const transformer: ts.TransformerFactory<ts.SourceFile> = context => file => {
    const visit = (node: ts.Node): ts.Node => {
      note(node)
      // Read the parent before the children are replaced.
      const isBody = ts.isBlock(node) && (ts.isFunctionLike(node.parent) || ts.isCatchClause(node.parent))
      const visited = ts.visitEachChild(node, visit, context)
      if (isBody) return block(visited as ts.Block)
      return ts.isBlock(visited) ? visited : mark(visited)
    }
    return ts.visitEachChild(file, visit, context)
  }

  const file = ts.createSourceFile('target.js', source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS)
  const result = ts.transform(file, [transformer])
  const [transformed = file] = result.transformed
  return { code: ts.createPrinter().printFile(transformed), literals: [...literals] }
}
