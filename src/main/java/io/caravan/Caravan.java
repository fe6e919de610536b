package io.caravan;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An LLM gateway made of Camel routes. */
@SpringBootApplication
public class Caravan {

    public static void main(String[] args) {
        SpringApplication.run(Caravan.class, args);
    }
}
