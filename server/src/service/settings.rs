//! What can be set for a build.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::Value;

use super::audit::{self, About};
use super::member;
use crate::app::App;
use crate::auth::Actor;
use crate::error::{Error, Result};
use crate::store::entity::build;

/// What was typed.
pub(crate) struct Wanted<'a> {
    pub(crate) name: &'a str,
    pub(crate) public: bool,
    pub(crate) send_email: bool,
    pub(crate) email_alias: &'a str,
    pub(crate) retention_days: &'a str,
    pub(crate) options: &'a str,
}

/// Changes a build; the log says what.
pub(crate) async fn change(app: &App, actor: &Actor, old: build::Model, wanted: &Wanted<'_>) -> Result<()> {
    if !(1..=200).contains(&wanted.name.chars().count()) {
        return Err(Error::bad("bad_name", "the name of a build has 1 to 200 characters"));
    }
    let email_alias = match wanted.email_alias {
        "" => None,
        text => Some(member::address(text)?),
    };
    let retention_days = match wanted.retention_days {
        "" => None,
        text => Some(text.parse().ok().filter(|days| (1..=36_500).contains(days)).ok_or_else(|| {
            Error::bad("bad_retention", format!("releases are kept for 1 to 36500 days, not {text:?}"))
        })?),
    };
    let options = options(wanted.options)?;
    let mut new = old.clone();
    new.name = wanted.name.into();
    new.public = wanted.public;
    new.send_email = wanted.send_email;
    new.email_alias = email_alias;
    new.retention_days = retention_days;
    new.options = options;
    let message = differences(&old, &new);
    if message.is_empty() {
        return Ok(());
    }
    let now = app.now();
    let tx = app.store.begin().await?;
    let row = build::ActiveModel {
        id: Set(old.id),
        name: Set(new.name),
        public: Set(new.public),
        send_email: Set(new.send_email),
        email_alias: Set(new.email_alias),
        retention_days: Set(new.retention_days),
        options: Set(new.options),
        modified: Set(now.0),
        ..Default::default()
    };
    row.update(&*tx).await?;
    let about = About { build: Some(old.id), ..About::default() };
    audit::record(&*tx, now, actor, about, "changed_settings", message).await?;
    Ok(tx.commit().await?)
}

/// Options of comparisons, as the engine takes them.
fn options(text: &str) -> Result<Value> {
    let text = if text.is_empty() { "{}" } else { text };
    let refused = |why: String| Error::bad("bad_options", format!("the options of comparisons: {why}"));
    let value: Value = serde_json::from_str(text).map_err(|error| refused(error.to_string()))?;
    let parsed: depicted::Options =
        serde_json::from_value(value.clone()).map_err(|error| refused(error.to_string()))?;
    // The engine checks them before it looks at a picture.
    let pixel = depicted::RgbaView::new(&[0, 0, 0, 255], 1, 1).map_err(|error| refused(error.to_string()))?;
    match depicted::Differ::new(parsed).diff(pixel, pixel) {
        Ok(_) => Ok(value),
        Err(error) => Err(refused(error.to_string())),
    }
}

fn differences(old: &build::Model, new: &build::Model) -> String {
    let mut said = Vec::new();
    let mut say = |changed: bool, text: String| {
        if changed {
            said.push(text);
        }
    };
    say(old.name != new.name, format!("name={}", new.name));
    say(old.public != new.public, format!("public={}", new.public));
    say(old.send_email != new.send_email, format!("send_email={}", new.send_email));
    say(
        old.email_alias != new.email_alias,
        format!("email_alias={}", new.email_alias.as_deref().unwrap_or("none")),
    );
    let days = new.retention_days.map_or("none".into(), |days| days.to_string());
    say(old.retention_days != new.retention_days, format!("retention_days={days}"));
    say(old.options != new.options, format!("options={}", new.options));
    said.join(", ")
}
