/** What each preset makes. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.preset.domain;
