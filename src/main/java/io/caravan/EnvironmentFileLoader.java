package io.caravan;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.Resource;

/**
 * Reads files such as {@code .env}, whose variables count like the process's own where it has none of that name. Blank is
 * unset.
 */
final class EnvironmentFileLoader implements PropertySourceLoader {

    /** What Spring knows sources by in which {@code CARAVAN_LIMITS_BODY} means {@code caravan.limits.body}. */
    private static final String OF_VARIABLES = "-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    EnvironmentFileLoader() {
        this(System.getenv());
    }

    EnvironmentFileLoader(Map<String, String> process) {
        process.forEach((name, value) -> {
            if (!value.isBlank()) {
                taken.add(name);
            }
        });
    }

    @Override
    public String[] getFileExtensions() {
        return new String[] {"env"};
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        return List.of(new SystemEnvironmentPropertySource(name + OF_VARIABLES, variables(resource.getFile())));
    }

    private Map<String, Object> variables(File file) {
        Map<String, Object> variables = new LinkedHashMap<>();
        Dotenv.configure()
                .directory(file.getAbsoluteFile().getParent())
                .filename(file.getName())
                .ignoreIfMalformed()
                .load()
                .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                .forEach(entry -> add(entry, variables));
        return variables;
    }

    private void add(DotenvEntry entry, Map<String, Object> variables) {
        if (!entry.getValue().isBlank() && !taken.contains(entry.getKey())) {
            variables.put(entry.getKey(), entry.getValue());
        }
    }
}
