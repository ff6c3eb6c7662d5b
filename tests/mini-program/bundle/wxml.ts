import { TmplGroup } from 'glass-easel-template-compiler'

interface TemplateProblem { message?: string, level?: number }

/**
 * All templates of a build as one JavaScript expression: path → what glass-easel instantiates.
 * @throws {Error} naming every template that the compiler complains about
 */
export function compileTemplates(templates: ReadonlyMap<string, string>): string {
  const group = new TmplGroup()
  try {
    const problems = [...templates].flatMap(([path, source]) =>
      (group.addTmpl(path, source) as TemplateProblem[]).map(problem => `${path}.wxml: ${problem.message ?? JSON.stringify(problem)}`))
    if (problems.length > 0) throw new Error(`Templates do not compile:\n${problems.join('\n')}`)
    return group.getTmplGenObjectGroups()
  } finally {
    group.free()
  }
}
