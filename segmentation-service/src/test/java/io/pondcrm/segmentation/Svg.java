package io.pondcrm.segmentation;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** What a picture says: its texts by their ids. */
final class Svg {

    private final Map<String, String> texts = new TreeMap<>();

    private Svg() {}

    /**
     * Reads a picture as strictly as a parser can.
     *
     * @throws Exception also for a picture that has a DTD
     * @throws AssertionError for one that refers to anything
     */
    static Svg of(byte[] bytes) throws Exception {
        var source = new String(bytes, StandardCharsets.UTF_8);
        for (var reference : List.of("href", "url(", "<script", "@import", "<image", "<use")) {
            if (source.contains(reference)) {
                throw new AssertionError("The picture refers to something: " + reference);
            }
        }
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var elements =
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(bytes))
                        .getElementsByTagName("text");
        var svg = new Svg();
        for (var at = 0; at < elements.getLength(); at++) {
            var element = (Element) Objects.requireNonNull(elements.item(at));
            if (element.hasAttribute("id")) {
                svg.texts.put(element.getAttribute("id"), element.getTextContent());
            }
        }
        return svg;
    }

    /** The rest of the ids that begin so. */
    List<String> ids(String prefix) {
        return texts.keySet().stream()
                .filter(it -> it.startsWith(prefix))
                .map(it -> it.substring(prefix.length()))
                .toList();
    }

    String text(String id) {
        return Objects.requireNonNull(texts.get(id), id);
    }
}
