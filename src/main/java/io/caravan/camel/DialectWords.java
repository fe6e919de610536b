package io.caravan.camel;

import io.caravan.media.RemoteContent;
import io.caravan.provider.Defaults;
import io.caravan.provider.EmbeddingTransformer;
import io.caravan.provider.Listing;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Has the words of a provider's route file checked by the dialect that is to understand them. */
final class DialectWords {

    private final Map<String, Transformer> dialects;
    private final Map<String, EmbeddingTransformer> embeddings;
    private final ModelQuestions questions;

    /**
     * @param dialects transformers by the names that routes call them
     * @param embeddings those of embeddings
     * @param questions checks what is said about lists of models
     */
    DialectWords(
            Map<String, Transformer> dialects, Map<String, EmbeddingTransformer> embeddings, ModelQuestions questions) {
        this.dialects = Map.copyOf(dialects);
        this.embeddings = Map.copyOf(embeddings);
        this.questions = questions;
    }

    /**
     * Makes sure that the words make sense.
     *
     * @param route the provider's, or the template that it is made from
     * @throws IllegalArgumentException that names the provider and tells what does not
     */
    void check(RouteDefinition route, Provider provider) {
        try {
            Defaults.check(provider.quirks());
            RemoteContent.check(provider.quirks());
            questions.check(provider);
            first(route, dialects).ifPresent(dialect -> dialect.check(withoutOurs(provider)));
        } catch (IllegalArgumentException wrong) {
            throw refusal(provider, wrong);
        }
    }

    /** The provider with the words alone that its dialect has to know, not those that the gateway understands itself. */
    private static Provider withoutOurs(Provider provider) {
        Quirks quirks = provider.quirks()
                .without(RemoteContent.WORDS)
                .without(List.of(Defaults.WORD))
                .without(Listing.WORDS);
        return provider.withQuirks(quirks);
    }

    /**
     * Makes sure that the words about embeddings make sense.
     *
     * @param route the provider's for embeddings, or the template that it is made from
     * @throws IllegalArgumentException that names the provider and tells what does not
     */
    void checkEmbeddings(RouteDefinition route, Provider provider) {
        try {
            provider.quirks().embeddings().word("batch").ifPresent(DialectWords::checkBatch);
            first(route, embeddings).ifPresent(dialect -> dialect.check(provider));
        } catch (IllegalArgumentException wrong) {
            throw refusal(provider, wrong);
        }
    }

    private static void checkBatch(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("batch: \"" + text + "\" is not a whole number above 0");
        }
    }

    private static IllegalArgumentException refusal(Provider provider, IllegalArgumentException wrong) {
        return new IllegalArgumentException(
                "the file of provider " + provider.id() + " makes no sense: " + wrong.getMessage(), wrong);
    }

    private static <T> Optional<T> first(RouteDefinition route, Map<String, T> transformers) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), BeanDefinition.class).stream()
                .flatMap(step -> Optional.ofNullable(transformers.get(step.getRef())).stream())
                .findFirst();
    }
}
