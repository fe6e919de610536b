package io.caravan.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Place;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import java.util.List;

/** Lists of models in the forms that clients read. */
public final class ModelAnswers {

    private final Providers providers;
    private final Offers offers;

    ModelAnswers(Providers providers, Offers offers) {
        this.providers = providers;
        this.offers = offers;
    }

    /** Everything that there is, and where it is known from. */
    public record Overview(List<ModelInfo> models, List<ProviderInfo> providers) {}

    /** The providers alone. */
    public record ProviderOverview(List<ProviderInfo> providers) {}

    /** OpenAI's list. */
    public record OpenAiList(String object, List<OpenAiModel> data) {}

    /**
     * OpenAI's form of one model.
     *
     * @param created is not known, and so 0
     */
    public record OpenAiModel(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {

        static OpenAiModel of(String id, Provider provider) {
            return new OpenAiModel(id, "model", 0, provider.id());
        }
    }

    /** The envelope of older clients, which holds the names of models. */
    public record Envelope(int code, String message, List<String> data) {}

    /** All models of all providers, and their aliases. */
    public Overview overview(List<ModelList> lists) {
        return new Overview(
                offers.all(lists).stream()
                        .map(offer -> ModelInfo.of(offer.id(), offer.provider(), offer.model()))
                        .toList(),
                lists.stream().map(ProviderInfo::of).toList());
    }

    /** All providers. */
    public ProviderOverview providers(List<ModelList> lists) {
        return new ProviderOverview(lists.stream().map(ProviderInfo::of).toList());
    }

    /** The models of one provider. */
    public ModelListing listing(ModelList list) {
        return ModelListing.of(list);
    }

    /** The models that can be used now, in OpenAI's form. */
    public OpenAiList openAi(List<ModelList> lists) {
        return new OpenAiList(
                "list",
                offers.all(usable(lists)).stream()
                        .map(offer -> OpenAiModel.of(offer.id(), offer.provider()))
                        .toList());
    }

    /**
     * One model in OpenAI's form, under the id that was asked for.
     *
     * @param path the id, after a slash
     * @throws GatewayException if its provider does not have it, or it may not be used
     */
    public OpenAiModel openAi(ModelList list, String path) {
        String id = id(path);
        Place place = providers.find(id).orElseThrow(() -> noModel(id));
        boolean listed = list.models().stream().anyMatch(model -> model.name().equals(place.model()));
        if (!listed && !offers.hasAlias(id)) {
            throw noModel(id);
        }
        return OpenAiModel.of(id, list.provider());
    }

    /**
     * The provider whose model it would be.
     *
     * @param path the id, after a slash
     * @throws GatewayException if there is none
     */
    public Provider owner(String path) {
        String id = id(path);
        return providers.find(id).map(Place::provider).orElseThrow(() -> noModel(id));
    }

    /** The names of the models that can be used now, bare where that is enough. */
    public Envelope names(List<ModelList> lists) {
        return new Envelope(
                0,
                "success",
                offers.all(usable(lists)).stream()
                        .map(this::shortest)
                        .distinct()
                        .toList());
    }

    private static List<ModelList> usable(List<ModelList> lists) {
        return lists.stream().filter(list -> list.provider().configured()).toList();
    }

    private String shortest(Offer offer) {
        String bare = offer.model().name();
        return providers
                .find(bare)
                .filter(place -> offer.prefixed() && place.id().equals(offer.id()))
                .map(_ -> bare)
                .orElse(offer.id());
    }

    private static String id(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static GatewayException noModel(String id) {
        return new GatewayException(ErrorCode.NO_SUCH_MODEL, "The model " + id + " does not exist");
    }
}
