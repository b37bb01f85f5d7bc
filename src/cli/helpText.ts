/** What follows the list of commands and options. The README has its first two parts, which a test compares. */
export const helpAfter = `
Credential (never an option, never in the file of streams):
  KORE_CLIENT_ID, KORE_CLIENT_SECRET   tokens are signed here, for each request
  KORE_AUTH                            a whole token, sent as it is
  --auth-stdin, --secret-stdin         one of the two from standard input

Exit codes of stop:
  0  stopped: Kore's own state, read after the request, says Stopped or Completed
  1  NOT stopped, or nothing was sent because the answer was no
  2  wrong use: an option, a file or a variable cannot be used; nothing was sent
  3  UNKNOWN whether it stopped: treat it as still sending
  4  not confirmed: Kore took the request or says Stopped, and no reading proves it
  Several campaigns: the worst of theirs, in the order 1, 3, 4, 0.
  Any other number is a program that was killed: read it as 3.
  The other commands: 0 it worked, 1 it did not, 2 wrong use, 3 a fault of this program.

Ctrl+C (or SIGTERM, SIGHUP) ends the waiting and tells what is known; what had left
is not called back. A second one ends the program at once, with 3.

Network:
  HTTPS_PROXY, ALL_PROXY, NO_PROXY   honoured for https hosts; http and https proxies.
                                     System settings and PAC files are not read.
  NODE_EXTRA_CA_CERTS                a file of further certificate authorities (of Node)
  NODE_TLS_REJECT_UNAUTHORIZED       not honoured: a certificate that does not hold ends it
Nothing is printed in colours. Nothing is written to disk.

Examples:
  kore-campaigns stop cd-1234 --streams streams.json --stream "Acme Retail"
  kore-campaigns stop cd-1234 cd-5678 -f streams.json -s Acme --yes --json
  pass kore/token | kore-campaigns status cd-1234 -f streams.json --auth-stdin`;
