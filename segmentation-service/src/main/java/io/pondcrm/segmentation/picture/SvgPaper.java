package io.pondcrm.segmentation.picture;

import io.pondcrm.segmentation.picture.domain.Drawing;
import io.pondcrm.segmentation.picture.domain.Pictures;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * One picture in the making. Shapes come from Batik; texts are elements beside them, because Java
 * 2D would measure them with this machine's letters and the reader has others.
 */
final class SvgPaper implements Drawing {

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String LETTERS =
            "'Noto Sans','Noto Sans SC','PingFang SC','Microsoft YaHei','DejaVu Sans',sans-serif";

    private final Pictures.Sheet sheet;
    private final Document document;
    private final SVGGraphics2D shapes;
    private final Element texts;

    SvgPaper(Pictures.Sheet sheet) {
        this.sheet = sheet;
        this.document = emptyDocument();
        var context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        this.shapes = new SVGGraphics2D(context, false);
        shapes.setSVGCanvasSize(new Dimension(sheet.width(), sheet.height()));
        shapes.setColor(Color.WHITE);
        shapes.fillRect(0, 0, sheet.width(), sheet.height());
        this.texts = element("g");
        texts.setAttribute("font-family", LETTERS);
    }

    @Override
    public Graphics2D shapes() {
        return shapes;
    }

    @Override
    public void text(Letters letters, int x, int y, String text) {
        texts.appendChild(line(letters, x, y, text));
    }

    @Override
    public void text(String id, Letters letters, int x, int y, String text) {
        var line = line(letters, x, y, text);
        line.setAttribute("id", id);
        texts.appendChild(line);
    }

    private Element line(Letters letters, int x, int y, String text) {
        var line = element("text");
        line.setAttribute("x", Integer.toString(x));
        line.setAttribute("y", Integer.toString(y));
        line.setAttribute("font-size", Integer.toString(letters.size()));
        line.setAttribute("font-weight", letters.bold() ? "bold" : "normal");
        line.setAttribute(
                "text-anchor",
                switch (letters.align()) {
                    case START -> "start";
                    case MIDDLE -> "middle";
                    case END -> "end";
                });
        line.setAttribute("fill", "#%06x".formatted(letters.color().getRGB() & 0xFFFFFF));
        line.setTextContent(printable(text));
        return line;
    }

    byte[] toBytes() {
        var root = shapes.getRoot();
        root.setAttribute("viewBox", "0 0 %d %d".formatted(sheet.width(), sheet.height()));
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", "title description");
        root.setAttributeNS(XMLConstants.XML_NS_URI, "xml:lang", sheet.language().toLanguageTag());
        root.insertBefore(
                described("desc", "description", sheet.description()), root.getFirstChild());
        root.insertBefore(described("title", "title", sheet.title()), root.getFirstChild());
        root.appendChild(texts);
        return written(root);
    }

    private Element described(String name, String id, String text) {
        var element = element(name);
        element.setAttribute("id", id);
        element.setTextContent(printable(text));
        return element;
    }

    private Element element(String name) {
        return document.createElementNS(SVG, name);
    }

    /** What XML 1.0 does not allow (section 2.2) would make the whole picture unreadable. */
    private static String printable(String text) {
        var allowed = new StringBuilder(text.length());
        text.codePoints()
                .map(it ->
                        it >= 0x20 && it <= 0xD7FF || it >= 0xE000 && it <= 0xFFFD || it >= 0x10000
                                ? it
                                : 0xFFFD)
                .forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException absent) {
            throw new IllegalStateException("Every Java builds documents", absent);
        }
    }

    /** Not by Batik's own writer: it would name a DTD on another host. */
    private static byte[] written(Element root) {
        try {
            var bytes = new ByteArrayOutputStream();
            var transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, StandardCharsets.UTF_8.name());
            transformer.transform(new DOMSource(root), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (TransformerException unexpected) {
            throw new IllegalStateException("Memory takes every document", unexpected);
        }
    }
}
