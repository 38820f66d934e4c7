package org.distrisocks.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * For how long browsers keep the files of the page: those of a WebJar for good, since their version stands in their path;
 * ours until a pod says that they have another content, which it is asked each time.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {

    private static final Duration FOR_GOOD = Duration.ofDays(365);

    /** By address: as many as the jar has files. Their dates tell nothing, all files of a reproducible jar have the same. */
    private final Map<String, String> tags = new ConcurrentHashMap<>();

    private final WebProperties properties;

    StaticFiles(WebProperties properties) {
        this.properties = properties;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setUseLastModified(false)
                .setCacheControl(CacheControl.maxAge(FOR_GOOD).cachePublic().immutable());
        registry.addResourceHandler("/**")
                .addResourceLocations(properties.getResources().getStaticLocations())
                .setUseLastModified(false)
                .setEtagGenerator(this::tag)
                .setCacheControl(CacheControl.noCache());
    }

    private String tag(Resource file) {
        try {
            return tags.computeIfAbsent(file.getURL().toString(), _ -> digest(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String digest(Resource file) {
        try (InputStream content = file.getInputStream()) {
            return "W/\"" + DigestUtils.md5DigestAsHex(content) + '"';
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
