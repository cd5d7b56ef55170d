package io.pondcrm.segmentation.picture;

import io.pondcrm.segmentation.picture.domain.Drawing;
import io.pondcrm.segmentation.picture.domain.Pictures;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Nothing of Java 2D or of the library is loaded before the first picture. */
@Component
class SvgPictures implements Pictures {

    @Override
    public byte[] svg(Sheet sheet, Consumer<Drawing> drawing) {
        var paper = new SvgPaper(sheet);
        drawing.accept(paper);
        return paper.toBytes();
    }
}
