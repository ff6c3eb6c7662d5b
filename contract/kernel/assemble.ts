type Table = Readonly<Record<string, unknown>>

/** Keys in more than one of the tables. */
type Repeated<Tables extends readonly Table[], Seen = never> =
  Tables extends readonly [infer First, ...infer Rest extends readonly Table[]]
    ? (keyof First & Seen) | Repeated<Rest, Seen | keyof First>
    : never

type Joined<Tables extends readonly Table[]> =
  Tables extends readonly [infer First, ...infer Rest extends readonly Table[]] ? First & Joined<Rest> : unknown

/** One flat type, so that editors show the keys instead of the tables. */
type Flat<T> = { [Key in keyof T]: T[Key] }

type NoRepeated<Tables extends readonly Table[]> =
  [Repeated<Tables>] extends [never] ? unknown : `In two tables: ${Repeated<Tables> & string}`

/** Joins the tables of the domains. A key in two tables does not compile: one of its entries would be lost. */
export const assemble = <const Tables extends readonly Table[]>(tables: Tables & NoRepeated<Tables>) =>
  Object.assign({}, ...(tables as readonly Table[])) as Flat<Joined<Tables>>
