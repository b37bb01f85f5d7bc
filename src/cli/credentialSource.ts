import { checkCredential } from '../streams/credential.ts';
import { describeProblem, english } from '../streams/problemText.ts';
import type { Credential } from '../streams/stream.ts';
import { readInput } from './readInput.ts';
import type { Surroundings } from './surroundings.ts';
import { WrongUse } from './wrongUse.ts';

export interface CredentialFlags {
  readonly authStdin?: true;
  readonly secretStdin?: true;
}

const variables = ['KORE_AUTH', 'KORE_CLIENT_ID', 'KORE_CLIENT_SECRET'] as const;
type Variable = (typeof variables)[number];
type Given = Readonly<Partial<Record<Variable, string>>>;

/**
 * The one credential that the environment or standard input gives. Takes it out of the environment, so that nothing
 * which prints that later (a diagnostic report of Node) can have it.
 */
export async function readCredentialSource(
  flags: CredentialFlags,
  { env, stdin }: Pick<Surroundings, 'env' | 'stdin'>,
  cancel: AbortSignal,
): Promise<Credential> {
  const given = takeVariables(env);
  const fromEnvironment = credentialOf(given, flags);
  const credential = fromEnvironment ?? (await credentialOfInput(given, flags, () => readInput(stdin, cancel)));
  const checked = checkCredential(credential);
  if (!checked.ok)
    throw new WrongUse(`${describeProblem(checked.problem, english)} It came from ${sourceOf(credential, flags)}.`);
  return checked.value;
}

/** Empty ones stay: in a pipeline that is a secret which was never defined. */
function takeVariables(env: Surroundings['env']): Given {
  const given: Partial<Record<Variable, string>> = {};
  for (const name of variables) {
    const value = env[name];
    if (value !== undefined) given[name] = value;
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- Node makes texts of everything else
    delete env[name];
  }
  for (const name of variables) {
    if (given[name]?.trim() === '') {
      throw new WrongUse(`${name} is empty. In a pipeline: is the secret defined, and may this job see it?`);
    }
  }
  return given;
}

function credentialOf(given: Given, flags: CredentialFlags): Credential | undefined {
  const { KORE_AUTH: token, KORE_CLIENT_ID: clientId, KORE_CLIENT_SECRET: clientSecret } = given;
  if (flags.authStdin === true && flags.secretStdin === true) {
    throw new WrongUse('Give --auth-stdin or --secret-stdin: there is one standard input.');
  }
  const kinds = [
    ...(token === undefined ? [] : ['KORE_AUTH']),
    ...(clientSecret === undefined ? [] : ['KORE_CLIENT_SECRET']),
    ...(flags.authStdin === true ? ['--auth-stdin'] : []),
    ...(flags.secretStdin === true ? ['--secret-stdin'] : []),
  ];
  if (kinds.length > 1) {
    throw new WrongUse(
      `There are several credentials (${kinds.join(' and ')}): give one, so that it is sure which signs.`,
    );
  }
  if (token !== undefined) {
    if (clientId !== undefined)
      throw new WrongUse('KORE_AUTH is a whole token: take KORE_CLIENT_ID away, or KORE_AUTH.');
    return { kind: 'token', token };
  }
  if (clientSecret === undefined) return undefined;
  if (clientId === undefined) throw new WrongUse('KORE_CLIENT_SECRET needs KORE_CLIENT_ID beside it.');
  return { kind: 'clientSecret', clientId, clientSecret };
}

async function credentialOfInput(
  { KORE_CLIENT_ID: clientId }: Given,
  flags: CredentialFlags,
  read: () => Promise<string>,
): Promise<Credential> {
  if (flags.authStdin === true) {
    if (clientId !== undefined) throw new WrongUse('--auth-stdin gives a whole token: take KORE_CLIENT_ID away.');
    return { kind: 'token', token: await read() };
  }
  if (flags.secretStdin === true) {
    if (clientId === undefined) throw new WrongUse('--secret-stdin needs the client id in KORE_CLIENT_ID.');
    return { kind: 'clientSecret', clientId, clientSecret: await read() };
  }
  if (clientId !== undefined)
    throw new WrongUse('KORE_CLIENT_ID needs KORE_CLIENT_SECRET beside it, or --secret-stdin.');
  throw new WrongUse(
    'There is no credential: set KORE_CLIENT_ID and KORE_CLIENT_SECRET, or KORE_AUTH, or pipe one in (--auth-stdin, --secret-stdin).',
  );
}

function sourceOf({ kind }: Credential, flags: CredentialFlags): string {
  if (flags.authStdin === true || flags.secretStdin === true) return 'standard input';
  return kind === 'token' ? 'KORE_AUTH' : 'KORE_CLIENT_ID and KORE_CLIENT_SECRET';
}
