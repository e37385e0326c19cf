'use strict';
// Publishes the statuses of three users of one CIC server, and watches everybody's, through whichever node answers. Prints JSON lines.
//   node publish-and-watch.js --hosts "sa1;sa2" --certs FOLDER --proto PROTO_FOLDER [--for SECONDS]
const { randomUUID } = require('crypto');
const { parseArgs } = require('util');
const { Hosts, reason, sleep } = require('./hosts');

const text = { type: 'string' };
const args = parseArgs({ options: { hosts: text, certs: text, proto: text, for: { ...text, default: '3600' } } }).values;
const hosts = new Hosts(args);
const print = (event) => console.log(JSON.stringify(event));

// The session. `users` is the truth, published whole whenever a session is opened. (Above Session.maxBatchSize users: in several parts.)
const users = new Map();
let session, batchNumber;
async function open() {
  session = await hosts.call('OpenSession', { apiLevel: 1, mode: 'TAKE_OVER', client: 'nodejs-example 0.1.0', requestId: randomUUID() });
  batchNumber = 0;
  print({ event: 'session', cicServer: session.cicServer, epoch: session.epoch });
  await publish({ statuses: [...users.values()], firstPart: true, lastPart: true });
}
async function publish(batch) {
  try {
    const answer = await hosts.call('PublishStatuses', { sessionId: session.sessionId, batchNumber: ++batchNumber, ...batch });
    print({ event: 'acknowledged', batchNumber, epoch: answer.epoch, sequence: answer.sequence, copies: answer.copies, errors: answer.errors });
  } catch (error) {
    if (!['SESSION_LOST', 'BATCH_OUT_OF_ORDER'].includes(reason(error))) throw error; // SESSION_TAKEN_OVER: another publisher is live, stop
    await open();
  }
}

// The watch. Of each row only newer versions count, whichever node sends them. Rows that are not among all rows of a CIC server are gone.
let token = Buffer.alloc(0);
const held = new Map(); // by CIC server and user: the row, and the round in which it was named last
const rounds = new Map(); // by CIC server: how often all its rows were announced
const round = (cicServer) => rounds.get(cicServer) || 0;
const isNewer = (row, old) => row.epoch > old.epoch || (row.epoch === old.epoch && row.sequence > old.sequence);
function receive(row) {
  const key = row.cicServer + '/' + row.userId;
  const old = held.get(key);
  const news = !old || isNewer(row, old.row);
  if (news && (old || !row.removed)) print({ event: row.removed ? 'removed' : 'status', ...row });
  if (news || !row.removed) held.set(key, { row: news ? row : old.row, round: round(row.cicServer) });
}
function announce(cicServers) {
  cicServers.forEach((name) => rounds.set(name, round(name) + 1));
}
function sweep(cicServers) {
  for (const [key, { row, round: named }] of held) {
    if (cicServers.has(row.cicServer) && named !== round(row.cicServer)) {
      held.delete(key);
      if (!row.removed) print({ event: 'removed', cicServer: row.cicServer, userId: row.userId });
    }
  }
}
function watch() {
  const used = hosts.client;
  const stream = used.Watch({ resumeToken: token, includeOwn: true });
  let silence = setTimeout(() => stream.cancel(), 5000);
  const again = (error) => {
    clearTimeout(silence);
    stream.removeAllListeners('end').removeAllListeners('error').on('error', () => {});
    if (error && reason(error) === 'BAD_RESUME_TOKEN') token = Buffer.alloc(0);
    else hosts.leave(used);
    setTimeout(watch, 100);
  };
  stream.on('error', again).on('end', again).on('data', (message) => {
    silence.refresh();
    message.statuses.forEach(receive);
    const known = () => new Set([...held.values()].map(({ row }) => row.cicServer));
    if (message.snapshotBegin) announce(known());
    if (message.snapshotEnd) sweep(known());
    if (message.resyncBegin) announce(new Set([message.resyncBegin.cicServer]));
    if (message.resyncEnd) sweep(new Set([message.resyncEnd.cicServer]));
    const reached = (message.progress || message.snapshotEnd || {}).resumeToken;
    if (reached && reached.length > 0) token = reached;
    if (message.cicServer) print({ event: 'cicServer', ...message.cicServer });
    if (message.snapshotEnd) print({ event: 'snapshotEnd', rows: held.size });
  });
}

async function main() {
  const put = (userId, statusKey) => users.set(userId, { userId, email: userId + '@example.com', statusKey }).get(userId);
  ['anna', 'bob', 'carl'].forEach((userId) => put(userId, 'Available'));
  await open();
  watch();
  // Each batch renews the lease; who has nothing to publish calls KeepSessionAlive every Session.keepAliveInterval.
  for (const end = Date.now() + args.for * 1000, keys = ['Available', 'In a Meeting']; Date.now() < end; keys.reverse()) {
    await sleep(1000);
    await publish({ statuses: [put('anna', keys[1])] });
  }
  await hosts.call('CloseSession', { sessionId: session.sessionId });
  process.exit(0);
}
main().catch((error) => { console.error(error.message); process.exit(1); });
