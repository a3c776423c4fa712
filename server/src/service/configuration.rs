//! Capture configurations hold passwords and cookies: who may read one, and what of it anybody may see.

use depicted_capture::Secret;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;

use crate::error::Result;
use crate::store::entity::{artifact, run};

const HIDDEN: &str = Secret::HIDDEN;

/// Values with these names are secrets: those of cookies, headers and local storage, and what is typed into a page.
const SECRETS: [&str; 3] = ["httpPassword", "value", "text"];

/// Everything below these names is.
const SECRET_BELOW: [&str; 1] = ["injectHeaders"];

/// Whether a file is the configuration of a capture in this build.
pub(crate) async fn is_one(db: &impl ConnectionTrait, build_id: i64, file: &artifact::Model) -> Result<bool> {
    // Pictures are what is mostly asked for, and are none.
    if !file.content_type.starts_with("text/") && file.content_type != "application/json" {
        return Ok(false);
    }
    let either =
        Condition::any().add(run::Column::Config.eq(&*file.id)).add(run::Column::RefConfig.eq(&*file.id));
    let of = run::Entity::find().select_only().column(run::Column::Id);
    let of = of.filter(run::Column::BuildId.eq(build_id)).filter(either).limit(1);
    Ok(of.into_tuple::<i64>().one(db).await?.is_some())
}

/// A configuration as it may be shown to whoever may look at its run.
pub(crate) fn redacted(text: &str) -> String {
    let Ok(mut config) = serde_json::from_str(text) else { return HIDDEN.into() };
    redact(&mut config, false);
    serde_json::to_string_pretty(&config).unwrap_or_else(|_| HIDDEN.into())
}

fn redact(value: &mut Value, is_secret: bool) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.as_str();
                let named = SECRETS.contains(&name) && !value.is_object() && !value.is_array();
                redact(value, is_secret || named || SECRET_BELOW.contains(&name) || sounds_secret(name));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redact(item, is_secret)),
        Value::Null => {}
        value if is_secret => *value = HIDDEN.into(),
        Value::String(text) => hide_password(text),
        _ => {}
    }
}

/// Names that only other programs know.
fn sounds_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    ["password", "secret", "token", "authorization"].iter().any(|word| name.contains(word))
}

/// An address may hold a name and a password.
fn hide_password(text: &mut String) {
    let Ok(mut url) = url::Url::parse(text) else { return };
    if url.password().is_some() && url.set_password(Some("hidden")).is_ok() {
        *text = url.into();
    }
}

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn secrets_are_hidden_and_the_rest_is_shown() {
        let config = serde_json::json!({
            "targetUrl": "http://me:open@127.0.0.1/a",
            "viewportSize": { "width": 800 },
            "httpUserName": "me", "httpPassword": "open1",
            "cookies": [{ "name": "sid", "value": "open2", "domain": "127.0.0.1" }],
            "injectHeaders": { "*": { "authorization": "open3", "x": "open4" } },
            "storageState": { "origins": [{ "localStorage": [{ "name": "jwt", "value": "open5" }] }] },
            "steps": [{ "type": { "selector": "#password", "text": "open6" } }],
            "desired_capabilities": { "accessToken": "open7" },
        });
        let shown = redacted(&config.to_string());
        assert!(!shown.contains("open"), "{shown}");
        for kept in ["127.0.0.1/a", "800", "sid", "#password", "\"me\"", "jwt", "authorization"] {
            assert!(shown.contains(kept), "{kept}: {shown}");
        }
        assert_eq!(redacted("httpPassword: open"), "(hidden)");
    }
}
