package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.simulator.Settings.Act;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@link Settings} from a model's name, such as {@code lorem-n200-t500-r40-s7}, and from the request's
 * member {@code simulator}, which wins.
 */
final class SettingsReader {

    private static final String MEMBER = "simulator";
    private static final String NOTATION =
            "; a simulated model is called echo or lorem, followed by parts such as -n200 or -cut5";

    private SettingsReader() {}

    /**
     * The settings of a model.
     *
     * @param simulator the request's member of that name, of any kind
     * @throws GatewayException if the name is of no simulated model or something in it, or in the member, is wrong
     */
    static Settings read(String model, JsonNode simulator) {
        Act act = act(model)
                .orElseThrow(() -> GatewayException.invalid("model", "'" + model + "' is not known" + NOTATION));
        return merged(act, named(model), asked(simulator));
    }

    /**
     * The settings of a model, where a simulated model's name may follow another, as in {@code gemini-3-echo-r0}, and
     * any other name stands for {@code lorem}.
     */
    static Settings readAny(String model, JsonNode simulator) {
        String played = played(model);
        return act(played).isPresent() ? read(played, simulator) : merged(Act.LOREM, Map.of(), asked(simulator));
    }

    private static String played(String model) {
        int start = Math.max(model.indexOf("-echo"), model.indexOf("-lorem"));
        return model.substring(start + 1);
    }

    private static Optional<Act> act(String model) {
        int dash = model.indexOf('-');
        return Act.of(dash < 0 ? model : model.substring(0, dash));
    }

    private static Settings merged(Act act, Map<Setting, Integer> named, Map<Setting, Integer> asked) {
        Map<Setting, Integer> values = new EnumMap<>(Setting.class);
        values.putAll(named);
        if (asked.keySet().stream().anyMatch(Setting::fault)) {
            values.keySet().removeIf(Setting::fault);
        }
        values.putAll(asked);
        return new Settings(act, values);
    }

    private static Map<Setting, Integer> named(String model) {
        Map<Setting, Integer> values = new EnumMap<>(Setting.class);
        List<String> parts = Arrays.asList(model.split("-", -1));
        for (String part : parts.subList(1, parts.size())) {
            Setting setting = marked(part)
                    .orElseThrow(() -> GatewayException.invalid("model", "'" + part + "' is not known" + NOTATION));
            if (values.put(setting, number(setting, part)) != null) {
                throw GatewayException.invalid("model", "'" + setting.mark() + "' stands there twice");
            }
        }
        oneFault(values, "model");
        return values;
    }

    /** The setting whose mark a part begins with, the longest if there are several, if only digits follow. */
    private static Optional<Setting> marked(String part) {
        return Stream.of(Setting.values())
                .filter(setting -> part.startsWith(setting.mark()))
                .max(Comparator.comparingInt(setting -> setting.mark().length()))
                .filter(setting -> digits(part, setting.mark().length()));
    }

    private static boolean digits(String part, int from) {
        return part.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(Setting setting, String part) {
        String digits = part.substring(setting.mark().length());
        if (digits.isEmpty() && setting.implied().isPresent()) {
            return setting.implied().getAsInt();
        }
        // Ten digits may be more than an int holds, and more than ten always are.
        long value = digits.isEmpty() || digits.length() > 10 ? -1 : Long.parseLong(digits);
        if (!setting.allows(value)) {
            throw GatewayException.invalid("model", "the number after '" + setting.mark() + "' " + setting.range());
        }
        return (int) value;
    }

    private static Map<Setting, Integer> asked(JsonNode simulator) {
        if (simulator.isMissingNode() || simulator.isNull()) {
            return Map.of();
        }
        if (!simulator.isObject()) {
            throw GatewayException.invalid(MEMBER, "must be an object");
        }
        Map<Setting, Integer> values = new EnumMap<>(Setting.class);
        List<FieldError> errors = new ArrayList<>();
        simulator.properties().forEach(member -> ask(member.getKey(), member.getValue(), values, errors));
        if (!errors.isEmpty()) {
            throw GatewayException.invalid(errors);
        }
        oneFault(values, MEMBER);
        return values;
    }

    private static void ask(String name, JsonNode value, Map<Setting, Integer> values, List<FieldError> errors) {
        String path = MEMBER + "." + name;
        Optional<Setting> setting = Stream.of(Setting.values())
                .filter(one -> one.member().equals(name))
                .findFirst();
        if (setting.isEmpty()) {
            errors.add(new FieldError(path, "is not known"));
        } else if (!value.isNull()) {
            number(setting.get(), value)
                    .ifPresentOrElse(
                            number -> values.put(setting.get(), number),
                            () -> errors.add(new FieldError(path, setting.get().range())));
        }
    }

    private static Optional<Integer> number(Setting setting, JsonNode value) {
        if (value.isBoolean() && setting.implied().isPresent()) {
            return Optional.of(value.booleanValue() ? setting.implied().getAsInt() : 0);
        }
        boolean fits = value.isIntegralNumber() && value.canConvertToInt() && setting.allows(value.intValue());
        return fits ? Optional.of(value.intValue()) : Optional.empty();
    }

    private static void oneFault(Map<Setting, Integer> values, String path) {
        List<Setting> faults = values.keySet().stream().filter(Setting::fault).toList();
        if (faults.size() > 1) {
            String names = faults.stream()
                    .map(fault -> path.equals(MEMBER) ? fault.member() : fault.mark())
                    .collect(Collectors.joining(" and "));
            throw GatewayException.invalid(path, names + " exclude each other");
        }
    }
}
