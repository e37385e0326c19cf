'use strict';

const { hasReason, isFinal } = require('./hosts');

const SILENCE_MS = 5_000;

/** Follows everybody's statuses. Hands each row on once, and none that is older than what it handed on before. */
class Watcher {
  #hosts;
  #onStatus;
  #log;
  #token = Buffer.alloc(0);
  #versions = new Map();
  #stream = null;
  #stopped = false;

  constructor(hosts, onStatus, log) {
    this.#hosts = hosts;
    this.#onStatus = onStatus;
    this.#log = log;
  }

  stop() {
    this.#stopped = true;
    this.#stream?.cancel();
  }

  async run() {
    while (!this.#stopped) {
      const client = this.#hosts.client;
      try {
        await this.#follow(client);
      } catch (error) {
        if (this.#stopped) {
          return;
        }
        this.#log(`watch: ${error.message}`);
        if (hasReason(error, 'BAD_RESUME_TOKEN')) {
          this.#token = Buffer.alloc(0);
        } else if (isFinal(error)) {
          throw error;
        } else {
          await this.#hosts.leave(client);
        }
      }
    }
  }

  /** One stream, until it ends: always by an error. */
  #follow(client) {
    return new Promise((resolve, reject) => {
      const stream = client.watch({ resumeToken: this.#token, includeOwn: true });
      const silent = setTimeout(() => stream.cancel(), SILENCE_MS);
      const end = (error) => {
        clearTimeout(silent);
        reject(error);
      };
      this.#stream = stream;
      stream.on('error', end);
      stream.on('end', () => end(Object.assign(new Error('the node ended the watch'), { code: 14 })));
      stream.on('data', (message) => {
        silent.refresh();
        this.#received(message);
        if (message.mark === 'goAway') {
          stream.cancel();
        }
      });
    });
  }

  #received(message) {
    message.statuses.forEach((row) => this.#row(row));
    switch (message.mark) {
      case 'started':
        this.#log(`watch served by ${message.started.node}`);
        break;
      case 'snapshotEnd':
        this.#token = message.snapshotEnd.resumeToken;
        break;
      case 'progress':
        this.#token = message.progress.resumeToken.length > 0 ? message.progress.resumeToken : this.#token;
        break;
      default: // a program that keeps a table also drops, at snapshotEnd and resyncEnd, the rows that were not sent
    }
  }

  #row(row) {
    const user = `${row.cicServer}/${row.userId}`;
    const version = [BigInt(row.epoch), BigInt(row.sequence)];
    const [epoch, sequence] = this.#versions.get(user) ?? [-1n, -1n];
    if (version[0] > epoch || (version[0] === epoch && version[1] > sequence)) {
      this.#versions.set(user, version);
      this.#onStatus(row);
    }
  }
}

module.exports = { Watcher };
