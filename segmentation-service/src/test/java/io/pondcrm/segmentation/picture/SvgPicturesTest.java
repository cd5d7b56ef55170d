package io.pondcrm.segmentation.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.picture.domain.Drawing;
import io.pondcrm.segmentation.picture.domain.Pictures;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class SvgPicturesTest {

    static final Drawing.Letters LETTERS =
            new Drawing.Letters(12, true, Drawing.Align.MIDDLE, new Color(0x10, 0x20, 0x30));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</text><script>alert(1)</script>",
                "]]><image href=\"http://example.org/x.png\"/>",
                "&xxe; <!DOCTYPE svg> <!-- --> <?xml?>",
                "\u0000\u0001\u001b[31m\ud800\uffff",
                "重要价值客户 \ud83d\ude00"
            })
    void a_text_stays_a_text_whatever_it_says(String nasty) throws Exception {
        var bytes = draw(nasty, drawing -> drawing.text("name", LETTERS, 10, 20, nasty));

        var picture = parsed(bytes);
        var texts = picture.getElementsByTagName("text");
        assertThat(texts.getLength()).isEqualTo(1);
        assertThat(texts.item(0).getTextContent())
                .isEqualTo(nasty.replaceAll("[\\x00-\\x1f\\ud800\\uffff]", "\ufffd"));
        assertThat(texts.item(0).getChildNodes().getLength()).isEqualTo(1);
        assertThat(picture.getElementsByTagName("script").getLength()).isZero();
        assertThat(picture.getElementsByTagName("image").getLength()).isZero();
    }

    @Test
    void it_is_a_sheet_that_scales_and_tells_what_it_shows() throws Exception {
        var bytes =
                draw(
                        "A sheet",
                        drawing -> {
                            drawing.shapes().setColor(new Color(0x1b7837));
                            drawing.shapes().fillRect(10, 20, 30, 40);
                            drawing.text(LETTERS, 25, 40, "7");
                        });

        var root = parsed(bytes).getDocumentElement();
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 200 100");
        assertThat(root.getFirstChild().getTextContent()).isEqualTo("A sheet");
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains("rgb(27,120,55)", "text-anchor=\"middle\"", "fill=\"#102030\"")
                .doesNotContain("<!DOCTYPE", "<!ENTITY", "href", "url(", "<script", "@import");
    }

    private static byte[] draw(String title, Consumer<Drawing> drawing) {
        return new SvgPictures()
                .svg(new Pictures.Sheet(200, 100, Locale.ENGLISH, title, title), drawing);
    }

    private static Document parsed(byte[] bytes) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }
}
