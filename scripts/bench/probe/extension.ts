import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ConfigurationTarget, Disposable, extensions, workspace, type Extension, type ExtensionContext } from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };
import { bareBulk, bulk } from './bulk.ts';
import { send } from './clients.ts';
import { portFileVariable, type ProbeCalls, type ProbeReply } from './protocol.ts';
import { apiOf, watchActivation } from './watchActivation.ts';
import { watchStops } from './watchStops.ts';

/**
 * Loaded beside the packaged extension, in the same extension host and before it: watches it at its doors, and answers
 * questions on loopback. Nothing of the packaged extension is changed.
 */
export async function activate(context: ExtensionContext): Promise<void> {
  const tested = find(`${manifest.publisher}.${manifest.name}`);
  // What it changes in VS Code's functions is done when it first waits; VS Code activates by itself while it does.
  const watching = watchStops(apiOf(tested));
  const activation = tested.isActive ? undefined : await watchActivation(tested);
  const marks = await watching;
  context.subscriptions.push(
    listen({
      marks,
      activation: () => activation ?? Promise.reject(new Error(`${tested.id} was active before it could be watched`)),
      activate: ({ id }) => watchActivation(find(id)),
      send: async ({ client, call }) => {
        if (client === 'fetch') await trustAuthority();
        return send(client, call);
      },
      bulk,
      bareBulk,
    }),
  );
}

/** VS Code's fetch knows the system's authorities and no others, unless it leaves certificates to Node. */
async function trustAuthority(): Promise<void> {
  const http = workspace.getConfiguration('http');
  if (http.get('systemCertificates') === false) return;
  await http.update('systemCertificates', false, ConfigurationTarget.Global);
}

type Answers = { readonly [C in keyof ProbeCalls]: (given: Parameters<ProbeCalls[C]>[0]) => unknown };

function find(id: string): Extension<unknown> {
  const extension = extensions.getExtension<unknown>(id);
  if (extension === undefined) throw new Error(`${id} is not there`);
  return extension;
}

function listen(answers: Answers): Disposable {
  const server = createServer((request, response) => {
    const reply = async (): Promise<ProbeReply> => {
      try {
        const call = (request.url ?? '').slice(1) as keyof ProbeCalls;
        // The call and what is given with it were put together by its own type.
        const act = answers[call] as (given: unknown) => unknown;
        return { answer: (await act(JSON.parse(await text(request)))) ?? null };
      } catch (error: unknown) {
        return { error: describe(error) };
      }
    };
    void reply().then((said) => response.end(JSON.stringify(said)));
  });
  server.listen(0, '127.0.0.1', () => {
    const { [portFileVariable]: file = '' } = process.env;
    writeFileSync(file, String((server.address() as AddressInfo).port));
  });
  return new Disposable(() => server.close());
}

/** With what fetch hides behind “fetch failed”. */
function describe(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause === undefined ? String(error) : `${String(error)}: ${describe(cause)}`;
}
