import type { Rows } from './defence.ts';

const refused = 'unit/stop/refusedOrders.test.ts';
const store = 'host/suite/credentialStore.test.ts';
const typed = 'e2e/credentials.test.ts';

/** The defences behind what must be true when something is wrong with a credential. */
export const credentials: Rows = {
  none: [
    {
      file: 'src/kore/access.ts',
      take: 'if (credential === undefined || credential === null) {',
      leave: 'if (credential === 0) {',
      test: { file: refused, title: 'sends nothing without a credential' },
    },
    {
      file: 'src/ui/texts/outcomeFixes.ts',
      take: "case 'noCredential':\n    case 'tokenExpired':\n      return ['setCredential', 'useAnotherOnce', 'howToStopByHand'];",
      leave: '',
      test: {
        file: 'unit/ui/texts/outcomeText.test.ts',
        title: 'offers the credential first where it is the credential',
      },
    },
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: "case 'none':\n      return enterMissing(stream, store, desk);",
      leave: "case 'none':\n      return undefined;",
      test: {
        file: typed,
        title: 'notices a missing one before the confirmation, and goes on with the stop once it is set',
      },
    },
  ],
  'a token with a line break or a character a header cannot carry': [
    {
      file: 'src/streams/fields.ts',
      take: "return text.ok ? onlyCharacters('token', text.value, /^[\\x21-\\x7e]$/) : text;",
      leave: 'return text;',
      test: { file: refused, title: 'sends nothing with' },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: 'if (!credential.ok) return unreadable;',
      leave:
        "if (!credential.ok) return { kind: 'found', credential: value?.credential as Credential, keep: 'computer' };",
      test: { file: store, title: 'says that it cannot be read, and shows none of it, when' },
    },
  ],
  "an expired pasted token; one that expires within the order's time": [
    {
      file: 'src/kore/access.ts',
      take: 'facts.expiresAtMs <= nowMs',
      leave: 'facts.expiresAtMs <= 0',
      test: { file: refused, title: 'sends nothing with a pasted token that has run out, and says when it did' },
    },
    {
      file: 'src/texts/confirmationText.ts',
      take: '...(runsOutAtMs === undefined',
      leave: '...(runsOutAtMs !== -1',
      test: {
        file: 'unit/texts/confirmationText.test.ts',
        title: 'says that a credential was typed for this stop, and that a token may run out',
      },
    },
    {
      file: 'src/ui/stopping/stopFlow.ts',
      take: '...(runsOutAtMs - now() < orderMs ? { runsOutAtMs } : {}),',
      leave: '',
      test: {
        file: typed,
        title: 'says in the confirmation that a token runs out soon, and refuses it with its time once it has',
      },
    },
  ],
  'a pasted text that is not a JWT': [
    {
      file: 'src/streams/credential.ts',
      take: "return token.ok ? good({ kind: 'token', token: token.value }) : token;",
      leave:
        "return token.ok && /^eyJ/.test(token.value)\n        ? good({ kind: 'token', token: token.value })\n        : bad({ field: 'token', code: 'notText' });",
      test: { file: 'unit/streams/credential.test.ts', title: 'takes a token that is no JWT' },
    },
    {
      file: 'src/kore/token.ts',
      take: 'return good(credential.token);',
      leave: 'return good(`Bearer ${credential.token}`);',
      test: { file: 'unit/stop/wire.test.ts', title: 'sends a pasted token as it is, without a word before it' },
    },
    {
      file: 'src/ui/credentials/askForCredential.ts',
      take: "if (facts.kind === 'opaque') {",
      leave: "if (facts.kind !== 'opaque' && facts.kind !== 'jwt') {",
      test: { file: typed, title: 'warns of a text that is no JWT, and sends it as it is' },
    },
  ],
  'a client secret of 1 to 31 characters': [
    {
      file: 'src/streams/fields.ts',
      take: "return trimmedText('clientSecret', value, longestToken);",
      leave:
        "return typeof value === 'string' && value.length < 32\n    ? bad({ field: 'clientSecret', code: 'missing' })\n    : trimmedText('clientSecret', value, longestToken);",
      test: { file: refused, title: 'is sent with a client secret of one character' },
    },
    {
      file: 'src/ui/credentials/askForCredential.ts',
      take: 'const advisedSecretLength = 32;',
      leave: 'const advisedSecretLength = 0;',
      test: { file: typed, title: 'warns of a short secret and takes it' },
    },
  ],
  '401 / 403': [
    {
      file: 'src/ui/texts/reasonText.ts',
      take: 'Kore.ai does not accept this credential ({status}).',
      leave: 'Kore.ai does not accept this credential.',
      test: {
        file: typed,
        title: 'tells a 401 with whose credential it was and keeps it; another one set from there goes on',
      },
    },
    {
      file: 'src/ui/texts/reasonText.ts',
      take: 'unpublished scopes have no effect',
      leave: 'it may help',
      test: { file: typed, title: 'tells a 403 with the usual reason and keeps the credential' },
    },
    {
      file: 'src/ui/stopping/stopFlow.ts',
      take: 'board.noteOutcome(target, outcome);',
      leave:
        "board.noteOutcome(target, outcome);\n    if (outcome.reason === 'forbidden') await credentials.remove(campaign.stream);",
      test: { file: typed, title: 'tells a 403 with the usual reason and keeps the credential' },
    },
    {
      file: 'src/ui/credentials/tryCredential.ts',
      take: 'return readiness.ready || insists(replaced, readiness, desk);',
      leave: 'return true;',
      test: {
        file: typed,
        title: 'tries a new one before it replaces the old one, and keeps the old one when the new one is refused',
        after: ['tells a 401 with whose credential it was and keeps it; another one set from there goes on'],
      },
    },
  ],
  'a server that echoes the token in its error body': [
    {
      file: 'src/kore/caller.ts',
      take: 'redact: (text) => redact(clean(text), [sent.token])',
      leave: 'redact: (text) => text',
      test: { file: 'unit/stop/canary.test.ts', title: 'of the kind' },
    },
    {
      file: 'src/kore/redact.ts',
      take: "const withoutKnown = forms.reduce((left, form) => left.replaceAll(form, '…'), text);",
      leave: 'const withoutKnown = text;',
      test: { file: 'unit/stop/canary.test.ts', title: 'of the kind' },
    },
  ],
  'SecretStorage that throws': [
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: 'return afterFailure(stream, found.words, store, desk);',
      leave: 'return enterMissing(stream, store, desk);',
      test: {
        file: typed,
        title: 'says so at once in its own words, sends nothing, and takes another credential once',
      },
    },
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: "for (const stream of streams) await store.keep(stream, credential, 'window');",
      leave: '',
      test: {
        file: typed,
        title: 'says so in the tree, and keeps what is typed for the computer until the window closes',
      },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: "return found;\n    } catch (error: unknown) {\n      return { kind: 'failed', words: toError(error).message };",
      leave: 'return found;\n    } catch (error: unknown) {\n      throw toError(error);',
      test: { file: store, title: 'tells “none” from “could not be read”' },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: "if (where === 'window') {",
      leave: "if (where === 'window') {\n      await this.#secrets.get(key);",
      test: { file: store, title: 'keeps for this window although the secret store is broken' },
    },
  ],
  'SecretStorage that does not answer within 5 s (a keyring asks for its password)': [
    {
      file: 'src/ui/credentials/tryCredential.ts',
      take: 'if (found === undefined) return streams[0] && { stream: streams[0], old: undefined };',
      leave: 'if (found === undefined) return undefined;',
      test: { file: typed, title: 'tries a new one before it could take the place of one that nobody has told yet' },
    },
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: "return first === 'slow' ? waitForKeyring(stream, lookup, desk) : first;",
      leave: "return first === 'slow' ? lookup : first;",
      test: { file: typed, title: 'says that it waits, and takes another credential once' },
    },
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: "{ value: 'cancelled', label: l10n.t(\"Don't Stop\") },",
      leave: '',
      test: { file: typed, title: 'sends nothing after Don’t Stop' },
    },
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: 'return Promise.race([lookup, answer]);',
      leave: 'return answer;',
      test: { file: typed, title: 'goes on by itself when the answer comes' },
    },
  ],
  '`onDidChange` for an equal value, and in the own window (VS Code fires both)': [
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: "if (found.kind === 'found') this.#guard(found.credential);",
      leave: "if (found.kind === 'found') await this.#secrets.store(key, stored);",
      test: {
        file: store,
        title: 'hears of its own changes a bounded number of times, also where listening reads again',
      },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: "if (found.kind === 'found') this.#guard(found.credential);",
      leave: "if (found.kind === 'found') await this.#secrets.store(key, stored);",
      test: {
        file: 'host/afterReload/credentialStore.test.ts',
        title: 'hears of an equal value and of its own change once or twice, and of reading never',
      },
    },
  ],
  'two windows changing the same credential': [
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: 'if (isCredentialKey(key)) this.#changed.fire();',
      leave: 'void key;',
      test: { file: store, title: 'hears of another window’s change, and not of other extensions’ or other secrets' },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: 'this.#ofWindow.delete(key);\n    }\n    this.#wereKept.add(credential);',
      leave: 'this.#ofWindow.set(key, { credential, setAtMs });\n    }\n    this.#wereKept.add(credential);',
      test: {
        file: store,
        title: 'ends with the last of what two windows write at once, and has half of none meanwhile',
      },
    },
  ],
};
