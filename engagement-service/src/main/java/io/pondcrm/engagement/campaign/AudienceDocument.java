package io.pondcrm.engagement.campaign;

import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.kernel.CustomerId;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One customer of a campaign's audience, as it was frozen at launch: written once, never changed.
 *
 * @param id campaign and customer
 * @param place by which it was decided who is held out
 */
@Document("campaign_audience")
@TypeAlias("campaign-audience")
@CompoundIndex(name = "campaign", def = "{'campaignId': 1, '_id': 1}")
@CompoundIndex(name = "group", def = "{'campaignId': 1, 'heldOut': 1, '_id': 1}")
record AudienceDocument(
        @Id String id, String campaignId, String customerId, int place, boolean heldOut) {

    static AudienceDocument of(String campaign, CustomerId customer, Holdout holdout) {
        var place = Holdout.placeOf(campaign, customer);
        return new AudienceDocument(
                campaign + "/" + customer,
                campaign,
                customer.value(),
                place,
                holdout.holdsOut(place));
    }
}
