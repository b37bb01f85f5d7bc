import { quoted, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';

/** From where this window's requests go out. */
export interface LeavesFrom {
  /** VS Code's name of the remote in which the extension runs; undefined: on this computer. */
  readonly remoteName?: string;
  /** The setting `http.proxy`, as it stands. */
  readonly proxy?: string;
  /** The setting `http.proxySupport`. */
  readonly proxySupport?: string;
}

/** `this computer; no proxy in VS Code's settings, the system's own counts`. */
export function leavesFromText(from: LeavesFrom, reader: Reader): string {
  return `${placeText(from.remoteName, reader)}; ${proxyText(from, reader)}`;
}

function placeText(remoteName: string | undefined, { l10n }: Reader): string {
  switch (remoteName) {
    case undefined:
      return l10n.t('this computer');
    case 'ssh-remote':
      return l10n.t('the computer at the other end of SSH');
    case 'wsl':
      return l10n.t('WSL on this computer');
    case 'dev-container':
    case 'attached-container':
      return l10n.t('the container');
    case 'codespaces':
      return l10n.t('the codespace');
    case 'tunnel':
      return l10n.t('the computer at the other end of the tunnel');
    default:
      return l10n.t('the remote {name}', { name: quoted(remoteName) });
  }
}

function proxyText({ proxy = '', proxySupport }: LeavesFrom, { l10n }: Reader): string {
  if (proxySupport === 'off') return l10n.t('no proxy (http.proxySupport is off)');
  if (proxy.trim() === '') return l10n.t("no proxy in VS Code's settings, so the system's counts");
  const name = proxyName(proxy);
  return name === undefined ? l10n.t('the proxy in http.proxy') : l10n.t('proxy {name} (http.proxy)', { name });
}

/** Host and port: the setting can also hold a user name and a password. */
function proxyName(proxy: string): string | undefined {
  const text = proxy.trim();
  const url = text.includes('://') ? text : `http://${text}`;
  return URL.canParse(url) ? plainText(new URL(url).host) : undefined;
}
