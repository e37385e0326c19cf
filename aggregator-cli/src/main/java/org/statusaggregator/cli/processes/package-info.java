/** A whole aggregator on this machine as processes: their files, certificates, ports, start and end. For the commands that run one. */
@NullMarked
package org.statusaggregator.cli.processes;

import org.jspecify.annotations.NullMarked;
