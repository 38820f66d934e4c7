package org.distrisocks.cluster;

import com.microsoft.playwright.Page;
import java.util.List;

/** What a finger can hit (WCAG 2.2, 2.5.8). */
final class Targets {

    private static final int LEAST_PX = 24;

    private Targets() {}

    /** Each that is in view and too small, with its size. Links within a text are as high as its lines. */
    static List<?> tooSmall(Page page) {
        return (List<?>) page.evaluate("""
                least => [...document.querySelectorAll('button, input, textarea, summary, a[href]')]
                  .filter(target => target.checkVisibility() && !target.closest('.bubble-words'))
                  .map(target => [target, target.getBoundingClientRect()])
                  .filter(([, { width, height }]) => width > 0 && (width < least || height < least))
                  .map(([target, { width, height }]) => `${target.outerHTML.slice(0, 120)}: ${width} × ${height}`)""", LEAST_PX);
    }
}
