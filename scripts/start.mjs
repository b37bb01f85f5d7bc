// npm start: a real VS Code with the packaged extension and a practice campaign in it.
// npm start -- --check: the same without eyes: stops the practice campaign and says whether that worked.
import { run, say } from './run.mjs';
import { setUp } from './setup.mjs';

try {
  await setUp();
  say('Packaging the extension');
  const packaged = await run('npm', ['run', '--silent', 'package']);
  if (packaged.code !== 0) throw new Error(packaged.output);
  const { register } = await import('tsx/esm/api');
  register();
  await (process.argv.includes('--check') ? import('./checkStop.ts') : import('./openVsCode.ts'));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
