package io.pondcrm.suite.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes people up. Names are common ones put together at random; mail addresses lie in the domains
 * that RFC 2606 keeps for examples; British and American phone numbers in the ranges kept for
 * fiction (Ofcom: 07700 900000 to 900999; 555-0100 to 0199). China keeps none: those numbers are
 * well-formed and may belong to somebody, so nothing must be sent there.
 */
final class SamplePeople {

    private static final List<String> MAIL_DOMAINS =
            List.of("example.com", "example.org", "example.net");

    /** Chinese family names by frequency, with their pinyin. */
    private static final String[][] FAMILY_NAMES = {
        {"王", "wang"}, {"李", "li"}, {"张", "zhang"}, {"刘", "liu"}, {"陈", "chen"},
        {"杨", "yang"}, {"黄", "huang"}, {"赵", "zhao"}, {"吴", "wu"}, {"周", "zhou"},
        {"徐", "xu"}, {"孙", "sun"}, {"马", "ma"}, {"朱", "zhu"}, {"胡", "hu"},
        {"郭", "guo"}, {"何", "he"}, {"林", "lin"}, {"高", "gao"}, {"罗", "luo"},
        {"郑", "zheng"}, {"梁", "liang"}, {"谢", "xie"}, {"宋", "song"}, {"唐", "tang"},
        {"许", "xu"}, {"韩", "han"}, {"邓", "deng"}, {"曹", "cao"}, {"欧阳", "ouyang"}
    };

    private static final String[][] WOMENS_NAMES = {
        {"秀英", "xiuying"},
        {"敏", "min"},
        {"静", "jing"},
        {"丽", "li"},
        {"婷", "ting"},
        {"雪", "xue"},
        {"梓涵", "zihan"},
        {"欣怡", "xinyi"},
        {"雨桐", "yutong"},
        {"思琪", "siqi"},
        {"晓燕", "xiaoyan"},
        {"佳怡", "jiayi"},
        {"若曦", "ruoxi"},
        {"诗涵", "shihan"},
        {"玉兰", "yulan"},
        {"海燕", "haiyan"},
        {"梦洁", "mengjie"},
        {"芳", "fang"}
    };

    private static final String[][] MENS_NAMES = {
        {"伟", "wei"},
        {"强", "qiang"},
        {"磊", "lei"},
        {"军", "jun"},
        {"洋", "yang"},
        {"勇", "yong"},
        {"杰", "jie"},
        {"涛", "tao"},
        {"浩然", "haoran"},
        {"子轩", "zixuan"},
        {"宇航", "yuhang"},
        {"明", "ming"},
        {"志强", "zhiqiang"},
        {"建国", "jianguo"},
        {"俊杰", "junjie"},
        {"天宇", "tianyu"},
        {"小明", "xiaoming"},
        {"博文", "bowen"}
    };

    private static final List<String> CHINESE_SHOPS =
            List.of("茶业", "文化传播", "餐饮管理", "贸易", "设计", "科技", "酒店", "教育咨询");

    /** ISO 3166-2, with weights near the provinces' populations. */
    private static final String[] PROVINCES = {
        "CN-GD", "CN-SD", "CN-HA", "CN-JS", "CN-SC", "CN-HE", "CN-HN", "CN-ZJ", "CN-AH", "CN-HB",
        "CN-GX", "CN-YN", "CN-JX", "CN-LN", "CN-FJ", "CN-SN", "CN-HL", "CN-SX", "CN-GZ", "CN-CQ",
        "CN-SH", "CN-BJ", "CN-TJ", "CN-HI"
    };

    private static final double[] PROVINCE_WEIGHTS = {
        126, 101, 99, 85, 84, 75, 66, 65, 61, 58, 50, 47, 45, 43, 42, 40, 32, 35, 39, 32, 60, 55,
        14, 10
    };

    private record Abroad(
            String region,
            String locale,
            String zone,
            List<String> women,
            List<String> men,
            List<String> families) {}

