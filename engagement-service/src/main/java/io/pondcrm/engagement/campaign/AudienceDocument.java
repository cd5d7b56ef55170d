package io.pondcrm.engagement.campaign;

import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.kernel.CustomerId;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One customer of a campaign's audience, as it was frozen at launch: written once, never changed.
 *
 * @param id campaign, launch and customer
 * @param launch which launch of the campaign: what one that failed left behind is nobody's audience
 * @param place by which it was decided who is held out
 */
@Document("campaign_audience")
@TypeAlias("campaign-audience")
@CompoundIndex(name = "campaign", def = "{'campaignId': 1, 'launch': 1, '_id': 1}")
@CompoundIndex(name = "customer", def = "{'customerId': 1}")
@CompoundIndex(name = "group", def = "{'campaignId': 1, 'launch': 1, 'heldOut': 1, '_id': 1}")
record AudienceDocument(
        @Id String id,
        String campaignId,
        int launch,
        String customerId,
        int place,
        boolean heldOut) {

    static AudienceDocument of(Campaign campaign, int launch, CustomerId customer) {
        var place = Holdout.placeOf(campaign.id(), customer);
        return new AudienceDocument(
                idOf(campaign.id(), launch, customer.value()),
                campaign.id(),
                launch,
                customer.value(),
                place,
                campaign.holdout().holdsOut(place));
    }

    static String idOf(String campaign, int launch, String customer) {
        return campaign + "/" + launch + "/" + customer;
    }
}
