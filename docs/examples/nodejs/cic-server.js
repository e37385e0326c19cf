'use strict';

const path = require('node:path');
const readline = require('node:readline');
const { parseArgs } = require('node:util');
const { Hosts } = require('./hosts');
const { Publisher } = require('./publisher');
const { Watcher } = require('./watcher');

const log = (text) => console.error(text);

async function main() {
  const { values } = parseArgs({
    options: {
      hosts: { type: 'string', default: process.env.AGGREGATOR_HOSTS ?? '' },
      certs: { type: 'string', default: '.' },
      protos: { type: 'string', default: path.join(__dirname, '../../../aggregator-core/src/main/proto') },
    },
  });
  const hosts = new Hosts(values.hosts, values.certs, values.protos);
  const publisher = new Publisher(hosts, log);
  const watcher = new Watcher(hosts, (row) => console.log(JSON.stringify(row)), log);

  const input = readline.createInterface({ input: process.stdin });
  input.on('line', (line) => {
    const [email, ...key] = line.trim().split(' ');
    const now = { seconds: Math.floor(Date.now() / 1_000), nanos: 0 };
    publisher.put({ userId: email.split('@')[0], email, statusKey: key.join(' '), statusSince: now });
  });
  input.on('close', () => publisher.stop());

  const watching = watcher.run();
  await Promise.race([publisher.run(), watching]);
  watcher.stop();
  await watching;
  hosts.close();
}

main().catch((error) => {
  log(`failed: ${error.message}`);
  process.exit(1);
});
