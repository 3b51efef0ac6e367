// Schemas makes JSON schemas, in which what is unknown fails, out of Kubernetes' own description and of CustomResourceDefinitions:
//
//	schemas DIRECTORY swagger.json [CRD.yaml]...
//
// They are named KIND_GROUP_VERSION.json in lower case, as kubeconform's -schema-location asks for them in deploy/kubernetes/check.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

const (
	reference = "#/definitions/"
	metadata  = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
	quantity  = "io.k8s.apimachinery.pkg.api.resource.Quantity"
)

type object = map[string]any

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: schemas DIRECTORY swagger.json [CRD.yaml]...")
	}
	directory := os.Args[1]
	var swagger struct{ Definitions map[string]object }
	must(json.Unmarshal(read(os.Args[2]), &swagger))
	definitions := swagger.Definitions
	for name, one := range definitions {
		definitions[name] = strict(one).(object)
	}
	definitions[quantity] = object{"type": []string{"string", "number"}}
	for name, one := range definitions {
		kinds, _ := one["x-kubernetes-group-version-kind"].([]any)
		for _, kind := range kinds {
			of := kind.(object)
			group := of["group"].(string)
			if group == "" { // as kubeconform has it, whose group of the core is its version
				group = of["version"].(string)
			}
			write(directory, of["kind"].(string), group, of["version"].(string), object{"$ref": reference + name}, definitions)
		}
	}
	for _, file := range os.Args[3:] {
		for _, document := range bytes.Split(read(file), []byte("\n---")) {
			custom(directory, document, definitions)
		}
	}
}

// custom writes the schema of each version of a CustomResourceDefinition.
func custom(directory string, document []byte, definitions map[string]object) {
	var crd struct {
		Kind string
		Spec struct {
			Group    string
			Names    struct{ Kind string }
			Versions []struct {
				Name   string
				Schema struct{ OpenAPIV3Schema object }
			}
		}
	}
	must(yaml.Unmarshal(document, &crd))
	if crd.Kind != "CustomResourceDefinition" {
		return
	}
	for _, version := range crd.Spec.Versions {
		schema := strict(version.Schema.OpenAPIV3Schema).(object)
		// A definition says no more of it than that it is an object; Kubernetes knows its fields.
		schema["properties"].(object)["metadata"] = object{"$ref": reference + metadata}
		write(directory, crd.Spec.Names.Kind, crd.Spec.Group, version.Name, schema, definitions)
	}
}

// strict closes every object whose fields are told, unless it is said to hold unknown ones.
func strict(node any) any {
	switch it := node.(type) {
	case object:
		if it["x-kubernetes-int-or-string"] == true || it["format"] == "int-or-string" {
			return object{"type": []string{"string", "integer"}}
		}
		closed := object{}
		for key, value := range it {
			switch key {
			case "allOf", "anyOf", "oneOf", "not": // conditions on what is told beside them
				closed[key] = value
			default:
				closed[key] = strict(value)
			}
		}
		if _, told := it["properties"].(object); told && it["x-kubernetes-preserve-unknown-fields"] != true {
			if _, open := it["additionalProperties"]; !open {
				closed["additionalProperties"] = false
			}
		}
		// Formats as int32 are none of JSON Schema's.
		if _, named := it["format"].(string); named {
			delete(closed, "format")
		}
		return closed
	case []any:
		all := make([]any, len(it))
		for i, one := range it {
			all[i] = strict(one)
		}
		return all
	default:
		return node
	}
}

// write writes a schema with the definitions that it needs.
func write(directory, kind, group, version string, schema object, definitions map[string]object) {
	needed := map[string]object{}
	collect(schema, needed, definitions)
	whole := object{"definitions": needed}
	for key, value := range schema {
		whole[key] = value
	}
	if name, ok := schema["$ref"].(string); ok { // beside a reference a dialect may ignore what else there is
		whole = object{"definitions": needed, "allOf": []any{object{"$ref": name}}}
	}
	text, err := json.Marshal(whole)
	must(err)
	name := strings.ToLower(fmt.Sprintf("%s_%s_%s.json", kind, group, version))
	must(os.WriteFile(filepath.Join(directory, name), text, 0o644))
}

func collect(node any, needed, definitions map[string]object) {
	switch it := node.(type) {
	case object:
		if to, ok := it["$ref"].(string); ok {
			name := strings.TrimPrefix(to, reference)
			if _, known := needed[name]; !known {
				needed[name] = definitions[name]
				collect(definitions[name], needed, definitions)
			}
		}
		for _, value := range it {
			collect(value, needed, definitions)
		}
	case []any:
		for _, one := range it {
			collect(one, needed, definitions)
		}
	}
}

func read(file string) []byte {
	text, err := os.ReadFile(file)
	must(err)
	return text
}

func must(err error) {
	if err != nil {
		log.Fatal("schemas: ", err)
	}
}
