package io.caravan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The house style of a routes file: what RoutesTest holds every file to. */
final class RouteStyle {

    static final String SUFFIX = ".camel.yaml";

    private static final String ERRORS = "errors";
    private static final int MAX_LINES = 60;
    private static final int MAX_STEPS = 10;
    private static final int MAX_BRANCHES = 3;
    private static final Set<String> SCRIPTS =
            Set.of("groovy", "java", "joor", "js", "language", "mvel", "ognl", "python", "script");
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#");
    private static final Pattern INLINE_JSON = Pattern.compile("(?s)\\s*[\\[{]\\s*\".*");

    private final CanonicalSchema schema = new CanonicalSchema();

    /** What is wrong with a file, given its name and its text. */
    List<String> violations(String fileName, String text) {
        if (!fileName.endsWith(SUFFIX)) {
            return List.of("the file name does not end in " + SUFFIX);
        }
        String stem = fileName.substring(0, fileName.length() - SUFFIX.length());
        JsonNode file = parse(text);
        var violations = new ArrayList<>(schema.violations(file));
        if (text.lines().count() > MAX_LINES) {
            violations.add("more than " + MAX_LINES + " lines");
        }
        if (COMMENT.matcher(text).find()) {
            violations.add("a comment: say it in a description");
        }
        if (stem.equals(ERRORS)) {
            file.forEach(entry -> checkConfiguration(entry, violations));
        } else if (file.size() == 1) {
            checkEntry(stem, file.get(0), violations);
        } else if (file.valueStream().allMatch(entry -> entry.has("templatedRoute"))) {
            checkProvider(stem, file, violations);
        } else {
            violations.add(file.size() + " entries, not one");
        }
        checkNode(file, violations);
        return violations;
    }

    private static JsonNode parse(String text) {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
        return new JsonMapper().valueToTree(yaml);
    }

    private static void checkConfiguration(JsonNode entry, List<String> violations) {
        if (!entry.has("routeConfiguration")) {
            violations.add("only a routeConfiguration belongs into " + ERRORS + SUFFIX);
        }
        checkDescription(entry.path("routeConfiguration"), violations);
        checkSteps(entry, violations);
    }

    private static void checkEntry(String stem, JsonNode entry, List<String> violations) {
        if (entry.has("route")) {
            checkRoute(stem, entry.get("route"), violations);
        } else if (entry.has("routeTemplate")) {
            checkTemplate(stem, entry.get("routeTemplate"), violations);
        } else if (entry.has("templatedRoute")) {
            checkId(stem, entry.get("templatedRoute").path("routeId"), violations);
        } else {
            violations.add("neither a route nor a routeTemplate nor a templatedRoute");
        }
        checkSteps(entry, violations);
    }

    /** A provider's routes for one thing and another: all are its own. */
    private static void checkProvider(String stem, JsonNode file, List<String> violations) {
        checkEntry(stem, file.get(0), violations);
        file.valueStream()
                .skip(1)
                .map(entry -> entry.at("/templatedRoute/routeId"))
                .forEach(id -> {
                    if (!id.asText().startsWith(stem + "-")) {
                        violations.add("the id '" + id.asText() + "' does not begin with the file name: " + stem);
                    }
                });
    }

    private static void checkRoute(String stem, JsonNode route, List<String> violations) {
        checkId(stem, route.path("id"), violations);
        checkDescription(route, violations);
        checkOrder(route, List.of("id", "description"), violations);
        JsonNode from = route.path("from");
        String uri = from.path("uri").asText();
        String direct = uri.equals("direct") ? from.at("/parameters/name").asText() : uri.replaceFirst("^direct:", "");
        if (uri.startsWith("direct") && !direct.equals(stem)) {
            violations.add("direct:" + direct + " is not named like the file: " + stem);
        }
    }

    private static void checkTemplate(String stem, JsonNode template, List<String> violations) {
        checkId(stem, template.path("id"), violations);
        checkDescription(template.path("route"), violations);
        checkOrder(template.path("route"), List.of("description"), violations);
    }

    private static void checkId(String stem, JsonNode id, List<String> violations) {
        if (!id.asText().equals(stem)) {
            violations.add("the id '" + id.asText() + "' is not the file name: " + stem);
        }
    }

    private static void checkDescription(JsonNode described, List<String> violations) {
        if (described.path("description").asText().isBlank()) {
            violations.add("no description");
        }
    }

    private static void checkOrder(JsonNode route, List<String> first, List<String> violations) {
        List<String> names = route.properties().stream().map(Map.Entry::getKey).toList();
        if (!names.subList(0, Math.min(first.size(), names.size())).equals(first)
                || !names.getLast().equals("from")) {
            violations.add("the order is not " + String.join(", ", first) + ", …, from: " + names);
        }
    }

    private static void checkSteps(JsonNode entry, List<String> violations) {
        int steps =
                entry.findValues("steps").stream().mapToInt(RouteStyle::steps).sum();
        if (steps > MAX_STEPS) {
            violations.add(steps + " steps, more than " + MAX_STEPS);
        }
    }

    /** The steps of a list with those inside of them: findValues stops at the outermost. */
    private static int steps(JsonNode list) {
        int inside =
                list.findValues("steps").stream().mapToInt(RouteStyle::steps).sum();
        return list.size() + inside;
    }

    private static void checkNode(JsonNode node, List<String> violations) {
        node.properties().forEach(member -> checkMember(member.getKey(), member.getValue(), violations));
        if (node.isTextual() && INLINE_JSON.matcher(node.asText()).matches()) {
            violations.add("inline JSON: " + node.asText().strip());
        }
        Stream<JsonNode> children = node.valueStream();
        children.forEach(child -> checkNode(child, violations));
    }

    private static void checkMember(String name, JsonNode value, List<String> violations) {
        if (name.equals("uri") && value.asText().contains("?")) {
            violations.add("options belong under parameters: " + value.asText());
        }
        if (name.equals("setProperty")) {
            violations.add("setVariable, not setProperty");
        }
        if (name.equals("when") && value.size() > MAX_BRANCHES) {
            violations.add(value.size() + " branches, more than " + MAX_BRANCHES);
        }
        if (SCRIPTS.contains(name)) {
            violations.add("code in a route: " + name);
        }
        if ((name.equals("id") || name.equals("routeId"))
                && !KEBAB.matcher(value.asText()).matches()) {
            violations.add("an id that is not kebab-case: " + value.asText());
        }
    }
}
