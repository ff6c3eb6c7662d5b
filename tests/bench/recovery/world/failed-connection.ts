import { COMPONENT } from './assumptions'
import type { Span } from './assumptions'
import type { SeededRandom } from './random'
import type { Network } from './network'
import type { ClassServer } from './server'

/** How long a connection that cannot succeed takes to fail, and the code of it. */
export function failedConnection(
  { random, network, server }: { random: SeededRandom, network: Network, server: ClassServer },
): [Span, 3001 | 3002 | 3003] {
  if (!network.hasRadio || (network.isUp && !server.isUp)) return [COMPONENT.refusedMs, 3002]
  return [COMPONENT.timeoutMs, random.pick([3001, 3002, 3002, 3003])]
}
