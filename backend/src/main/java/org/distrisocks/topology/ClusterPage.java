package org.distrisocks.topology;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page of the cluster view; like the chat it is for everyone, and what it shows is not. */
@Configuration(proxyBeanMethods = false)
class ClusterPage implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addViewController("/cluster").setViewName("forward:/cluster.html");
    }
}
