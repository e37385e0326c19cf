'use strict';

const fs = require('node:fs');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const DEFAULT_PORT = 7443;
const CALL_MS = 5_000;
const WAIT_MS = 500;

/** The aggregator nodes in the order in which they are tried. One is used at a time, and left only when it fails. */
class Hosts {
  /**
   * @param {string} list host names separated by semicolons, as in the server parameter StatusAggregatorServer
   * @param {string} certificates a folder as `aggregator certs generate` makes it
   * @param {string} protos the folder that holds statusaggregator/v1
   */
  constructor(list, certificates, protos) {
    this.addresses = list.split(';').map((host) => host.trim()).filter((host) => host !== '')
      .map((host) => (host.includes(':') ? host : `${host}:${DEFAULT_PORT}`));
    if (this.addresses.length === 0) {
      throw new Error(`--hosts: "${list}" names no host (expected: host names separated by semicolons, for example sa1;sa2)`);
    }
    const file = (name) => fs.readFileSync(path.join(certificates, name));
    this.credentials = grpc.credentials.createSsl(file('ca.pem'), file('private.key'), file('certificate.pem'));
    const definition = protoLoader.loadSync('statusaggregator/v1/status_service.proto',
      { includeDirs: [protos], longs: String, enums: String, defaults: true, oneofs: true });
    this.Service = grpc.loadPackageDefinition(definition).statusaggregator.v1.StatusService;
    this.position = 0;
    this.#open();
  }

  #open() {
    this.client = new this.Service(this.addresses[this.position], this.credentials);
  }

  /** Goes on to the next host, unless somebody else who noticed the failure did so already. */
  async leave(client) {
    if (client === this.client) {
      this.position = (this.position + 1) % this.addresses.length;
      this.#open();
      client.close();
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS * (0.5 + Math.random())));
  }

  close() {
    this.client.close();
  }
}

/** One unary call. */
function call(client, method, request) {
  return new Promise((resolve, reject) => {
    client[method](request, { deadline: Date.now() + CALL_MS }, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

/** Whether a failed call has this reason, from the table in status_service.proto. It is a text within the encoded details. */
function hasReason(error, reason) {
  return (error.metadata?.get('grpc-status-details-bin') ?? []).some((details) => details.includes(reason));
}

/** Whether somebody has to mend something: no other host would do better. */
function isFinal(error) {
  const { INVALID_ARGUMENT, PERMISSION_DENIED, FAILED_PRECONDITION, UNAUTHENTICATED, UNIMPLEMENTED } = grpc.status;
  return error.code === undefined
    || [INVALID_ARGUMENT, PERMISSION_DENIED, FAILED_PRECONDITION, UNAUTHENTICATED, UNIMPLEMENTED].includes(error.code);
}

module.exports = { Hosts, call, hasReason, isFinal };
