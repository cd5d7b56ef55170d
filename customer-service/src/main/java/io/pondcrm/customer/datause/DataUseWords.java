package io.pondcrm.customer.datause;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.datause.domain.DataUse;

/** What each use is for, in words for customers. */
final class DataUseWords {

    private DataUseWords() {}

    static Text of(DataUse use) {
        return switch (use) {
            case PROFILE_KEEPING ->
                    new Text(
                            "To know who you are and how you like to be addressed",
                            "了解您的身份以及您希望的联系方式");
            case PURCHASE_RECORDS ->
                    new Text("To keep what you bought and gave back", "保存您的购买与退货记录");
            case BEHAVIOUR_RECORDS ->
                    new Text(
                            "To keep what you did on our sites, in our shops and towards us",
                            "保存您在我们的网站、门店及与我们互动的记录");
            case CONSENT_RECORDS -> new Text("To be able to prove what you allowed", "证明您作出过的授权");
            case ACCESS_BY_STAFF ->
                    new Text(
                            "So that people and programs of ours can serve you",
                            "以便我们的员工和系统为您提供服务");
            case ACCESS_RECORDS ->
                    new Text("To write down who saw or changed your data", "记录谁查看或修改过您的数据");
            case VALUE_SCORING ->
                    new Text(
                            "To see how much and how often you buy, and give you what your level"
                                    + " is due",
                            "了解您的购买金额与频率，并提供相应等级的权益");
            case SEGMENTATION -> new Text("To find customers who are alike", "识别特征相似的客户群体");
            case MARKETING_MESSAGES -> new Text("To send you offers", "向您发送优惠与营销信息");
            case CARE_MESSAGES -> new Text("To send you greetings and care", "向您发送问候与关怀");
            case FOLLOW_UPS ->
                    new Text("So that our people call on you when it is time", "以便我们的员工适时跟进联系您");
            case CASE_HANDLING ->
                    new Text("To answer what you complain of or ask for", "处理您的投诉与请求");
            case SURVEYS -> new Text("To ask how satisfied you are", "了解您的满意度");
            case CHURN_PREDICTION ->
                    new Text("To notice when you are about to leave us", "预测您是否可能流失");
        };
    }
}
