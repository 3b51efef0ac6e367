package io.tidegate.plan;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one byte form of a value: a type tag, a length, the content. No two different values share one, so a digest over
 * it stands for the value.
 */
final class Canonical {
    private Canonical() {}

    static void write(Value value, Consumer<byte[]> sink) {
        switch (value) {
            case Value.Null n -> tag('z', 0, sink);
            case Value.Bool(boolean b) -> tag('b', b ? 1 : 0, sink);
            case Value.Num(var number) -> text('n', number.unscaledValue() + "e" + -number.scale(), sink);
            case Value.Text(String text) -> text('s', text, sink);
            case Value.Token(String name) -> text('t', name, sink);
            case Value.Items(List<Value> items) -> {
                tag('l', items.size(), sink);
                items.forEach(item -> write(item, sink));
            }
            case Value.Fields(Map<String, Value> fields) -> {
                tag('o', fields.size(), sink);
                fields.forEach((key, field) -> {
                    text('k', key, sink);
                    write(field, sink);
                });
            }
        }
    }

    private static void text(char type, String text, Consumer<byte[]> sink) {
        tag(type, text.length(), sink);
        sink.accept(units(text));
    }

    /** By hand, because an encoder would turn every unpaired surrogate into the same replacement character. */
    private static byte[] units(String text) {
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        return bytes;
    }

    private static void tag(char type, int size, Consumer<byte[]> sink) {
        sink.accept(
                new byte[] {(byte) type, (byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8), (byte) size});
    }
}