    private static final List<Abroad> ABROAD =
            List.of(
                    new Abroad(
                            "GB-LND",
                            "en-GB",
                            "Europe/London",
                            List.of("Olivia", "Amelia", "Isla", "Ava"),
                            List.of("Noah", "Oliver", "George", "Arthur"),
                            List.of("Smith", "Jones", "Taylor", "O'Brien", "Evans")),
                    new Abroad(
                            "US-CA",
                            "en-US",
                            "America/Los_Angeles",
                            List.of("Emma", "Sophia", "Mia", "Camila"),
                            List.of("Liam", "Mateo", "James", "Ethan"),
                            List.of("Johnson", "Garcia", "Nguyen", "Miller", "Davis")),
                    new Abroad(
                            "DE-BE",
                            "de-DE",
                            "Europe/Berlin",
                            List.of("Hannah", "Jördis", "Clara", "Käthe"),
                            List.of("Jürgen", "Lukas", "Björn", "Felix"),
                            List.of("Müller", "Schmidt", "Weiß", "Fischer", "Krüger")),
                    new Abroad(
                            "FR-IDF",
                            "fr-FR",
                            "Europe/Paris",
                            List.of("Chloé", "Inès", "Zoé", "Manon"),
                            List.of("Léo", "Gaël", "Hugo", "Noël"),
                            List.of("Martin", "Lefèvre", "Dubois", "Garçon", "Moreau")),
                    new Abroad(
                            "JP-13",
                            "ja-JP",
                            "Asia/Tokyo",
                            List.of("さくら", "陽菜", "結衣", "美咲"),
                            List.of("蓮", "陽翔", "健太", "大輔"),
                            List.of("佐藤", "鈴木", "高橋", "田中", "渡辺")),
                    new Abroad(
                            "SG-01",
                            "en-SG",
                            "Asia/Singapore",
                            List.of("Mei Ling", "Priya", "Nurul", "Grace"),
                            List.of("Wei Jie", "Arjun", "Muhammad", "Daniel"),
                            List.of("Tan", "Lim", "Ong", "Rajan", "Lee")));

    private SamplePeople() {}

    /**
     * @param number counts customers from 1
     * @param since when this customer first bought
     * @param today nobody is younger than 18 on this day
     */
    static SampleCustomer make(Dice dice, int number, Instant since, LocalDate today) {
        var externalId = "C-%06d".formatted(number);
        return switch (dice.weighted(85, 12, 3)) {
            case 0 -> chinese(dice, externalId, number, since, today);
            case 1 -> abroad(dice, externalId, number, since, today);
            default -> organization(dice, externalId, number, since);
        };
    }

    private static SampleCustomer chinese(
            Dice dice, String externalId, int number, Instant since, LocalDate today) {
        var female = dice.chance(0.56);
        var family = FAMILY_NAMES[family(dice)];
        var names = female ? WOMENS_NAMES : MENS_NAMES;
        var given = names[dice.below(names.length)];
        var region = PROVINCES[dice.weighted(PROVINCE_WEIGHTS)];
        var mail = family[1] + "." + given[1] + number;
        return person(
                dice,
                externalId,
                family[0] + given[0],
                given[0],
                family[0],
                female,
                region,
                "zh-CN",
                "Asia/Shanghai",
                dice.chance(0.62) ? mail : null,
                dice.chance(0.85) ? "+861990%07d".formatted(number) : null,
                since,
                today);
    }

    /** The first names of the list are far more common than the last. */
    private static int family(Dice dice) {
        return (int) (StrictMath.pow(dice.uniform(), 1.8) * FAMILY_NAMES.length);
    }

