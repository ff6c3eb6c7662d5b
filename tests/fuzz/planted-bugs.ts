/** Bugs that the fuzzer must find in its own test. */

/** Computed, so that the bytes are not among the literals of the code. */
const secretByte = (index: number): number => (index * 163 + 33) & 0xFF

function fourBytes(input: Buffer): void {
  if (input[0] !== secretByte(0)) return
  if (input[1] !== secretByte(1)) return
  if (input[2] !== (secretByte(2) ^ 0xF9)) return
  if (input[3] !== 7) return
  throw new Error('the planted bug')
}

function slow(input: Buffer): void {
  if (!input.includes(0xEE)) return
  // The fuzzer measures CPU time, which on a busy machine is less than the elapsed time.
  for (const before = process.cpuUsage(); process.cpuUsage(before).user < 70_000;);
}

export const TARGETS = { fourBytes, slow }
