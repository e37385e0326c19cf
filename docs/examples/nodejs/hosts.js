'use strict';
// The hosts of a cluster: one connection at a time, calls that go to the next host when a node fails, reasons of errors.
const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const { loadSync } = require('@grpc/proto-loader');

const load = (file, dir) => loadSync(file, { includeDirs: [dir], longs: Number, enums: String, defaults: true, oneofs: true });
const errors = load('errors.proto', __dirname);
const { UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN, CANCELLED } = grpc.status;
const NODE_FAILED = [UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN, CANCELLED];
const sleep = (millis) => new Promise((done) => setTimeout(done, millis));

class Hosts {
  constructor({ hosts, certs, proto }) {
    const pem = (name) => fs.readFileSync(path.join(certs, name));
    this.credentials = grpc.credentials.createSsl(pem('ca.pem'), pem('private.key'), pem('certificate.pem'));
    this.services = grpc.loadPackageDefinition(load('statusaggregator/v1/status_service.proto', proto)).statusaggregator.v1;
    this.names = hosts.split(';').map((host) => host.trim()).filter(Boolean);
    this.position = 0;
    this.connect();
  }

  connect() {
    const host = this.names[this.position % this.names.length];
    this.client = new this.services.StatusService(host.includes(':') ? host : host + ':7443', this.credentials);
  }

  // Goes to the next host, in the order given; who comes late with a client that was left already changes nothing.
  leave(used) {
    if (used === this.client) {
      this.position++;
      this.connect();
    }
  }

  // A unary call. While nodes fail it is repeated, unaltered, on the next host; other errors are the caller's.
  async call(method, request) {
    for (let failures = 1; ; failures++) {
      const used = this.client;
      try {
        const answer = await new Promise((done, failed) =>
          used[method](request, { deadline: Date.now() + 5000 }, (error, value) => (error ? failed(error) : done(value))));
        if (answer.draining) this.leave(used);
        return answer;
      } catch (error) {
        if (!NODE_FAILED.includes(error.code)) throw error;
        const stay = reason(error) === 'NOT_REPLICATED';
        if (!stay) this.leave(used);
        if (stay || failures % this.names.length === 0) await sleep(100 + Math.random() * Math.min(10000, 50 * 2 ** failures));
      }
    }
  }
}

// The reason of an error, as in the table of status_service.proto; '' if it has none.
function reason(error) {
  const [trailer] = (error.metadata && error.metadata.get('grpc-status-details-bin')) || [];
  const details = trailer ? errors['google.rpc.Status'].deserialize(trailer).details : [];
  const info = details.find((detail) => detail.typeUrl.endsWith('/google.rpc.ErrorInfo'));
  return info ? errors['google.rpc.ErrorInfo'].deserialize(info.value).reason : '';
}

module.exports = { Hosts, reason, sleep };
