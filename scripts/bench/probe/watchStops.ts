import { subscribe } from 'node:diagnostics_channel';
import { open, type FileHandle } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { devNull } from 'node:os';
import type * as vscode from 'vscode';
import { steadyMs } from '../clock.ts';
import type { Mark } from './protocol.ts';

type Api = typeof vscode;

/** Notes what a stop goes through, at the doors of the extension: VS Code's functions, signing, writing, Node's HTTP. */
export async function watchStops(api: Api): Promise<() => readonly Mark[]> {
  let marks: Mark[] = [];
  const note = (what: Mark['what']): void => void marks.push({ what, atMs: steadyMs() });
  watchQuestions(api, note);
  watchLists(api, note);
  watchSigning(note);
  await watchWriting(note);
  for (const [channel, what] of [
    ['http.client.request.created', 'requested'],
    ['http.client.request.start', 'sent'],
  ] as const) {
    subscribe(channel, (message) => {
      if ((message as { request: ClientRequest }).request.path.includes('trigger=stop')) note(what);
    });
  }
  return () => {
    const seen = marks;
    marks = [];
    return seen;
  };
}

type Note = (what: Mark['what']) => void;

/** The yes of a modal question is noted before the extension hears of it, in the same turn. */
function watchQuestions({ window }: Api, note: Note): void {
  const show = window.showWarningMessage as (...given: unknown[]) => Thenable<vscode.MessageItem | undefined>;
  window.showWarningMessage = (...given: unknown[]) => {
    const isModal = given.some((one) => typeof one === 'object' && (one as { modal?: boolean }).modal === true);
    if (!isModal) return show.apply(window, given);
    note('asked');
    return show.apply(window, given).then((chosen) => {
      if (chosen !== undefined && chosen.isCloseAffordance !== true) note('answered');
      return chosen;
    });
  };
}

function watchLists({ window }: Api, note: Note): void {
  const create = window.createQuickPick.bind(window);
  window.createQuickPick = ((...given: Parameters<typeof create>) => {
    const pick = create(...given);
    pick.onDidAccept(() => note('accepted'));
    return pick;
  }) as typeof window.createQuickPick;
}

function watchSigning(note: Note): void {
  const { subtle } = globalThis.crypto;
  const sign = subtle.sign.bind(subtle);
  subtle.sign = async (...given) => {
    const signature = await sign(...given);
    note('signed');
    return signature;
  };
}

async function watchWriting(note: Note): Promise<void> {
  const handle = await open(devNull);
  const shared = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the handle below
  const write = shared.write as (...given: unknown[]) => Promise<unknown>;
  shared.write = async function (this: FileHandle, ...given: unknown[]) {
    const written = await write.apply(this, given);
    note('written');
    return written;
  } as typeof shared.write;
}
