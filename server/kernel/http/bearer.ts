const BEARER = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i

/** The token of an `Authorization: Bearer …` header; `undefined` for any other value. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  BEARER.exec(authorization ?? '')?.[1]
