'use strict';

const { randomUUID } = require('node:crypto');
const { setTimeout: sleep } = require('node:timers/promises');
const grpc = require('@grpc/grpc-js');
const { call, hasReason, isFinal } = require('./hosts');

/** Publishes the users of one CIC server. While a batch is on its way the next one gathers, one state for each user. */
class Publisher {
  #hosts;
  #log;
  #users = new Map(); // everything that this CIC server knows: what a snapshot is made of
  #changed = new Map(); // what the cluster has not been told yet
  #session = null;
  #opening = randomUUID();
  #lastEpoch = 0;
  #lastBatchNumber = 0;
  #batch = null; // on its way; repeated unaltered until it is answered
  #snapshot = null; // 'first', 'more', or null when the snapshot is complete
  #stopping = false;

  constructor(hosts, log) {
    this.#hosts = hosts;
    this.#log = log;
  }

  put(status) {
    this.#users.set(status.userId, status);
    this.#changed.set(status.userId, status);
  }

  /** From now on no changes come: run() ends when the last one is published and the session closed. */
  stop() {
    this.#stopping = true;
  }

  async run() {
    let lastCall = 0;
    while (true) {
      const client = this.#hosts.client;
      try {
        if (this.#session === null) {
          await this.#open(client);
        } else if (this.#batch !== null || this.#changed.size > 0 || this.#snapshot !== null) {
          await this.#publish(client);
        } else if (this.#stopping) {
          await call(client, 'closeSession', { sessionId: this.#session.sessionId });
          return;
        } else if (Date.now() - lastCall >= this.#keepAliveMs()) {
          const { draining } = await call(client, 'keepSessionAlive', { sessionId: this.#session.sessionId });
          await this.#leaveIf(draining, client);
        } else {
          await sleep(20);
          continue;
        }
        lastCall = Date.now();
      } catch (error) {
        await this.#failed(client, error);
      }
    }
  }

  async #open(client) {
    this.#session = await call(client, 'openSession',
      { apiLevel: 1, lastEpoch: this.#lastEpoch, requestId: this.#opening, client: 'nodejs example' });
    this.#opening = randomUUID();
    this.#lastEpoch = this.#session.epoch;
    this.#log(`session of ${this.#session.cicServer}, epoch ${this.#session.epoch}`);
    this.#batch = null;
    this.#lastBatchNumber = 0;
    this.#changed = new Map(this.#users);
    this.#snapshot = 'first';
  }

  async #publish(client) {
    this.#batch ??= this.#nextBatch();
    const answer = await call(client, 'publishStatuses', this.#batch);
    for (const error of answer.errors) {
      this.#log(`${error.userId} was refused: ${error.message}`);
    }
    this.#batch = null;
    await this.#leaveIf(answer.draining, client);
  }

  #nextBatch() {
    const statuses = [...this.#changed.values()].slice(0, this.#session.maxBatchSize);
    statuses.forEach((status) => this.#changed.delete(status.userId));
    const firstPart = this.#snapshot === 'first';
    const lastPart = this.#snapshot !== null && this.#changed.size === 0;
    this.#snapshot = this.#snapshot === null || lastPart ? null : 'more';
    this.#lastBatchNumber += 1;
    return { sessionId: this.#session.sessionId, batchNumber: this.#lastBatchNumber, statuses, firstPart, lastPart };
  }

  #keepAliveMs() {
    const interval = this.#session.keepAliveInterval;
    return Number(interval.seconds) * 1_000 + interval.nanos / 1_000_000;
  }

  async #leaveIf(draining, client) {
    if (draining) {
      this.#log('the node is stopping');
      await this.#hosts.leave(client);
    }
  }

  async #failed(client, error) {
    this.#log(`publishing: ${error.message}`);
    if (hasReason(error, 'SESSION_TAKEN_OVER') || isFinal(error)) {
      throw error;
    }
    if (error.code === grpc.status.ABORTED) {
      this.#session = null; // lost: open another one, publish everything
      this.#batch = null;
    } else {
      await this.#hosts.leave(client);
    }
  }
}

module.exports = { Publisher };
