package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.provider.Aliases;
import io.caravan.provider.AllowedModels;
import io.caravan.provider.Clauses;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelPattern;
import io.caravan.provider.Provider;
import io.caravan.provider.Providers;
import io.caravan.provider.Quirks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OffersTest {

    private static final Provider ACME = provider("acme", Optional.of("key"), "m-*");
    private static final Provider ZETA = provider("zeta", Optional.of("key"), "z-*");
    private static final Provider KEYLESS = provider("keyless", Optional.empty(), "k-*");
    private static final List<ModelList> LISTS =
            List.of(list(ACME, "m-1", "m-2", "x"), list(ZETA, "m-1", "z-1"), list(KEYLESS, "k-1"));

    @Test
    void everythingIsAllowed_offersAllAndTheAliasesLast() {
        Offers offers = offers("fast=acme/m-1, deep=zeta/z-2, nobodys=nobody/x, f-*=acme/m-*", "", "");

        assertThat(LISTS).allSatisfy(list -> assertThat(offers.of(list)).isSameAs(list));
        assertThat(ids(offers.all(LISTS)))
                .containsExactly(
                        "acme/m-1", "acme/m-2", "acme/x", "zeta/m-1", "zeta/z-1", "keyless/k-1", "fast", "deep");
        assertThat(ids(offers.all(LISTS.subList(0, 1)))).containsExactly("acme/m-1", "acme/m-2", "acme/x", "fast");
    }

    @Test
    void alias_hasTheFactsOfItsModel() {
        Offer fast = offers("fast=acme/m-1", "", "").all(LISTS).getLast();

        assertThat(fast).isEqualTo(new Offer("fast", ACME, model("m-1"), 0));
        assertThat(fast.prefixed()).isFalse();
        assertThat(new Offer("acme/m-1", ACME, model("m-1"), 0).prefixed()).isTrue();
    }

    @Test
    void alias_takesThePlaceOfAModelOfThatName() {
        Offers offers = offers("ACME/m-1=zeta/z-1", "", "");

        assertThat(ids(offers.all(LISTS)))
                .containsExactly("acme/m-2", "acme/x", "zeta/m-1", "zeta/z-1", "keyless/k-1", "ACME/m-1");
        assertThat(offers.all(LISTS).getLast().provider()).isEqualTo(ZETA);
    }

    @Test
    void allowedModels_areOfferedInTheirOrder() {
        Offers offers = offers("fast=acme/m-2", "zeta/*, m-2, fast, m-*", "");

        assertThat(names(offers.of(LISTS.get(0)))).containsExactly("m-2", "m-1");
        assertThat(names(offers.of(LISTS.get(1)))).containsExactly("m-1", "z-1");
        assertThat(names(offers.of(LISTS.get(2)))).isEmpty();
        assertThat(ids(offers.all(LISTS))).containsExactly("zeta/m-1", "zeta/z-1", "acme/m-2", "fast", "acme/m-1");
    }

    @Test
    void restOfTheList_isKept() {
        ModelList list = new ModelList(
                ACME, List.of(model("x")), ModelList.Source.CATALOGUE, Optional.empty(), Optional.of("down"));

        assertThat(offers("", "m-1", "").of(list))
                .isEqualTo(new ModelList(
                        ACME,
                        List.of(new ListedModel("m-1", ModelFacts.UNKNOWN)),
                        ModelList.Source.CATALOGUE,
                        Optional.empty(),
                        Optional.of("down")));
    }

    @Test
    void modelThatNoListHas_isOfferedIfItIsAllowedByNameAndItsProviderHasAKey() {
        Offers offers = offers("m-8=zeta/z-1", "m-9, acme/own, M-1, m-8, k-9, m-new-*, nobody/x", "");

        assertThat(names(offers.of(LISTS.get(0)))).containsExactly("m-9", "own", "m-1");
        assertThat(names(offers.of(LISTS.get(2)))).isEmpty();
    }

    @Test
    void displayName_isThatOfTheEntry() {
        Offers offers = offers("fast=acme/m-2", "m-1, fast, z-*", "One, Quick, Zeds");

        assertThat(offers.all(LISTS))
                .extracting(offer -> offer.model().facts().displayName())
                .containsExactly(Optional.of("One"), Optional.of("Quick"), Optional.of("Named z-1"));
    }

    @Test
    void aliasThatIsNotAllowed_isNotOffered() {
        Offers offers = offers("fast=acme/m-1, slow=acme/m-2, lost=nobody/x", "fast, lost", "");

        assertThat(ids(offers.all(LISTS))).containsExactly("fast");
        assertThat(offers.hasAlias("Fast")).isTrue();
        assertThat(offers.hasAlias("slow")).isFalse();
        assertThat(offers.hasAlias("lost")).isFalse();
        assertThat(offers.hasAlias("acme/m-1")).isFalse();
    }

    @Test
    void nothingThatIsAllowedIsThere_isAnEmptyListAndOneWarning(CapturedOutput output) {
        Offers offers = offers("", "none-*, nothing-*", "");

        assertThat(offers.all(LISTS)).isEmpty();
        assertThat(offers.all(LISTS)).isEmpty();
        assertThat(output.getOut().split("none of the allowed ones is there: none-\\*, nothing-\\*", -1))
                .hasSize(2);
    }

    @Test
    void noListAtAll_isNothingToWarnOf(CapturedOutput output) {
        assertThat(offers("", "", "").all(List.of())).isEmpty();
        assertThat(output).doesNotContain("no model is offered");
    }

    private static Offers offers(String aliases, String allowed, String displayNames) {
        Aliases names = new Aliases(Clauses.pairs(aliases));
        AllowedModels models = new AllowedModels(Clauses.divided(allowed, ","), Clauses.divided(displayNames, ","));
        Providers providers = new Providers(names, models);
        providers.replace(List.of(ACME, ZETA, KEYLESS));
        try (LiveCatalogue catalogue = new LiveCatalogue(Optional.empty(), Duration.ofDays(1))) {
            return new Offers(providers, names, models, catalogue);
        }
    }

    private static ModelList list(Provider provider, String... models) {
        return new ModelList(
                provider,
                Stream.of(models).map(OffersTest::model).toList(),
                ModelList.Source.API,
                Optional.empty(),
                Optional.empty());
    }

    private static ListedModel model(String name) {
        return new ListedModel(
                name, new ModelFacts(Optional.of("Named " + name), Optional.empty(), Optional.empty(), Map.of()));
    }

    private static List<String> names(ModelList list) {
        return list.models().stream().map(ListedModel::name).toList();
    }

    private static List<String> ids(List<Offer> offers) {
        return offers.stream().map(Offer::id).toList();
    }

    private static Provider provider(String id, Optional<String> key, String pattern) {
        return new Provider(
                id,
                List.of(),
                List.of(ModelPattern.of(pattern)),
                List.of(),
                key,
                false,
                "https://" + id + ".example",
                Quirks.NONE);
    }
}
