package org.distrisocks.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over two logarithmic axes, as an SVG that adapts to a dark page.
 *
 * @param title also for those who do not see it
 * @param across what the axis below counts, with its unit
 * @param up what the axis at the left counts, with its unit
 */
public record Plot(String title, String across, String up, List<Line> lines) {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 560;
    private static final int TOP = 40;
    private static final int BOTTOM = 360;

    /** One for each line, by its place; they differ in lightness too. Lines after these begin anew. */
    private static final List<String> COLOURS =
            List.of("#0b6bcb", "#c4460d", "#17855a", "#8a4fbf", "#a0791a", "#5f6b76");

    /**
     * @param name stands beside the plot
     * @param points from left to right
     * @param dashed whether it is the lesser one of two that belong together
     * @param colour which of the colours; two that belong together share one
     */
    public record Line(String name, List<Point> points, boolean dashed, int colour) {}

    /** Both above 0. */
    public record Point(double across, double up) {}

    /** The whole file. */
    public String svg() {
        LogAxis below = LogAxis.around(lines.stream()
                .flatMap(line -> line.points.stream())
                .map(Point::across)
                .toList());
        LogAxis left = LogAxis.around(lines.stream()
                .flatMap(line -> line.points.stream())
                .map(Point::up)
                .toList());
        StringBuilder svg =
                new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>%s</title>
                <style>
                  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
                  .title { font-weight: 600; }
                  .page { fill: #ffffff; }
                  .grid { stroke: #d1d9e0; stroke-width: 1; }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3; }
                    .page { fill: #0d1117; }
                    .grid { stroke: #3d444d; }
                    .line { filter: brightness(1.5); }
                  }
                </style>
                <rect class="page" width="%d" height="%d"/>
                """.formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, escaped(title), WIDTH, HEIGHT));
        text(svg, LEFT, 24, "start", "title", title);
        for (double tick : below.ticks()) {
            double x = x(below, tick);
            svg.append(format("<path class=\"grid\" d=\"M%.1f %d V%d\"/>%n", x, TOP, BOTTOM));
            text(svg, x, BOTTOM + 18, "middle", "tick", label(tick));
        }
        for (double tick : left.ticks()) {
            double y = y(left, tick);
            svg.append(format("<path class=\"grid\" d=\"M%d %.1f H%d\"/>%n", LEFT, y, RIGHT));
            text(svg, LEFT - 8, y + 4, "end", "tick", label(tick));
        }
        text(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", "axis", across);
        svg.append(format(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                (TOP + BOTTOM) / 2, escaped(up)));
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), below, left, TOP + 8 + 22 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, Line line, LogAxis below, LogAxis left, int legend) {
        String stroke = format(
                "class=\"line\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s",
                COLOURS.get(line.colour % COLOURS.size()), line.dashed ? " stroke-dasharray=\"5 4\"" : "");
        String path = line.points.stream()
                .map(point -> format("%.1f %.1f", x(below, point.across), y(left, point.up)))
                .collect(Collectors.joining(" L", "M", ""));
        svg.append(format("<path %s d=\"%s\"/>%n", stroke, path));
        for (Point point : line.points) {
            svg.append(format(
                    "<circle %s cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s: %s, %s</title></circle>%n",
                    stroke,
                    x(below, point.across),
                    y(left, point.up),
                    escaped(line.name),
                    Figures.text(point.across),
                    Figures.text(point.up)));
        }
        svg.append(format("<path %s d=\"M%d %d h24\"/>%n", stroke, RIGHT + 14, legend));
        text(svg, RIGHT + 44, legend + 4, "start", "name", line.name);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String kind, String what) {
        svg.append(format(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                kind, x, y, anchor, escaped(what)));
    }

    private static double x(LogAxis axis, double value) {
        return LEFT + axis.share(value) * (RIGHT - LEFT);
    }

    private static double y(LogAxis axis, double value) {
        return BOTTOM - axis.share(value) * (BOTTOM - TOP);
    }

    private static String label(double tick) {
        if (tick >= 10_000) {
            return format("%,.0fk", tick / 1_000);
        }
        return tick >= 1 ? format("%,.0f", tick) : format("%s", (float) tick);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
