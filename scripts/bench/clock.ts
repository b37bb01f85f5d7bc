/**
 * Milliseconds of the system's steady clock: the same one in every process of a computer, so that times of the extension
 * host, of the server and of this process can be subtracted from each other.
 */
export function steadyMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
