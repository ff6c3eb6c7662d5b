import type { Admission } from './admission'
import type { ConnectionSet } from './connection-set'
import type { RelayLimits } from './limits'
import type { RelayLogger } from './options'
import type { StreamRegistry } from './stream/registry'

/** What the three protocols share. */
export interface RelayParts {
  admission: Admission
  registry: StreamRegistry
  connections: ConnectionSet
  limits: RelayLimits
  log: RelayLogger
}
