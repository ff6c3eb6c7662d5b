import type { Admission } from './admission'
import type { ConnectionSet } from './connection-set'
import type { RelayLimits } from './limits'
import type { RelayLogger } from './options'
import type { StreamRegistry } from './stream/registry'

/** Shared by the three protocols. */
export interface RelayParts {
  admission: Admission
  registry: StreamRegistry
  connections: ConnectionSet
  limits: RelayLimits
  log: RelayLogger
}
