import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks ({@code check src …}) or makes ({@code apply src …}) the format of every Java file below some folders. A program
 * of its own because palantir-java-format needs the parser of the JDK that the code is for, not of the one under Maven.
 */
class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        boolean clean = true;
        for (String folder : List.of(args).subList(1, args.length)) {
            for (Path file : javaFiles(Path.of(folder))) {
                clean &= format(file, apply);
            }
        }
        System.exit(clean ? 0 : 1);
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static boolean format(Path file, boolean apply) throws IOException {
        String source = Files.readString(file);
        try {
            String formatted = FORMATTER.formatSourceAndFixImports(source);
            if (formatted.equals(source)) {
                return true;
            }
            if (apply) {
                Files.writeString(file, formatted);
                return true;
            }
            System.err.println(file + " is not formatted: ./mvnw -Pformat process-sources");
        } catch (FormatterException failure) {
            System.err.println(file + ":" + failure.getMessage()
                    + (failure.getMessage().contains("'_'") ? " (inside a record pattern, write var _)" : ""));
        }
        return false;
    }
}
