// The same browser and server as Guidevakt's own run, handed over in the environment by make bench.
import { readFileSync } from 'fs';
import { defineConfig } from '@playwright/test';

const handle = JSON.parse(readFileSync(process.env.HANDLE!, 'utf8'));
const launch = JSON.parse(process.env.LAUNCH!);
const rules = handle.hosts.flatMap((host: string) => [
  `MAP ${host}:80 127.0.0.1:${handle.http_port}`,
  `MAP ${host}:443 127.0.0.1:${handle.https_port}`,
]);

export default defineConfig({
  workers: 1,
  reporter: 'line',
  use: {
    viewport: { width: 1280, height: 900 },
    locale: 'sv-SE',
    launchOptions: {
      executablePath: launch.executable_path,
      args: [
        ...launch.args,
        `--host-resolver-rules=${[...rules, 'MAP * ~NOTFOUND'].join(', ')}`,
        '--proxy-server=direct://',
        `--ignore-certificate-errors-spki-list=${handle.spki}`,
      ],
    },
  },
});
