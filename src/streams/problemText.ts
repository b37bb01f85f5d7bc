import type { FieldName, FieldProblem, KeyForm } from './fields.ts';

/** What turns a sentence with `{named}` places into the reader's language; `vscode.l10n` is one. */
export interface Localizer {
  t(message: string, args?: Record<string, string | number>): string;
}

/** English, for logs and for callers without a VS Code. */
export const english: Localizer = {
  t: (message, args = {}) => message.replace(/\{(\w+)\}/g, (place, name: string) => String(args[name] ?? place)),
};

/** A field as a person knows it. */
export function fieldLabel(field: FieldName, l10n: Localizer): string {
  switch (field) {
    case 'name':
      return l10n.t('name');
    case 'host':
      return l10n.t('host');
    case 'accountId':
      return l10n.t('account id');
    case 'streamId':
      return l10n.t('stream id');
    case 'iid':
      return l10n.t('application id (iid)');
    case 'tier':
      return l10n.t('tier');
    case 'campaigns':
      return l10n.t('list of campaigns');
    case 'campaignId':
      return l10n.t('campaign id');
    case 'campaignName':
      return l10n.t('campaign name');
    case 'clientId':
      return l10n.t('client id');
    case 'clientSecret':
      return l10n.t('client secret');
    case 'algorithm':
      return l10n.t('signing algorithm');
    case 'subject':
      return l10n.t('subject');
    case 'privateKeyPem':
      return l10n.t('private key');
    case 'token':
      return l10n.t('token');
    case 'stream':
      return l10n.t('stream');
    case 'credential':
      return l10n.t('credential');
  }
}

/** One sentence that names the field and what is wrong with it. A token's or secret's text is never in it. */
export function describeProblem(problem: FieldProblem, l10n: Localizer): string {
  const field = fieldLabel(problem.field, l10n);
  switch (problem.code) {
    case 'missing':
      return l10n.t('The {field} is missing.', { field });
    case 'notText':
      return l10n.t('The {field} must be text.', { field });
    case 'notAList':
      return l10n.t('The {field} must be a list.', { field });
    case 'notAnObject':
      return l10n.t('The {field} must be an object in braces.', { field });
    case 'tooLong':
      return l10n.t('The {field} is longer than {longest} characters.', { field, longest: problem.longest });
    case 'badCharacter':
      return l10n.t('The {field} has {character} in place {place}.', {
        field,
        character: characterLabel(problem.character, l10n),
        place: problem.place,
      });
    case 'notOneOf':
      return l10n.t('The {field} must be one of: {allowed}.', { field, allowed: problem.allowed.join(', ') });
    case 'duplicate':
      return l10n.t('This {field} is in the list twice; the first one counts.', { field });
    case 'unusableKey':
      return l10n.t(
        'The {field} cannot be used for signing: an RSA key of 2048 bits or more, as PKCS#8 in PEM, is needed.',
        { field },
      );
    case 'notAPem':
      return l10n.t('The {field} is not in PEM: that begins with {line}.', { field, line: firstLine });
    case 'notWhole':
      return l10n.t('The {field} is not whole: copy all of it, from {line} to the last line.', {
        field,
        line: firstLine,
      });
    case 'otherKey':
      return otherKeyText(problem.form, l10n);
    case 'shortKey':
      return l10n.t('The {field} has {bits} bits: 2048 or more are needed. It takes a new key, also in the app.', {
        field,
        bits: problem.bits,
      });
    case 'notAHost':
      return l10n.t('The {field} is not a host name such as platform.kore.ai.', { field });
    case 'userInfo':
      return l10n.t('The {field} must not carry a user name or password.', { field });
    case 'path':
      return l10n.t('The {field} must end after the name, without a path.', { field });
    case 'query':
      return l10n.t('The {field} must end after the name, without “?” or “#”.', { field });
    case 'insecure':
      return l10n.t('The {field} must use https; http is for this computer only.', { field });
    case 'scheme':
      return l10n.t('The {field} must start with https://, not {scheme}://.', { field, scheme: problem.scheme });
  }
}

const firstLine = '-----BEGIN PRIVATE KEY-----';
const convert = 'openssl pkcs8 -topk8 -nocrypt -in key.pem -out key8.pem';

/** Says what was given instead, and how it becomes what is needed, where it can. */
function otherKeyText(form: KeyForm, l10n: Localizer): string {
  switch (form) {
    case 'encrypted':
      return l10n.t('This key has a password. Take the password off with {command} and use key8.pem.', {
        command: convert,
      });
    case 'pkcs1':
      return l10n.t('This is a PKCS#1 key (RSA PRIVATE KEY). Convert it with {command} and use key8.pem.', {
        command: convert,
      });
    case 'openssh':
      return l10n.t('This is an OpenSSH key. Convert a copy with {first}, then with {command}, and use key8.pem.', {
        first: 'ssh-keygen -p -m PEM -f key.pem',
        command: convert,
      });
    case 'ec':
      return l10n.t('This is a key of an elliptic curve. RS256, RS384 and RS512 need an RSA key.');
    case 'publicKey':
      return l10n.t('This is a public key. Signing needs the private key that belongs to it.');
    case 'certificate':
      return l10n.t('This is a certificate. Signing needs the private key that belongs to it.');
    case 'other':
      return l10n.t('This is another kind of key. An RSA private key as PKCS#8 in PEM is needed: {command}', {
        command: convert,
      });
  }
}

function characterLabel(character: string, l10n: Localizer): string {
  if (character === '\n' || character === '\r') return l10n.t('a line break');
  if (/^\s$/u.test(character)) return l10n.t('a space');
  if (/^[\p{C}\p{M}]$/u.test(character)) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return l10n.t('a character that cannot be seen (U+{code})', { code });
  }
  return `“${character}”`;
}
