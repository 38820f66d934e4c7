package org.distrisocks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTests {

    @Test
    void drawsEachLineWithinTheAxesThatHoldIt() throws Exception {
        Plot plot = new Plot(
                "A < B & \"C\"",
                "messages delivered a second",
                "ms",
                List.of(
                        new Plot.Line("one", List.of(new Plot.Point(10, 1), new Plot.Point(1000, 100)), false, 0),
                        new Plot.Line("— p99", List.of(new Plot.Point(100, 10)), true, 0)));

        Document svg = parsed(plot.svg());

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("A < B & \"C\"");
        NodeList points = svg.getElementsByTagName("circle");
        assertThat(points.getLength()).isEqualTo(3);
        assertThat(at(points, 0)).isEqualTo("70.0 360.0");
        assertThat(at(points, 1)).isEqualTo("560.0 40.0");
        assertThat(at(points, 2)).isEqualTo("315.0 200.0");
        assertThat(plot.svg()).contains("stroke-dasharray").contains(">1,000</text>");
    }

    @Test
    void namesGreatStepsInThousands() {
        Plot plot =
                new Plot("t", "x", "y", List.of(new Plot.Line("l", List.of(new Plot.Point(100_000, 5_000)), false, 0)));

        assertThat(plot.svg())
                .contains(">100k</text>")
                .contains(">5,000</text>")
                .doesNotContain(">10,000</text>");
    }

    @Test
    void isWholeWithoutALine() throws Exception {
        assertThat(parsed(new Plot("t", "x", "y", List.of()).svg())
                        .getElementsByTagName("circle")
                        .getLength())
                .isZero();
    }

    @Test
    void axesBeginAndEndAtSteps() {
        LogAxis axis = LogAxis.around(List.of(0.0, 0.31, 4.2, 60.0));

        assertThat(axis).isEqualTo(new LogAxis(0.2, 100));
        assertThat(axis.ticks()).hasSize(9).startsWith(0.2).endsWith(100.0);
        assertThat(LogAxis.around(List.of(1000.0))).isEqualTo(new LogAxis(1000, 10_000));
    }

    private static String at(NodeList circles, int index) {
        Element circle = (Element) circles.item(index);
        return circle.getAttribute("cx") + " " + circle.getAttribute("cy");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
