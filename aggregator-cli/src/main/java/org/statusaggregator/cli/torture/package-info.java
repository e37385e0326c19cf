/**
 * {@code aggregator torture}: a real cluster in processes, a seeded schedule of faults, and a judge who knows what was published.
 *
 * <pre>
 *   Episodes ── one fault after another, under load ──► Lab (node processes, Network)
 *      │                                                  ▲ publish      │ watch
 *      │                                               TortureCic      Reader ──► order, attribution: at once
 *      └── when it is healed and quiet: Judge ◄── Truth ──┘               │
 *             convergence, ghosts, what was acknowledged ◄────────────────┘
 * </pre>
 */
@NullMarked
package org.statusaggregator.cli.torture;

import org.jspecify.annotations.NullMarked;
