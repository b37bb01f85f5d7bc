// The clients in a Node of their own, without VS Code.
import { send } from './clients.ts';
import type { ClientName, HttpCall, ProbeReply } from './protocol.ts';

process.on('message', ({ client, call }: { client: ClientName; call: HttpCall }) => {
  const say = (reply: ProbeReply): void => void process.send?.(reply);
  send(client, call).then(
    (answer) => say({ answer }),
    (error: unknown) => say({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit());
