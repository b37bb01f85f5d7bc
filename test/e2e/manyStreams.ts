import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { VsCodeWindow } from '../window/index.ts';
import { choose, told, typeClientSecret } from './steps.ts';

export interface KnownThere {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly totalMessagesSent?: number;
  /** Known by its id only. */
  readonly unlisted?: boolean;
}

export interface CallOfStream {
  readonly stream: string;
  /** `check` is a list of one row, as the check of readiness asks for. */
  readonly call: 'list' | 'check' | 'status' | 'stop';
  readonly campaignId?: string;
}

const accountId = '5f0000000000000000000001';
const apiPath = /^\/campaign\/api\/v2\/public\/st-([^/]+)\/campaign\/(.*)\?/;

/**
 * A Kore with many streams in one account, which the practice simulator has not: what each has can be changed at any
 * time, its lists can be held back, and each stream can refuse.
 */
export class ManyStreams {
  /** What each stream has; a stream that is not here does not exist. */
  readonly has = new Map<string, readonly KnownThere[]>();
  /** Streams that answer with this status. */
  readonly refuses = new Map<string, number>();
  readonly calls: CallOfStream[] = [];
  readonly #held = new Map<string, (() => void)[]>();
  readonly #server = createServer((request, response) => {
    void text(request).then((body) => this.#answer(request.url ?? '', body, response));
  });

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** An entry of `kore.streams`. */
  entry(stream: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return { name: stream, host: this.origin, accountId, streamId: `st-${stream}`, tier: 'staging', ...more };
  }

  /** Lists and states of the stream wait until it is let go. */
  hold(stream: string): void {
    this.#held.set(stream, []);
  }

  letGo(stream: string): void {
    const waiting = this.#held.get(stream) ?? [];
    this.#held.delete(stream);
    for (const go of waiting) go();
  }

  called(call: CallOfStream['call']): readonly CallOfStream[] {
    return this.calls.filter((one) => one.call === call);
  }

  #answer(target: string, body: string, response: ServerResponse): void {
    const [, stream = '', rest = ''] = apiPath.exec(target) ?? [];
    const reply = (status: number, value: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const stopped = /^\/trigger\/([^/]+)$/.exec(rest)?.[1];
    const asked = /^([^/]+)\/status$/.exec(rest)?.[1];
    const campaignId = stopped ?? asked;
    const call =
      stopped !== undefined ? 'stop' : asked !== undefined ? 'status' : body.includes('"limit":50') ? 'list' : 'check';
    this.calls.push({ stream, call, ...(campaignId === undefined ? {} : { campaignId }) });
    const there = this.has.get(stream);
    const campaign = there?.find(({ id }) => id === campaignId);
    const answer = (): void => {
      const refusal = this.refuses.get(stream);
      if (refusal !== undefined) return reply(refusal, { errors: [{ msg: 'refused' }] });
      if (there === undefined || (campaignId !== undefined && campaign === undefined)) {
        return reply(404, { errors: [{ msg: 'not found' }] });
      }
      if (stopped !== undefined) {
        this.has.set(
          stream,
          there.map((one) => (one.id === stopped ? { ...one, status: 'Stopped' } : one)),
        );
        return reply(200, { status: 'Stopped', message: 'Campaign Stopped' });
      }
      if (campaign !== undefined)
        return reply(200, { status: 'success', data: { id: campaign.id, status: campaign.status } });
      const results = there.filter(({ unlisted }) => unlisted !== true);
      reply(200, { status: 'success', data: { results, hasMore: false } });
    };
    const held = call === 'list' || call === 'status' ? this.#held.get(stream) : undefined;
    if (held === undefined) answer();
    else held.push(answer);
  }
}

/** One for all tests of the describe that calls this. */
export function sharedManyStreams(): () => ManyStreams {
  const many = new ManyStreams();
  before('start many streams', () => many.listen());
  after('end them', () => many.close());
  return () => many;
}

/** It takes any. */
export const clientSecret = { clientId: 'cs-many-0001', clientSecret: 'x'.repeat(32) };

/** Sets one credential for all its streams; others are there where `amongOthers`. */
export async function setCredentialForAll(window: VsCodeWindow, many: ManyStreams, amongOthers = false): Promise<void> {
  await window.runCommand('Kore: Set Credential for Several Streams…');
  if (amongOthers) await choose(window, new RegExp(`^${many.origin.slice(7)}, account `), /^Of which account/);
  await window.quickInput.waitForTitle('Streams');
  await window.quickInput.accept();
  await told(
    window,
    () => typeClientSecret(window, clientSecret, 'Until this window closes or reloads'),
    /^Credential set for/,
  );
}
