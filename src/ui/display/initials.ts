const HAN = /\p{Script=Han}/u

/** Text of an avatar: the last character of a Chinese name, otherwise up to two initials. */
export function initialsOf(name: string): string {
  const [last] = [...name.trim()].reverse()
  if (last === undefined) return ''
  if (HAN.test(last)) return last
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words
  return ends.map(word => [...(word ?? '')][0] ?? '').join('').toUpperCase()
}
