//! What a webhook is told, as `docs/webhooks.md` has it.

use serde_json::{Value, json};

use crate::service::notify::{Event, Facts};
use crate::web::link;

/// The body of a call. It is the same however often it is sent.
pub(crate) fn body(public_url: &str, delivery: &str, facts: &Facts) -> Value {
    let at = |path: String| format!("{public_url}{path}");
    let build = json!({
        "id": facts.build,
        "name": facts.build_name,
        "page": at(link::build(facts.build)),
    });
    let time = jiff::Timestamp::from_millisecond(facts.time).unwrap_or_default().to_string();
    let mut body = json!({ "delivery": delivery, "event": facts.event, "time": time, "build": build });
    if facts.event != Event::Ping {
        body["release"] = json!({
            "name": facts.name,
            "number": facts.number,
            "status": facts.status,
            "url": facts.url,
            "page": at(link::of_named("/release", facts.build, &facts.name, facts.number, &[])),
        });
        body["runs"] = json!(facts.counts);
        body["summary"] = json!(facts.counts.summary());
        body["decided_by"] = json!(facts.by);
    }
    body
}
