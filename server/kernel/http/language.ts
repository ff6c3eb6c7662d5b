export type Language = 'zh' | 'en'

/** The preferred one of the two languages in an `Accept-Language` header; Chinese when it names neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').slice(0, 256).split(',').map(part => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const qualities = parameters.map(parameter => /^\s*q=([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1])
    const quality = qualities.find(value => value !== undefined)
    return { language: tag.split('-')[0], quality: Number(quality ?? 1) }
  })
  const known = ranges.filter(({ language, quality }) => (language === 'zh' || language === 'en') && quality > 0)
  const best = known.reduce<(typeof known)[number] | undefined>(
    (first, range) => first && first.quality >= range.quality ? first : range, undefined)
  return best?.language === 'en' ? 'en' : 'zh'
}
