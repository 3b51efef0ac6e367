package io.tidegate.configuration;

import io.tidegate.configuration.Yaml.Place;
import io.tidegate.configuration.Yaml.Unreadable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document from parser events, which come as they are asked for: a limit ends the reading before more is
 * built. Anchors, aliases and tags are refused, so that a value is what stands there.
 */
final class YamlText {
    static final int MOST_CHARACTERS = 256 * 1024;
    static final int DEEPEST = 20;
    static final int MOST_VALUES = 20_000;

    private final String text;
    private final Iterator<Event> events;
    private int values;

    private YamlText(String text) {
        this.text = text;
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    static Yaml read(String text) throws Unreadable {
        if (text.length() > MOST_CHARACTERS) {
            throw new Unreadable(new Place(0, 0), "the file is larger than 256 KB: it must be made smaller");
        }
        YamlText reading = new YamlText(text);
        try {
            return reading.document();
        } catch (MarkedYamlEngineException e) {
            throw reading.syntax(e);
        } catch (ReaderException e) {
            throw new Unreadable(
                    reading.at(e.getPosition()), "a character stands here that YAML does not allow: remove it");
        } catch (YamlEngineException e) {
            throw new Unreadable(new Place(0, 0), "the file is not YAML: check it with any YAML editor");
        }
    }

    private Yaml document() throws Unreadable {
        Event event = events.next();
        while (!(event instanceof NodeEvent)) {
            if (event instanceof StreamEndEvent) {
                throw new Unreadable(Place.START, "the file is empty: begin it with `version: 1`");
            }
            event = events.next();
        }
        Yaml document = value(event, 1);
        while (events.hasNext()) {
            event = events.next();
            if (event instanceof DocumentStartEvent) {
                throw new Unreadable(place(event), "a second document begins here: remove it and the `---` before it");
            }
        }
        return document;
    }

    private Yaml value(Event event, int depth) throws Unreadable {
        Place place = place(event);
        if (++values > MOST_VALUES) {
            throw new Unreadable(place, "the file holds more than " + MOST_VALUES + " values: it must be made smaller");
        }
        if (depth > DEEPEST) {
            throw new Unreadable(place, "values are nested more than " + DEEPEST + " deep here: no key needs that");
        }
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw new Unreadable(place, "anchors and aliases are not supported: write the value out");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag().isPresent(), place);
                yield new Yaml.Scalar(place, scalar.getValue(), scalar.isPlain());
            }
            case MappingStartEvent mapping -> mapping(mapping, place, depth);
            case CollectionStartEvent sequence -> sequence(sequence, place, depth);
            default -> throw new Unreadable(place, "a value is missing here");
        };
    }

    private Yaml sequence(CollectionStartEvent start, Place place, int depth) throws Unreadable {
        refuseTag(start.getTag().isPresent(), place);
        List<Yaml> items = new ArrayList<>();
        for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
            items.add(value(next, depth + 1));
        }
        return new Yaml.Sequence(place, items);
    }

    private Yaml mapping(CollectionStartEvent start, Place place, int depth) throws Unreadable {
        refuseTag(start.getTag().isPresent(), place);
        List<Yaml.Pair> pairs = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            if (!(value(next, depth + 1) instanceof Yaml.Scalar key)) {
                throw new Unreadable(
                        place(next),
                        "a key must be a plain word: put quotes around a value that begins with `{` or `[`");
            }
            if (!keys.add(key.text())) {
                throw new Unreadable(key.place(), Words.quoted(key.text()) + " stands twice here: remove one of them");
            }
            pairs.add(new Yaml.Pair(key, value(events.next(), depth + 1)));
        }
        return new Yaml.Mapping(place, pairs);
    }

    private static void refuseTag(boolean tagged, Place place) throws Unreadable {
        if (tagged) {
            throw new Unreadable(place, "tags (`!…`) are not supported: write the value alone");
        }
    }

    private Unreadable syntax(MarkedYamlEngineException e) {
        Place place = e.getProblemMark().map(YamlText::place).orElse(new Place(0, 0));
        int index = e.getProblemMark().map(Mark::getIndex).orElse(-1);
        // The library's sentences name what its grammar missed; these two are what people meet.
        if (index >= 0 && index < text.length() && text.charAt(index) == '\t') {
            return new Unreadable(place, "a tab stands here: YAML indents with spaces only");
        }
        if (e.getProblem().startsWith("mapping values are not allowed")) {
            return new Unreadable(
                    place, "a `:` is not expected here: check the indentation, or put quotes around the value");
        }
        return new Unreadable(
                place,
                "the YAML cannot be read from here on (" + e.getProblem()
                        + "): check quotes, brackets and indentation up to" + " here");
    }

    private Place at(int codePoint) {
        int line = 1;
        int column = 1;
        int[] points = text.codePoints().limit(Math.max(0, codePoint)).toArray();
        for (int point : points) {
            boolean newLine = point == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return new Place(line, column);
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlText::place).orElse(Place.START);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