    private static SampleCustomer abroad(
            Dice dice, String externalId, int number, Instant since, LocalDate today) {
        var place = dice.oneOf(ABROAD);
        var female = dice.chance(0.52);
        var given = dice.oneOf(female ? place.women() : place.men());
        var family = dice.oneOf(place.families());
        var japanese = place.locale().startsWith("ja");
        return person(
                dice,
                externalId,
                japanese ? family + given : given + " " + family,
                given,
                family,
                female,
                place.region(),
                place.locale(),
                place.zone(),
                dice.chance(0.9) ? "customer" + number : null,
                phoneAbroad(place, number),
                since,
                today);
    }

    /** Only numbers that are free for fiction and still pass as numbers: Britain has none such. */
    private static @Nullable String phoneAbroad(Abroad place, int number) {
        return place.region().equals("US-CA") && number % 3 == 0
                ? "+141555501%02d".formatted(number % 100)
                : null;
    }

    private static SampleCustomer person(
            Dice dice,
            String externalId,
            String displayName,
            String given,
            String family,
            boolean female,
            String region,
            String locale,
            String zone,
            @Nullable String mailName,
            @Nullable String phone,
            Instant since,
            LocalDate today) {
        var gender = dice.chance(0.08) ? null : female ? "FEMALE" : "MALE";
        var email =
                mailName == null
                        ? null
                        : mailName.toLowerCase(Locale.ROOT) + "@" + dice.oneOf(MAIL_DOMAINS);
        return new SampleCustomer(
                externalId,
                false,
                displayName,
                given,
                family,
                gender,
                dice.chance(0.12) ? null : birthDate(dice, today),
                region,
                locale,
                zone,
                email,
                phone,
                tags(dice),
                source(dice),
                store(dice, region),
                consents(dice, email != null, phone != null),
                since);
    }

    private static SampleCustomer organization(
            Dice dice, String externalId, int number, Instant since) {
        var family = FAMILY_NAMES[family(dice)];
        var region = PROVINCES[dice.weighted(PROVINCE_WEIGHTS)];
        return new SampleCustomer(
                externalId,
                true,
                family[0] + "记" + dice.oneOf(CHINESE_SHOPS) + "有限公司" + number,
                null,
                null,
                null,
                null,
                region,
                "zh-CN",
                "Asia/Shanghai",
                "office" + number + "@" + dice.oneOf(MAIL_DOMAINS),
                null,
                List.of("wholesale"),
                source(dice),
                store(dice, region),
                dice.chance(0.4) ? List.of("MARKETING:EMAIL") : List.of(),
                since);
    }

    /** Ages from 18 to 80, most around 35. */
    private static LocalDate birthDate(Dice dice, LocalDate today) {
        var years = 18 + 62 * dice.beta(2, 4.5);
        return today.minusDays((long) (years * 365.25) + 1);
    }

    private static List<String> tags(Dice dice) {
        var tags = new ArrayList<String>();
        if (dice.chance(0.18)) {
            tags.add("gift-buyer");
        }
        if (dice.chance(0.3)) {
            tags.add("newsletter");
        }
        if (dice.chance(0.1)) {
            tags.add("tea-club");
        }
        return tags;
    }

    private static String source(Dice dice) {
        return switch (dice.weighted(40, 25, 20, 15)) {
            case 0 -> "wechat-mini-program";
            case 1 -> "store";
            case 2 -> "web";
            default -> "referral";
        };
    }

    private static @Nullable String store(Dice dice, String region) {
        return region.startsWith("CN-")
                ? "%s-%02d".formatted(region.substring(3), 1 + dice.below(9))
                : null;
    }

    private static List<String> consents(Dice dice, boolean mail, boolean phone) {
        var consents = new ArrayList<String>();
        if (mail && dice.chance(0.55)) {
            consents.add("MARKETING:EMAIL");
        }
        if (phone && dice.chance(0.4)) {
            consents.add("MARKETING:SMS");
        }
        if (dice.chance(0.7)) {
            consents.add("PROFILING:ANY");
        }
        if (dice.chance(0.35)) {
            consents.add("SURVEYS:ANY");
        }
        if (dice.chance(0.6)) {
            consents.add("CARE:ANY");
        }
        return consents;
    }
}
