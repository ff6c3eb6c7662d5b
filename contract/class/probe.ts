/** Length of `padding` in one request of the uplink test; it fits the server's limit for bodies. */
export const PROBE_PART_BYTES = 48 * 1024
