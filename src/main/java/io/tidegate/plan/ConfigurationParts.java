package io.tidegate.plan;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a plan's {@code configuration} says about how it would be carried out, and which values it declares secret. */
final class ConfigurationParts {
    private ConfigurationParts() {}

    /** Provider configuration, module sources and provisioners: none of them shows in the changes. */
    static SortedMap<String, Value> context(Value configuration) {
        SortedMap<String, Value> parts = new TreeMap<>();
        Value.fields(Value.fields(configuration).get("provider_config"))
                .values()
                .forEach((name, provider) -> parts.put("provider " + name, provider));
        addModule(root(configuration), "", parts);
        return parts;
    }

    private static void addModule(Value.Fields module, String path, SortedMap<String, Value> parts) {
        if (module.get("resources") instanceof Value.Items(var resources)) {
            for (Value resource : resources) {
                Value.Fields fields = Value.fields(resource);
                if (!(fields.get("provisioners") instanceof Value.Null)) {
                    parts.put(
                            "provisioners of " + path + Value.text(fields.get("address"), "?"),
                            fields.get("provisioners"));
                }
            }
        }
        calls(module).forEach((name, call) -> {
            Value.Fields fields = Value.fields(call);
            String address = path + "module." + name;
            parts.put(
                    address,
                    Value.NO_FIELDS
                            .with("source", fields.get("source"))
                            .with("version", fields.get("version_constraint")));
            addModule(Value.fields(fields.get("module")), address + ".", parts);
        });
    }

    /** Adds what belongs to a variable declared sensitive: the value given, defaults, constants handed to modules. */
    static void collectSensitive(Value configuration, Map<String, Value> variables, Set<String> masked) {
        Value.Fields root = root(configuration);
        Value.fields(root.get("variables")).values().forEach((name, declaration) -> {
            if (isSensitive(declaration) && variables.containsKey(name)) {
                Masks.collect(variables.get(name), Marks.ALL, masked);
            }
        });
        collectSensitive(root, Value.NO_FIELDS, masked);
    }

    private static void collectSensitive(Value.Fields module, Value.Fields arguments, Set<String> masked) {
        Value.fields(module.get("variables")).values().forEach((name, declaration) -> {
            if (isSensitive(declaration)) {
                Masks.collect(Value.fields(declaration).get("default"), Marks.ALL, masked);
                Masks.collect(Value.fields(arguments.get(name)).get("constant_value"), Marks.ALL, masked);
            }
        });
        Value.fields(module.get("outputs")).values().values().stream()
                .filter(ConfigurationParts::isSensitive)
                .map(output -> Value.fields(Value.fields(output).get("expression")))
                .forEach(expression -> Masks.collect(expression.get("constant_value"), Marks.ALL, masked));
        calls(module).values().forEach(call -> {
            Value.Fields fields = Value.fields(call);
            collectSensitive(Value.fields(fields.get("module")), Value.fields(fields.get("expressions")), masked);
        });
    }

    private static boolean isSensitive(Value declaration) {
        return Value.fields(declaration).get("sensitive").equals(new Value.Bool(true));
    }

    private static Value.Fields root(Value configuration) {
        return Value.fields(Value.fields(configuration).get("root_module"));
    }

    private static SortedMap<String, Value> calls(Value.Fields module) {
        return Value.fields(module.get("module_calls")).values();
    }
}
