/** Lists of any length, page by page: signed cursors, keyset queries, sparse fields. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.paging;
