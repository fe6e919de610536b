package io.caravan.model;

import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the columns of a catalogue stand, and what their cells mean. */
record CatalogueColumns(List<String> names) {

    private static final Map<Ability, String> ABILITIES = Map.of(
            Ability.IMAGES, "vision",
            Ability.AUDIO, "audio_input",
            Ability.DOCUMENTS, "pdf_input",
            Ability.TOOLS, "function_calling",
            Ability.PARALLEL_TOOLS, "parallel_function_calling",
            Ability.STRUCTURED_OUTPUT, "structured_output",
            Ability.REASONING, "reasoning",
            Ability.PROMPT_CACHING, "prompt_caching");
    private static final String INPUT = "input_per_mtok";
    private static final String OUTPUT = "output_per_mtok";
    private static final String CACHED = "cached_input_per_mtok";
    private static final String WRITE = "cache_write_per_mtok";
    private static final String WRITE_HOUR = "cache_write_hour_per_mtok";
    private static final String TIER = "tier_above_tokens";
    private static final String TIER_INPUT = "input_above_tier";
    private static final String TIER_OUTPUT = "output_above_tier";
    private static final String DISCOUNT = "batch_discount";
    private static final List<String> PRICES =
            List.of(INPUT, OUTPUT, CACHED, WRITE, WRITE_HOUR, TIER, TIER_INPUT, TIER_OUTPUT, DISCOUNT);
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");

    static CatalogueColumns of(Csv.Row header) {
        if (!header.cells().contains("model")) {
            throw new CatalogueException(header.line(), "there is no column 'model'");
        }
        return new CatalogueColumns(header.cells());
    }

    CatalogueFile.Entry entry(Csv.Row row) {
        if (row.cells().size() != names.size()) {
            throw new CatalogueException(row.line(), row.cells().size() + " cells under " + names.size() + " columns");
        }
        String model = text(row, "model");
        if (model.isEmpty()) {
            throw new CatalogueException(row.line(), "the model has no name");
        }
        return new CatalogueFile.Entry(
                text(row, "provider").toLowerCase(Locale.ROOT), model, chats(row), facts(row), prices(row));
    }

    private boolean chats(Csv.Row row) {
        return switch (text(row, "mode")) {
            case "", "chat" -> true;
            case "embedding" -> false;
            default -> throw wrong(row, "mode", "must be chat, embedding or empty");
        };
    }

    private ModelFacts facts(Csv.Row row) {
        Map<Ability, Boolean> abilities = new EnumMap<>(Ability.class);
        ABILITIES.forEach((ability, column) -> flag(row, column).ifPresent(yes -> abilities.put(ability, yes)));
        return new ModelFacts(
                Optional.of(text(row, "display_name")).filter(name -> !name.isEmpty()),
                count(row, "context_window"),
                count(row, "max_output_tokens"),
                abilities);
    }

    private Optional<Prices> prices(Csv.Row row) {
        Optional<String> any =
                PRICES.stream().filter(column -> !text(row, column).isEmpty()).findFirst();
        if (any.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal input = price(row, INPUT)
                .orElseThrow(() -> new CatalogueException(row.line(), any.get() + " needs " + INPUT + " beside it"));
        return Optional.of(new Prices(
                currency(row),
                input,
                price(row, OUTPUT),
                price(row, CACHED),
                price(row, WRITE),
                price(row, WRITE_HOUR),
                tier(row),
                discount(row)));
    }

    private Optional<Prices.Tier> tier(Csv.Row row) {
        List<String> columns = List.of(TIER, TIER_INPUT, TIER_OUTPUT);
        long told =
                columns.stream().filter(column -> !text(row, column).isEmpty()).count();
        if (told == 0) {
            return Optional.empty();
        }
        if (told < columns.size()) {
            throw new CatalogueException(row.line(), String.join(", ", columns) + " belong together");
        }
        return Optional.of(new Prices.Tier(
                count(row, TIER).orElseThrow(),
                price(row, TIER_INPUT).orElseThrow(),
                price(row, TIER_OUTPUT).orElseThrow()));
    }

    private Optional<BigDecimal> discount(Csv.Row row) {
        Optional<BigDecimal> discount = price(row, DISCOUNT);
        if (discount.filter(part -> part.compareTo(BigDecimal.ONE) > 0).isPresent()) {
            throw new CatalogueException(row.line(), DISCOUNT + " must be between 0 and 1");
        }
        return discount;
    }

    private String currency(Csv.Row row) {
        String currency = text(row, "currency");
        if (currency.isEmpty()) {
            return "USD";
        }
        return matching(CURRENCY, row, "currency", "must be a code of three capitals, such as USD");
    }

    private Optional<BigDecimal> price(Csv.Row row, String column) {
        return text(row, column).isEmpty()
                ? Optional.empty()
                : Optional.of(new BigDecimal(matching(PRICE, row, column, "must be a number such as 0.25")));
    }

    private Optional<Integer> count(Csv.Row row, String column) {
        return text(row, column).isEmpty()
                ? Optional.empty()
                : Optional.of(Integer.valueOf(matching(COUNT, row, column, "must be a whole number above 0")));
    }

    private Optional<Boolean> flag(Csv.Row row, String column) {
        String cell = text(row, column);
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw wrong(row, column, "must be true, false or empty");
        };
    }

    private String matching(Pattern pattern, Csv.Row row, String column, String rule) {
        return Stream.of(text(row, column))
                .filter(cell -> pattern.matcher(cell).matches())
                .findFirst()
                .orElseThrow(() -> wrong(row, column, rule));
    }

    private CatalogueException wrong(Csv.Row row, String column, String rule) {
        return new CatalogueException(row.line(), column + " " + rule + ", and is '" + text(row, column) + "'");
    }

    private String text(Csv.Row row, String column) {
        int index = names.indexOf(column);
        return index < 0 ? "" : row.cells().get(index);
    }
}
