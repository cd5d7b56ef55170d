/**
 * A document store that speaks MongoDB's wire protocol, for machines without MongoDB and without
 * Docker: documents in the heap, every acknowledged write in a journal on disk, ordered indexes.
 *
 * <p>Protocol, BSON, query matching, update operators and aggregation come from mongo-java-server;
 * what that core keeps only in memory, scans for or shares between threads is done here.
 */
@NullMarked
package io.pondcrm.local.store;

import org.jspecify.annotations.NullMarked;
