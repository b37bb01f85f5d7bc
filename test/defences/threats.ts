import type { Rows, TestName } from './defence.ts';

/** Goes on from the steps before it, in one window. */
const canary: TestName = {
  file: 'e2e/canary.test.ts',
  title: 'is in no file, storage, text of the window, clipboard or document',
  after: [
    'is entered, of every kind',
    'is used for lists and checks, by a Kore that repeats every token',
    'is used for stops that are refused, by a Kore that repeats every token',
    'is used for stops that are confirmed, by a Kore that has it in its texts',
    'is used for what is copied and shown',
  ],
};

/** The defences behind each row of the table of threats in SECURITY.md, by the row's first cell. */
export const threats: Rows = {
  "credential, stop: a workspace's settings or files": [
    {
      file: 'package.json',
      take: '"kore.streams": {\n          "type": "array",\n          "scope": "application"',
      leave: '"kore.streams": {\n          "type": "array",\n          "scope": "window"',
      test: {
        file: 'unit/package/contributions.test.ts',
        title: 'keeps every setting out of a workspace’s reach',
      },
    },
    {
      file: 'package.json',
      take: '"kore.confirmStop": {\n          "type": "string",\n          "scope": "application"',
      leave: '"kore.confirmStop": {\n          "type": "string",\n          "scope": "window"',
      test: { file: 'host/suite/streamConfiguration.test.ts', title: 'takes nothing from a workspace' },
    },
    {
      file: 'package.json',
      take: '"kore.confirmStop": {\n          "type": "string",\n          "scope": "application"',
      leave: '"kore.confirmStop": {\n          "type": "string",\n          "scope": "window"',
      test: {
        file: 'e2e/hostileWorkspace.test.ts',
        title: 'cannot switch the question off, and gets no request and no credential',
      },
    },
  ],
  'credential: another origin': [
    {
      file: 'src/streams/streamKey.ts',
      take: 'return [origin.ok ? origin.value : stream.host, ',
      leave: 'return [',
      test: {
        file: 'unit/streams/credentialKey.test.ts',
        title: 'is another one for another host, port, scheme, account or stream, so that no credential follows',
      },
    },
    {
      file: 'src/streams/credentialKey.ts',
      take: 'return prefix + streamKey(stream);',
      leave: 'return prefix + stream.streamId;',
      test: {
        file: 'host/afterReload/credentialStore.test.ts',
        title: 'has for no moved host, account or stream what the stream had',
      },
    },
    {
      file: 'src/ui/commands/targets.ts',
      take: 'ignoresToken !== true && (call.host === undefined || call.host === stream.host)',
      leave: 'ignoresToken !== true',
      test: {
        file: 'e2e/streams.test.ts',
        title: 'offers the token of a pasted command for the host that it was pasted with only',
      },
    },
  ],
  'token: a redirect': [
    {
      file: 'src/kore/transport.ts',
      take: "redirect: 'manual',",
      leave: "redirect: 'follow',",
      test: { file: 'unit/stop/network.test.ts', title: 'does not follow one to the same host either' },
    },
    {
      file: 'src/kore/transport.ts',
      take: "redirect: 'manual',",
      leave: "redirect: 'follow',",
      test: { file: 'host/suite/network.test.ts', title: 'is not sent on by' },
    },
    {
      file: 'src/kore/details.ts',
      take: '${url.host}${url.pathname}',
      leave: '${url.host}${url.pathname}${url.search}',
      test: { file: 'unit/stop/network.test.ts', title: 'does not follow' },
    },
  ],
  'token: a listener on the way': [
    {
      file: 'src/streams/fields.ts',
      take: "if (scheme === 'http' && !loopback) return bad({ field: 'host', code: 'insecure' });",
      leave: '',
      test: { file: 'unit/streams/fields.test.ts', title: 'is refused with plain http anywhere else' },
    },
    {
      file: 'src/kore/guardedFetch.ts',
      take: 'if (isEncrypted(socket)) refuseUnproved(request, socket);',
      leave: '',
      test: { file: 'host/suite/network.test.ts', title: 'sends nothing when the certificate is' },
    },
    {
      file: 'src/kore/transport.ts',
      take: 'return fetch(origin + target, {',
      leave: "return fetch(origin.replace('https:', 'http:') + target, {",
      test: {
        file: 'host/suite/network.test.ts',
        title: 'goes through it, which sees the host’s name and port and nothing more',
      },
    },
  ],
  'window: a malicious or compromised host': [
    {
      file: 'src/kore/transport.ts',
      take: "if (bytes > maxBodyBytes) return { kind: 'oversized' };",
      leave: '',
      test: { file: 'unit/kore/transport.test.ts', title: 'is whole up to 1 MiB, and cut by one byte more' },
    },
    {
      file: 'src/kore/transport.ts',
      take: "encoding === 'identity' ? await readBody(response.body) : { kind: 'encoded' }",
      leave: 'await readBody(response.body)',
      test: { file: 'unit/kore/transport.test.ts', title: 'is not read in any other encoding' },
    },
    {
      file: 'src/kore/transport.ts',
      take: "if (bytes > maxBodyBytes) return { kind: 'oversized' };",
      leave: '',
      test: { file: 'unit/stop/network.test.ts', title: 'takes a status reply that never ends for no reading' },
    },
    {
      file: 'src/kore/token.ts',
      take: '.setExpirationTime(issuedAt + facts.lifetimeSeconds)',
      leave: '',
      test: { file: 'unit/kore/token.test.ts', title: 'lets the token run out after the given lifetime' },
    },
  ],
  'person: texts from Kore (links, control and bidirectional characters, ANSI)': [
    ...[
      [".replace(/\\p{White_Space}+/gu, ' ')", ''],
      [".replace(/\\p{C}|\\p{Default_Ignorable_Code_Point}/gu, '')", ''],
      [".replace(/\\]\\s*\\(/g, '] (')", ''],
      [".replace(/\\$\\(/g, '$ (')", ''],
    ].map(([take = '', leave = '']) => ({
      file: 'src/texts/plainText.ts',
      take,
      leave,
      test: { file: 'unit/texts/plainText.test.ts', title: 'makes safe to show:' },
    })),
    {
      file: 'src/texts/format.ts',
      take: '“${plainText(text, longest).replace(',
      leave: '“${text.replace(',
      test: { file: 'e2e/lists.test.ts', title: 'is plain text everywhere:' },
    },
  ],
  'token, id: a server that repeats what it was sent': [
    {
      file: 'src/kore/redact.ts',
      take: "return withoutKnown.replace(tokenShape, '…');",
      leave: 'return text;',
      test: canary,
    },
    {
      file: 'src/ui/lateModules.ts',
      take: 'clean: redactor.clean,\n      tokenLifetimeSeconds',
      leave: 'clean: (text) => text,\n      tokenLifetimeSeconds',
      test: canary,
    },
    {
      file: 'src/kore/caller.ts',
      take: 'redact: (text) => redact(clean(text), [sent.token])',
      leave: 'redact: (text) => text',
      test: { file: 'unit/stop/canary.test.ts', title: 'of the kind' },
    },
    {
      file: 'src/kore/caller.ts',
      take: 'redact(clean(text), [sent.token])',
      leave: 'redact(text, [sent.token])',
      test: { file: 'unit/stop/canary.test.ts', title: 'of the kind' },
    },
    {
      file: 'src/kore/redact.ts',
      take: 'clean: (text) => withoutForms(text, (forms ??= formsOf(known)))',
      leave: 'clean: (text) => withoutForms(text, [])',
      test: { file: 'unit/kore/redact.test.ts', title: 'takes out every secret that it has learnt, and no client id' },
    },
    {
      file: 'src/kore/campaigns.ts',
      take: 'name: redact(row.name),',
      leave: 'name: row.name,',
      test: {
        file: 'unit/kore/campaigns.test.ts',
        title: 'takes the token out of every text of a row, where a server repeats it',
      },
    },
  ],
  'request: ids that change the address': [
    {
      file: 'src/streams/fields.ts',
      take: 'return text.ok ? onlyCharacters(field, text.value, /^[A-Za-z0-9_-]$/) : text;',
      leave: 'return text;',
      test: { file: 'unit/stop/refusedOrders.test.ts', title: 'sends nothing when the' },
    },
    {
      file: 'src/kore/transport.ts',
      take: "if (!leadsWhereMeant(request)) return notBegun('badUrl');",
      leave: '',
      test: { file: 'unit/kore/transport.test.ts', title: 'when the address would lead elsewhere than meant' },
    },
    {
      file: 'src/kore/endpoints.ts',
      take: "const stopTrigger = 'stop';",
      leave: "const stopTrigger = 'other';",
      test: {
        file: 'unit/stop/wire.test.ts',
        title: 'leaves, whatever options and further fields a caller makes up',
      },
    },
    {
      file: 'src/kore/endpoints.ts',
      take: "const name = encodeURIComponent(campaignName).replaceAll(\"'\", '%27');",
      leave: 'const name = campaignName;',
      test: {
        file: 'unit/kore/endpoints.test.ts',
        title: 'let nothing but enableSchedule=false leave, whatever the name is, and carry the name as it is',
      },
    },
  ],
  'stop, token: a pasted curl command': [
    {
      file: 'src/streams/pasted.ts',
      take: 'if (text.length > longestCall) return undefined;',
      leave: '',
      test: { file: 'unit/streams/pasted.test.ts', title: 'is judged at once:' },
    },
    {
      file: 'src/streams/fields.ts',
      take: "if (rest.includes('@')) return bad({ field: 'host', code: 'userInfo' });",
      leave: '',
      test: { file: 'unit/streams/pasted.test.ts', title: 'gives no host that carries a user name or password' },
    },
    {
      file: 'src/ui/commands/addStream.ts',
      take: "await askAboutPastedToken(app, stream, token, ['window'])",
      leave: "await app.credentials.keep(stream, { kind: 'token', token }, 'window')",
      test: { file: 'e2e/streams.test.ts', title: 'come from a pasted curl command, with its token after asking' },
    },
  ],
  'credential: a setup from somebody else, or handed on with a secret in it': [
    {
      file: 'src/streams/setup.ts',
      take: '  return {\n    name,\n    host,',
      leave: '  return {\n    ...(arguments[0] as object),\n    name,\n    host,',
      test: {
        file: 'unit/streams/setup.test.ts',
        title: 'has none of the further members that a setting may hold, a secret least of all',
      },
    },
    {
      file: 'src/streams/setup.ts',
      take: "if (member !== undefined) return bad({ code: 'secret', member });",
      leave: '',
      test: { file: 'unit/streams/setup.test.ts', title: 'gives nothing with a secret in it, and names the member' },
    },
    {
      file: 'src/ui/texts/setupText.ts',
      take: 'return [...byHost].map(',
      leave: 'return [...byHost].slice(0, 8).map(',
      test: { file: 'unit/ui/texts/setupText.test.ts', title: 'leaves out no host, however many there are' },
    },
    {
      file: 'src/ui/handover/pasteSetup.ts',
      take: 'if (!(await desk.outlet.ask(setupQuestion(compared, configured, desk.reader)))) {',
      leave: 'if (false as boolean) {',
      test: {
        file: 'e2e/links.test.ts',
        title: 'is added after a yes that saw its hosts, where a stream is added; what was there stays as it was',
      },
    },
  ],
  'person: texts from Kore in an exported or shown history (formulas, mark-up)': [
    {
      file: 'src/stop/history/historyExport.ts',
      take: "const safe = formula.test(value) ? `'${value}` : value;",
      leave: 'const safe = value;',
      test: {
        file: 'unit/stop/history/historyExport.test.ts',
        title: 'has an apostrophe before a text that begins with',
      },
    },
    {
      file: 'src/ui/texts/historyPageText.ts',
      take: '.replace(/[\\\\`*_[\\]<>|#~!]/g, (character) => `\\\\${character}`)',
      leave: '',
      test: {
        file: 'unit/ui/texts/historyText.test.ts',
        title: 'is one table in which no text ends a cell or becomes mark-up',
      },
    },
    {
      file: 'src/ui/webviews/history/messages.ts',
      take: "return Array.isArray(ids) && ids.every((one) => typeof one === 'string') ? { kind, ids } : undefined;",
      leave: 'return { kind, ids: ids as string[] };',
      test: { file: 'unit/ui/webviews/history/messages.test.ts', title: 'is nothing where it is anything else' },
    },
  ],
  'stop: a request that is made ready before the yes': [
    {
      file: 'src/kore/heldExchange.ts',
      take: 'new Readable({ read: () => undefined })',
      leave: 'Readable.from([request.body])',
      test: {
        file: 'unit/kore/heldExchange.test.ts',
        title: 'sends no byte before it is released, and then all of it',
      },
    },
    {
      file: 'src/kore/heldExchange.ts',
      take: '    begun.drop();',
      leave: '',
      test: {
        file: 'unit/kore/heldExchange.test.ts',
        title: 'closes its connection without a byte when it is dropped, and cannot be released then',
      },
    },
    {
      file: 'src/kore/heldExchange.ts',
      take: 'over: begun.answered.then(drop),',
      leave: 'over: begun.answered,',
      test: {
        file: 'unit/kore/heldExchange.test.ts',
        title: 'takes for no answer what was said before it left, be it Stopped',
      },
    },
    {
      file: 'src/kore/heldCall.ts',
      take: 'before?.exchange.drop();',
      leave: '',
      test: {
        file: 'unit/kore/heldCall.test.ts',
        title: 'is renewed every 20 seconds, with a token of its own and the new one there before the old one goes',
      },
    },
    {
      file: 'src/kore/heldCall.ts',
      take: 'if (isDeepStrictEqual([request, access], [this.#request, this.#access])) return (options)',
      leave: 'return (options)',
      test: { file: 'unit/kore/heldCall.test.ts', title: 'is dropped, and nothing leaves, for' },
    },
    {
      file: 'src/kore/heldCall.ts',
      take: ' && this.#isYoung(held)',
      leave: '',
      test: { file: 'unit/kore/heldCall.test.ts', title: 'is dropped, and nothing leaves, when the' },
    },
    {
      file: 'src/ui/stopping/holdMeanwhile.ts',
      take: 'if (!yes) held?.drop();',
      leave: '',
      test: {
        file: 'unit/ui/stopping/holdMeanwhile.test.ts',
        title: 'is ended unless the answer to the question is yes',
      },
    },
    {
      file: 'src/ui/stopping/holdMeanwhile.ts',
      take: 'credentials.onDidChange(drop)',
      leave: 'credentials.onDidChange(() => undefined)',
      test: {
        file: 'unit/ui/stopping/holdMeanwhile.test.ts',
        title: 'is ended when a credential is set or removed, here or in another window',
      },
    },
  ],
  'stop: a link into VS Code': [
    {
      file: 'src/ui/stopLinks.ts',
      take: "askedBy: 'link'",
      leave: "askedBy: 'task'",
      test: {
        file: 'e2e/links.test.ts',
        title: 'opens the question of a configured stream’s campaign, says so, and sends nothing by itself',
      },
    },
    {
      file: 'src/ui/stopLinks.ts',
      take: 'alwaysConfirm: true,',
      leave: 'alwaysConfirm: false,',
      test: {
        file: 'e2e/links.test.ts',
        title: 'is asked about although the same campaign was stopped a moment ago',
      },
    },
    {
      file: 'src/ui/stopLinks.ts',
      take: 'if (!(await hasCredential(app, stream))) return;',
      leave: '',
      test: { file: 'e2e/links.test.ts', title: 'is refused, without a question, for' },
    },
    {
      file: 'src/streams/stopLink.ts',
      take: 'if (link.path !== path || !known) return undefined;',
      leave: 'if (link.path !== path) return undefined;',
      test: { file: 'unit/streams/stopLink.test.ts', title: 'is not followed with' },
    },
  ],
  'stop: a file of a safety timer that somebody else wrote': [
    {
      file: 'src/stop/safetyTimer/timer.ts',
      take: "if (tier !== 'staging' && tier !== 'development' && tier !== 'practice') return 'its tier is wrong';",
      leave: '',
      test: { file: 'unit/stop/safetyTimer/timer.test.ts', title: 'says what is wrong with it' },
    },
    {
      file: 'src/stop/safetyTimer/timer.ts',
      take: ' || dueAtMs - setAtMs > longestMinutes * minuteMs',
      leave: '',
      test: { file: 'unit/stop/safetyTimer/timer.test.ts', title: 'takes sixty minutes, and no millisecond more' },
    },
    {
      file: 'src/stop/safetyTimer/timerView.ts',
      take: "hands.mayStop(timer) ? 'fire' : 'refused'",
      leave: "'fire'",
      test: {
        file: 'unit/stop/safetyTimer/safetyTimers.test.ts',
        title: 'that may not stop its campaign any more is asked about, and again after a restart',
      },
    },
    {
      file: 'src/ui/timers/windowTimers.ts',
      take: 'return stream !== undefined && !isForbidden(stream);',
      leave: 'return stream !== undefined;',
      test: {
        file: 'e2e/safetyTimer.test.ts',
        title: 'asks when its stream has become production, and cannot be set there',
      },
    },
  ],
  'stop, secret: other extensions that call our commands or our API': [
    {
      file: 'src/ui/commands/targets.ts',
      take: '{ campaign, calledWithArguments: true };',
      leave: '{ campaign, calledWithArguments: false };',
      test: { file: 'e2e/stopping.test.ts', title: 'is always asked of a call with plain arguments' },
    },
    {
      file: 'src/ui/commands/targets.ts',
      take: '{ campaign, calledWithArguments: true };',
      leave: '{ campaign, calledWithArguments: false };',
      test: {
        file: 'host/suite/activation.test.ts',
        title: 'sends nothing for a confirmation that nobody answers with yes',
      },
    },
    {
      file: 'src/ui/api/api.ts',
      take: "alwaysConfirm: true, askedBy: 'extension'",
      leave: "askedBy: 'extension'",
      test: {
        file: 'host/suite/callers.test.ts',
        title: 'cannot leave the question out, whatever it gives and whatever is set',
      },
    },
    {
      file: 'src/ui/callers/oneAtATime.ts',
      take: 'if (this.#busy) return undefined;',
      leave: '',
      test: { file: 'host/suite/callers.test.ts', title: 'cannot ask while another question is open' },
    },
    {
      file: 'src/ui/commands/callerDesk.ts',
      take: "(await credentials.find(stream)).kind === 'found'",
      leave: 'true',
      test: {
        file: 'host/suite/callers.test.ts',
        title: 'leads to no box for a secret where a stream has no credential',
      },
    },
    {
      file: 'src/kore/redact.ts',
      take: "return withoutKnown.replace(tokenShape, '…');",
      leave: 'return text;',
      test: { file: 'host/suite/callers.test.ts', title: 'reads a state, and no secret with it' },
    },
    {
      file: 'src/ui/api/copies.ts',
      take: 'Object.freeze({ ...streamFacts(stream), campaigns',
      leave: 'Object.freeze({ ...stream, ...streamFacts(stream), campaigns',
      test: { file: 'unit/ui/api/api.test.ts', title: 'tells of a stream what others may know, in frozen copies' },
    },
    {
      file: 'src/ui/callers/readTarget.ts',
      take: 'desk.board.find(found.stream, id.value)',
      leave: 'desk.board.find(found.stream, (given as { campaignId: string }).campaignId)',
      test: {
        file: 'unit/ui/callers/readTarget.test.ts',
        title: 'is read once, so that it cannot change between the check and the use',
      },
    },
    {
      file: 'src/ui/commands/commandTable.ts',
      take: 'believedArgument(argument, app)',
      leave: 'argument',
      test: {
        file: 'host/suite/activation.test.ts',
        title: 'asks about what looks like a row of the view and is none, whatever is set',
      },
    },
    {
      file: 'src/ui/campaignTree/believedRow.ts',
      take: "kind === 'stream' ? rowWithIdsOf((given as { stream?: unknown }).stream, ports) : given",
      leave: 'argument',
      test: {
        file: 'host/suite/activation.test.ts',
        title: 'takes name and tier of a stream from nothing that only looks like its row',
      },
    },
  ],
  'stop: a task that a workspace has written': [
    {
      file: 'src/ui/tasks/runStopTask.ts',
      take: '...(agreed ? { agreed: true } : { alwaysConfirm: true }),',
      leave: 'agreed: true,',
      test: { file: 'host/suite/callers.test.ts', title: 'asks, whatever else stands in it' },
    },
    {
      file: 'src/ui/tasks/mayLeaveOut.ts',
      take: "tier === 'development' && ",
      leave: '',
      test: { file: 'host/suite/callers.test.ts', title: 'asks all the same for the tier' },
    },
    {
      file: 'src/ui/tasks/runStopTask.ts',
      take: "askedBy: 'task',",
      leave: "askedBy: 'link',",
      test: {
        file: 'e2e/hostileWorkspace.test.ts',
        title: 'asks about a task of the workspace, and says that a task asks',
      },
    },
    {
      file: 'src/ui/tasks/mayLeaveOut.ts',
      take: ' && isTrusted',
      leave: '',
      test: {
        file: 'unit/ui/tasks/mayLeaveOut.test.ts',
        title: 'is asked in a workspace that is not trusted, whatever is set',
      },
    },
    {
      file: 'src/ui/texts/taskText.ts',
      take: 'const line = plainText(text, longestLine);',
      leave: 'const line = text.slice(0, longestLine);',
      test: {
        file: 'unit/ui/texts/taskText.test.ts',
        title: 'cannot steer the terminal, whatever a campaign is called',
      },
    },
  ],
  "stop: a model that was led astray, or a campaign's name that speaks to it": [
    {
      file: 'src/ui/tools/untrusted.ts',
      take: 'return plainText(text, 80);',
      leave: 'return text;',
      test: {
        file: 'host/suite/callers.test.ts',
        title: 'takes a hostile name for data: one line, between marks that it cannot know',
      },
    },
    {
      file: 'src/ui/tools/tools.ts',
      take: "randomBytes(9).toString('hex')",
      leave: "'0123456789abcdef01'",
      test: {
        file: 'host/suite/callers.test.ts',
        title: 'takes a hostile name for data: one line, between marks that it cannot know',
      },
    },
    {
      file: 'src/ui/callers/callerDoors.ts',
      take: "if (workspace.getConfiguration('kore').get('assistants.allowStop') !== true) return;",
      leave: '',
      test: { file: 'host/suite/callers.test.ts', title: 'is there to read only, until the person allows more' },
    },
    {
      file: 'src/ui/tools/tools.ts',
      take: "alwaysConfirm: true, askedBy: 'assistant'",
      leave: "askedBy: 'assistant'",
      test: {
        file: 'host/suite/callers.test.ts',
        title: 'asks by our own question although VS Code’s was answered with yes',
      },
    },
    {
      file: 'src/ui/tools/tools.ts',
      take: 'target.campaign.stream.tier === undefined',
      leave: "target.campaign.id === ''",
      test: { file: 'host/suite/callers.test.ts', title: 'does not run for a stream without a tier' },
    },
    {
      file: 'src/ui/commands/callerDesk.ts',
      take: 'const checked = checkCampaignId(value);',
      leave: 'const checked = { ok: true, value: String(value) } as ReturnType<typeof checkCampaignId>;',
      test: { file: 'host/suite/callers.test.ts', title: 'takes one campaign a call, by its id' },
    },
    {
      file: 'src/ui/callers/callLimit.ts',
      take: 'this.#takenAtMs.push(nowMs);',
      leave: '',
      test: { file: 'host/suite/callers.test.ts', title: 'read six times a minute at the most' },
    },
    {
      file: 'src/ui/tools/untrusted.ts',
      take: 'return plainText(text, 80);',
      leave: 'return text;',
      test: {
        file: 'unit/ui/tools/untrusted.test.ts',
        title: 'has short and plain names, states and hosts, and no account',
      },
    },
  ],
  'secret: arguments and environment of the command line': [
    {
      file: 'src/cli/program.ts',
      take: '  refuseSecretOptions(args);\n',
      leave: '',
      test: { file: 'unit/cli/usage.test.ts', title: 'ends with 2, says why and sends nothing:' },
    },
    {
      file: 'src/cli/credentialSource.ts',
      take: '    delete env[name];\n',
      leave: '',
      test: {
        file: 'unit/cli/secrets.test.ts',
        title: 'is in no diagnostic report of Node, which prints the environment',
      },
    },
    {
      file: 'src/cli/output.ts',
      take: "''}${plainText(clean(line), longestLine)}",
      leave: "''}${plainText(line, longestLine)}",
      test: { file: 'unit/cli/secrets.test.ts', title: 'takes the secret out of whatever is printed of a mistake' },
    },
  ],
  'stop, token: a proxy or a certificate at the command line': [
    {
      file: 'src/cli/environmentFetch.ts',
      take: 'if (status === 200) return socket;',
      leave: 'if (status !== undefined) return socket;',
      test: {
        file: 'unit/cli/proxy.test.ts',
        title: 'sends nothing, and takes it for no word of Kore’s, where the proxy answers',
      },
    },
    {
      file: 'src/cli/environmentFetch.ts',
      take: 'const holding = { rejectUnauthorized: true } as const;',
      leave: 'const holding = {} as const;',
      test: {
        file: 'unit/cli/faults.test.ts',
        title: 'sends nothing where the certificate does not hold, whatever the environment says',
      },
    },
  ],
  'person: texts from Kore at a terminal': [
    {
      file: 'src/cli/output.ts',
      take: 'visibleJson(clean(JSON.stringify(value, undefined, 2)))',
      leave: 'clean(JSON.stringify(value, undefined, 2))',
      test: {
        file: 'unit/cli/secrets.test.ts',
        title: 'can give it no command: not as text, not as JSON, not in a list',
      },
    },
    {
      file: 'src/cli/output.ts',
      take: "''}${plainText(clean(line), longestLine)}",
      leave: "''}${clean(line)}",
      test: { file: 'unit/cli/secrets.test.ts', title: 'can give it none through what was typed and is repeated' },
    },
  ],
  'stop: a pipeline, a stray key or a wrong file at the command line': [
    {
      file: 'src/cli/stopCommand.ts',
      take: 'const signal = goesOn ? cancel : AbortSignal.abort();',
      leave: 'const signal = cancel;',
      test: { file: 'unit/cli/terminal.test.ts', title: 'sends nothing at' },
    },
    {
      file: 'src/cli/askStop.ts',
      take: 'if (!yes || !campaigns.some(isRealProduction) || now() - shownAtMs >= tooSoonMs) return yes;',
      leave: 'if (yes || !yes) return yes;',
      test: {
        file: 'unit/cli/terminal.test.ts',
        title: 'is asked once more for production where the yes came too soon to be meant',
      },
    },
    {
      file: 'src/cli/streamChoice.ts',
      take: '  if (others.length > 0) {\n    throw new WrongUse(',
      leave: '  if (others.length > 99) {\n    throw new WrongUse(',
      test: { file: 'unit/cli/usage.test.ts', title: 'ends with 2, says why and sends nothing:' },
    },
  ],
  'secret: a shared screen or desk': [
    {
      file: 'src/ui/credentials/askForCredential.ts',
      take: "inside a signature.'),\n    password: true,",
      leave: "inside a signature.'),\n    password: false,",
      test: {
        file: 'e2e/credentials.test.ts',
        title: 'never shows a stored one again, not even where another takes its place',
      },
    },
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: "if (keep === 'once') return keep;",
      leave: '',
      test: {
        file: 'e2e/credentials.test.ts',
        title: 'forgets one that was for this stop only',
        after: ['notices a missing one before the confirmation, and goes on with the stop once it is set'],
      },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: "if (where === 'window') {",
      leave: "if (where === 'window') {\n      await this.#secrets.store(key, JSON.stringify({ credential }));",
      test: {
        file: 'host/suite/credentialStore.test.ts',
        title: 'writes nothing of what is kept for this window only',
      },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: "if (where === 'window') {",
      leave: "if (where === 'window') {\n      await this.#secrets.store(key, JSON.stringify({ credential }));",
      test: {
        file: 'host/afterReload/credentialStore.test.ts',
        title: 'finds none that was for that window only, and in its place the one of this computer',
      },
    },
  ],
  'secret: the stream form, and a text in it that becomes mark-up': [
    {
      file: 'src/ui/webviews/pageHtml.ts',
      take: '"default-src \'none\'",',
      leave: '',
      test: {
        file: 'unit/ui/webviews/pageHtml.test.ts',
        title: 'allows one script and one style sheet by nonce, and nothing else',
      },
    },
    {
      file: 'src/ui/webviews/form/formDraft.ts',
      take: 'name: clean(draft.name),',
      leave: '',
      test: {
        file: 'unit/ui/webviews/form/formDraft.test.ts',
        title: 'is kept without what went into the wrong field',
      },
    },
    {
      file: 'src/ui/webviews/form/formSession.ts',
      take: "this.#page.post({ kind: 'clear', what: 'secrets' });\n    }",
      leave: '}',
      test: {
        file: 'unit/ui/webviews/form/formSession.test.ts',
        title: 'sets the credential with the save, empties its field, and never tells it again',
      },
    },
  ],
  'token: clipboard history': [
    {
      file: 'src/kore/curl.ts',
      take: 'auth: $KORE_AUTH',
      leave: 'auth: eyJhbGciOiJIUzI1NiJ9',
      test: { file: 'unit/kore/curl.test.ts', title: 'says nothing of a token but where it is read from' },
    },
    {
      file: 'src/ui/commands/targets.ts',
      take: 'const fits = sendsNothing !== true && ',
      leave: 'const fits = ',
      test: {
        file: 'e2e/copyAsCurl.test.ts',
        title: 'leaves the token of a pasted command out, without a question about it',
      },
    },
  ],
  'secret: log files, and the record of stops on disk': [
    {
      file: 'src/kore/caller.ts',
      take: "done.body.kind === 'text' ? `${done.body.bytes} bytes` : done.body.kind",
      leave: "done.body.kind === 'text' ? done.body.text : done.body.kind",
      test: { file: 'unit/kore/caller.test.ts', title: 'logs one line without header, body or token' },
    },
    {
      file: 'src/stop/journal/line.ts',
      take: 'return `${redact(text, [])}\\n`;',
      leave: 'return `${text}\\n`;',
      test: {
        file: 'unit/stop/journal/stopJournal.test.ts',
        title: 'has no secret and nothing in the shape of a token',
      },
    },
    {
      file: 'src/stop/journal/stopJournal.ts',
      take: 'this.#appendClean(this.#clean(text))',
      leave: 'this.#appendClean(text)',
      test: {
        file: 'unit/stop/journal/stopJournal.test.ts',
        title: 'has none of the secrets that the window knows of, in any of its lines',
      },
    },
  ],
  'credential: lost by our fault': [
    {
      file: 'src/ui/commands/settleTrial.ts',
      take: "case 'refused': {\n      app.credentials.dropTrial(stream);",
      leave: "case 'refused': {\n      await keepProved(app, stream, used);",
      test: {
        file: 'e2e/newCredential.test.ts',
        title: 'leaves the old one in its place when it is refused too, and the next stop is signed with that',
        after: ['signs the stop at once, replaces the old one when it works, and is offered for more streams'],
      },
    },
    {
      file: 'src/ui/credentials/resolveCredential.ts',
      take: "if (other?.kind !== 'none') return store.tryOut(stream, credential, keep);",
      leave: '',
      test: {
        file: 'e2e/newCredential.test.ts',
        title: 'leaves the old one in its place when it is refused too, and the next stop is signed with that',
        after: ['signs the stop at once, replaces the old one when it works, and is offered for more streams'],
      },
    },
    {
      file: 'src/ui/commands/targets.ts',
      take: 'return { campaign, credential: await useFromNow(stream, token, app.credentials, app) };',
      leave:
        "if (token.keep === 'window') await app.credentials.keep(stream, token.credential, 'window');\n" +
        "  return { campaign, credential: { kind: 'found', ...token } };",
      test: {
        file: 'e2e/newCredential.test.ts',
        title: 'is on trial too where it came with a pasted command: a refused one is gone, one that works is used',
        after: ['signs the stop at once, replaces the old one when it works, and is offered for more streams'],
      },
    },
    {
      file: 'src/ui/stopping/bulk/resolveStreams.ts',
      take: 'return desk.ask.enterOnTrial(stream, desk.credentials, desk);',
      leave: 'return desk.ask.enterMissing(stream, desk.credentials, desk);',
      test: {
        file: 'e2e/newCredential.test.ts',
        title: 'is on trial too in a stop of several, in place of a token that has run out',
      },
    },
    {
      file: 'src/ui/stopping/bulk/stopSeveral.ts',
      take: 'if (results.length > 1) settleTrials(targets, resolved.credentials, desk, results);',
      leave: '',
      test: {
        file: 'e2e/newCredential.test.ts',
        title: 'is on trial too in a stop of several, in place of a token that has run out',
      },
    },
    {
      file: 'src/ui/stopping/bulk/settleTrials.ts',
      take: 'one.joined !== true && ',
      leave: '',
      test: {
        file: 'unit/ui/stopping/bulk/settleTrials.test.ts',
        title: 'is settled by none that was on its way already: another credential can have signed that',
      },
    },
    {
      file: 'src/ui/credentials/credentialProof.ts',
      take: "if (proofs.includes('works')) return 'works';",
      leave: "if (proofs.length > 0) return 'works';",
      test: {
        file: 'unit/ui/credentials/credentialProof.test.ts',
        title: 'is that it was refused where one of them was and none of them worked',
      },
    },
    {
      file: 'src/ui/stopping/stopFlow.ts',
      take: 'board.noteOutcome(target, outcome);',
      leave:
        "board.noteOutcome(target, outcome);\n    if (outcome.reason === 'unauthorized') await credentials.remove(campaign.stream);",
      test: {
        file: 'e2e/credentials.test.ts',
        title: 'tells a 401 with whose credential it was and keeps it; another one set from there goes on',
      },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: "return found;\n    } catch (error: unknown) {\n      return { kind: 'failed', words: toError(error).message };",
      leave: "return found;\n    } catch {\n      return { kind: 'none' };",
      test: {
        file: 'host/suite/credentialStore.test.ts',
        title: 'tells “none” from “could not be read”',
      },
    },
    {
      file: 'src/ui/credentials/credentialStore.ts',
      take: '} else {\n      await this.#secrets.store(',
      leave: '} else {\n      this.#ofWindow.delete(key);\n      await this.#secrets.store(',
      test: {
        file: 'host/suite/credentialStore.test.ts',
        title: 'rejects when it cannot keep or remove; what could not be replaced stays',
      },
    },
  ],
  'all: what others publish (supply chain)': [
    {
      file: 'scripts/auditChecks.ts',
      take: "...(integrity === undefined || integrity === '' ? [`${path} has no integrity`] : []),",
      leave: '',
      test: {
        file: 'unit/package/audit.test.ts',
        title: 'finds a package without a hash, and one that names a place',
      },
    },
    {
      file: 'package.json',
      take: '"build": "node esbuild.mjs && node esbuild.cli.mjs",',
      leave: '"build": "node esbuild.mjs && node esbuild.cli.mjs",\n    "postinstall": "node dist/extension.cjs",',
      test: {
        file: 'host/suite/package.test.ts',
        title: 'has a package.json that runs nothing when it is installed or removed',
      },
    },
  ],
};
