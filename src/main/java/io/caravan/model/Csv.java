package io.caravan.model;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in a text: comma-separated, quoted where a cell holds a comma, a quote or a line end. Blank lines, and lines
 * that begin with {@code #}, are no rows.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class Csv {

    private static final int END = -1;

    private final List<Row> rows = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private final Reader text;
    private List<String> cells = new ArrayList<>();
    private int line = 1;
    private int rowLine = 1;
    private int next;

    private Csv(Reader text) throws IOException {
        this.text = text;
        this.next = text.read();
    }

    /** One row, and the line on which it begins. */
    record Row(int line, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    static List<Row> rows(Reader text) throws IOException {
        Csv csv = new Csv(text);
        while (csv.next != END) {
            csv.row();
        }
        return List.copyOf(csv.rows);
    }

    private void row() throws IOException {
        rowLine = line;
        if (next == '#') {
            while (!atLineEnd()) {
                take();
            }
            takeLineEnd();
            return;
        }
        cell();
        while (next == ',') {
            take();
            cell();
        }
        takeLineEnd();
        if (cells.size() > 1 || !cells.getFirst().isBlank()) {
            rows.add(new Row(rowLine, cells));
        }
        cells = new ArrayList<>();
    }

    private void cell() throws IOException {
        cell.setLength(0);
        if (next == '"') {
            quoted();
        }
        while (next != ',' && !atLineEnd()) {
            cell.append((char) take());
        }
        cells.add(cell.toString().strip());
    }

    private void quoted() throws IOException {
        take();
        while (next != END) {
            int c = take();
            if (c == '"' && next != '"') {
                return;
            }
            if (c == '"') {
                take();
            }
            cell.append((char) c);
        }
        throw new CatalogueException(rowLine, "a quote is not closed");
    }

    private boolean atLineEnd() {
        return next == '\n' || next == '\r' || next == END;
    }

    private void takeLineEnd() throws IOException {
        if (next == '\r') {
            take();
        }
        if (next == '\n') {
            take();
        }
    }

    private int take() throws IOException {
        int taken = next;
        if (taken == '\n') {
            line++;
        }
        next = text.read();
        return taken;
    }
}
