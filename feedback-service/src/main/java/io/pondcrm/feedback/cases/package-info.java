/** Cases over HTTP and in MongoDB, and the watch over their promises. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.cases;
