/** A client of W3C WebDriver (w3.org/TR/webdriver2) with the commands that the tests need. */
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf'

export type WebDriverElement = Record<typeof ELEMENT_KEY, string>
interface Failure { error: string, message: string }
interface NewSession { sessionId: string, capabilities: { browserVersion: string } }

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'error' in value

async function call<T>(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = await response.json() as { value: T }
  if (!response.ok || isFailure(value)) {
    throw new Error(`${method} ${new URL(url).pathname} failed: ${JSON.stringify(value)}`)
  }
  return value
}

export class WebDriverSession {
  readonly browserVersion: string
  private readonly url: string

  private constructor(url: string, browserVersion: string) {
    this.url = url
    this.browserVersion = browserVersion
  }

  static async isReady(driverUrl: string): Promise<boolean> {
    return (await call<{ ready: boolean }>('GET', `${driverUrl}/status`)).ready
  }

  static async open(driverUrl: string, capabilities: object): Promise<WebDriverSession> {
    const { sessionId, capabilities: given } = await call<NewSession>(
      'POST', `${driverUrl}/session`, { capabilities: { alwaysMatch: capabilities } },
    )
    return new WebDriverSession(`${driverUrl}/session/${sessionId}`, given.browserVersion)
  }

  async navigate(url: string): Promise<void> {
    await call('POST', `${this.url}/url`, { url })
  }

  async refresh(): Promise<void> {
    await call('POST', `${this.url}/refresh`, {})
  }

  /** Runs the text of a function and awaits its result. */
  async execute<T>(fn: string, args: readonly unknown[]): Promise<T> {
    const script = `
      const done = arguments[arguments.length - 1]
      const args = [...arguments].slice(0, -1)
      new Promise(resolve => resolve((${fn})(...args)))
        .then(value => done({ value }), error => done({ thrown: String(error) }))`
    const url = `${this.url}/execute/async`
    const { value, thrown } = await call<{ value: T, thrown?: string }>('POST', url, { script, args })
    if (thrown !== undefined) throw new Error(thrown)
    return value
  }

  async click(element: WebDriverElement): Promise<void> {
    await call('POST', `${this.url}/element/${element[ELEMENT_KEY]}/click`, {})
  }

  async sendKeys(element: WebDriverElement, text: string): Promise<void> {
    await call('POST', `${this.url}/element/${element[ELEMENT_KEY]}/value`, { text })
  }

  async close(): Promise<void> {
    await call('DELETE', this.url)
  }
}
