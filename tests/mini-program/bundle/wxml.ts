import { TmplGroup } from 'glass-easel-template-compiler'

interface TemplateProblem { message?: string, level?: number }

/**
 * Compiles all templates of a build into one JavaScript expression: path → template for glass-easel.
 * @throws {Error} naming every template with a compiler warning
 */
export function compileTemplates(templates: ReadonlyMap<string, string>): string {
  const group = new TmplGroup()
  try {
    const problems = [...templates].flatMap(([path, source]) =>
      (group.addTmpl(path, source) as TemplateProblem[])
        .map(problem => `${path}.wxml: ${problem.message ?? JSON.stringify(problem)}`))
    if (problems.length > 0) throw new Error(`Templates do not compile:\n${problems.join('\n')}`)
    return group.getTmplGenObjectGroups()
  } finally {
    group.free()
  }
}
