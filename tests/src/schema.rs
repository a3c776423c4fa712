//! Checks JSON against a JSON Schema, as far as `vectors/schema.json` needs it.
//!
//! The schema is plain draft 2020-12, so that any validator in any language can read it. This is the part of one that it
//! uses; a keyword that is not known here is refused rather than passed over.

use serde_json::{Map, Value};

/// Keywords that say nothing about an instance.
const ANNOTATIONS: [&str; 6] = ["$schema", "$id", "$defs", "title", "description", "$comment"];

/// Everything in which `instance` breaks the rules of `schema`. Empty when it is valid.
pub fn errors(schema: &Value, instance: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Check { root: schema }.check(schema, instance, "$", &mut found);
    found
}

struct Check<'s> {
    root: &'s Value,
}

impl Check<'_> {
    fn check(&self, schema: &Value, instance: &Value, at: &str, found: &mut Vec<String>) {
        let Value::Object(rules) = schema else {
            if schema != &Value::Bool(true) {
                found.push(format!("{at}: nothing is allowed here"));
            }
            return;
        };
        for (keyword, rule) in rules {
            self.keyword(rules, keyword, rule, instance, at, found);
        }
    }

    fn keyword(
        &self,
        rules: &Map<String, Value>,
        keyword: &str,
        rule: &Value,
        instance: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) {
        let mut ensure = |holds: bool| {
            if !holds {
                found.push(format!("{at}: {} breaks \"{keyword}\": {rule}", shortened(instance)));
            }
        };
        match keyword {
            "$ref" => match rule.as_str().and_then(|path| self.root.pointer(path.strip_prefix('#')?)) {
                Some(schema) => self.check(schema, instance, at, found),
                None => ensure(false),
            },
            "type" => {
                ensure(list(rule).iter().any(|name| name.as_str().is_some_and(|name| is(instance, name))));
            }
            "enum" => ensure(list(rule).contains(instance)),
            "const" => ensure(rule == instance),
            "minimum" => ensure(number(instance).is_none_or(|number| Some(number) >= rule.as_f64())),
            "maximum" => ensure(number(instance).is_none_or(|number| Some(number) <= rule.as_f64())),
            "minLength" => {
                ensure(instance.as_str().is_none_or(|s| Some(s.chars().count() as u64) >= rule.as_u64()));
            }
            "required" => {
                ensure(instance.as_object().is_none_or(|object| {
                    list(rule).iter().all(|key| key.as_str().is_some_and(|key| object.contains_key(key)))
                }));
            }
            "oneOf" => {
                let valid = |schema: &&Value| {
                    let mut none = Vec::new();
                    self.check(schema, instance, at, &mut none);
                    none.is_empty()
                };
                ensure(list(rule).iter().filter(valid).count() == 1);
            }
            "items" => {
                for (index, item) in instance.as_array().into_iter().flatten().enumerate() {
                    self.check(rule, item, &format!("{at}[{index}]"), found);
                }
            }
            "properties" => {
                for (key, schema) in rule.as_object().into_iter().flatten() {
                    if let Some(value) = instance.get(key) {
                        self.check(schema, value, &format!("{at}.{key}"), found);
                    }
                }
            }
            "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                let more = instance.as_object().into_iter().flatten();
                for (key, value) in
                    more.filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key)))
                {
                    self.check(rule, value, &format!("{at}.{key}"), found);
                }
            }
            _ if ANNOTATIONS.contains(&keyword) => {}
            _ => found.push(format!("{at}: the keyword \"{keyword}\" is not known to this validator")),
        }
    }
}

/// Numbers are compared; anything else passes.
fn number(instance: &Value) -> Option<f64> {
    instance.as_f64()
}

/// The values of an array, or the one that stands for it.
fn list(rule: &Value) -> &[Value] {
    rule.as_array().map_or(std::slice::from_ref(rule), Vec::as_slice)
}

fn is(instance: &Value, name: &str) -> bool {
    match name {
        "null" => instance.is_null(),
        "boolean" => instance.is_boolean(),
        "integer" => instance.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => instance.is_number(),
        "string" => instance.is_string(),
        "array" => instance.is_array(),
        "object" => instance.is_object(),
        _ => false,
    }
}

fn shortened(instance: &Value) -> String {
    let text = instance.to_string();
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn refuses_what_the_schema_does_not_allow() {
        let schema = json!({
            "$defs": {"side": {"enum": ["before", "after", null]}},
            "type": "object",
            "properties": {
                "side": {"$ref": "#/$defs/side"},
                "n": {"type": "integer", "minimum": 1, "maximum": 3},
                "names": {"type": "array", "items": {"type": "string", "minLength": 2}},
                "either": {"oneOf": [{"type": "string"}, {"const": 4}]}
            },
            "required": ["n"],
            "additionalProperties": false
        });
        for right in [json!({"n": 1}), json!({"n": 3.0, "side": null, "names": ["ab"], "either": 4})] {
            assert_eq!(errors(&schema, &right), Vec::<String>::new());
        }
        for wrong in [
            json!([]),
            json!({}),
            json!({"n": 4}),
            json!({"n": 0}),
            json!({"n": 1.5}),
            json!({"n": 1, "side": "left"}),
            json!({"n": 1, "names": ["a"]}),
            json!({"n": 1, "either": 5}),
            json!({"n": 1, "more": 1}),
        ] {
            assert_eq!(errors(&schema, &wrong).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn refuses_a_keyword_that_it_does_not_know() {
        assert_eq!(errors(&json!({"pattern": "x"}), &json!("x")).len(), 1);
    }
}
