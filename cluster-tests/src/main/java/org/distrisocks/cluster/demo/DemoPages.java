package org.distrisocks.cluster.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Files that pods are told to serve before their own: the page of the cluster view with the panel in it, the panel, and
 * where its control is.
 */
final class DemoPages {

    private static final String PAGE = "cluster.html";
    private static final List<String> PANEL = List.of("demo-panel.js", "demo-panel.css");

    private DemoPages() {}

    /**
     * Writes them.
     *
     * @param folder to be served
     * @param page that the jar of the pods has
     * @param control the JSON of {@code demo/control.json}
     */
    static void write(Path folder, Path page, String control) throws IOException {
        Path panel = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(folder.resolve(PAGE), withPanel(Files.readString(page)));
        Files.writeString(panel.resolve("control.json"), control);
        for (String name : PANEL) {
            try (InputStream file = DemoPages.class.getResourceAsStream(name)) {
                if (file == null) {
                    throw new IOException("the file " + name + " of the demo panel is not built in");
                }
                Files.copy(file, panel.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String withPanel(String page) {
        return page.replace("</head>", """
                  <link rel="stylesheet" href="demo/demo-panel.css">
                  <script type="module" src="demo/demo-panel.js"></script>
                </head>""").replace("<cluster-app>", "<demo-panel></demo-panel>\n  <cluster-app>");
    }
}
