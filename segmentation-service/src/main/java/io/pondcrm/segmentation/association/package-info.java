/** Market-basket associations over HTTP: a job finds them, then they are kept. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.association;
