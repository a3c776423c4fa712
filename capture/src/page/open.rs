//! Opening a page: a context and a target of its own, set up before anything is loaded.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinHandle;
use url::Url;

use super::events::{Listener, WORLD};
use super::rules::Rules;
use super::state::{Shared, World};
use crate::cdp::Client;
use crate::{
    Background, CaptureConfig, CaptureError, ColorScheme, Cookie, FreezeTime, NetworkPolicy, ReducedMotion,
};

const OURS: &str = include_str!("scripts/ours.js");
const CLOCK: &str = include_str!("scripts/clock.js");

/// An open page; dropping it closes it.
#[derive(Debug)]
pub(super) struct Page {
    client: Client,
    context: String,
    session: String,
    listener: Option<JoinHandle<()>>,
    pub(super) shared: Arc<Shared>,
    /// Where the page was opened.
    pub(super) url: Url,
}

impl Page {
    /// Opens an empty page.
    pub(super) async fn open(client: &Client, shared: Arc<Shared>, url: Url) -> Result<Self, CaptureError> {
        let context =
            client.call(None, "Target.createBrowserContext", json!({"disposeOnDetach": true})).await?;
        let context = context["browserContextId"].as_str().unwrap_or_default().to_owned();
        // From here on, whatever ends this function closes what was opened.
        let mut page =
            Self { client: client.clone(), context, session: String::new(), listener: None, shared, url };
        let params = json!({"url": "about:blank", "browserContextId": page.context});
        let target = client.call(None, "Target.createTarget", params).await?;
        let params = json!({"targetId": target["targetId"], "flatten": true});
        let attached = client.call(None, "Target.attachToTarget", params).await?;
        attached["sessionId"].as_str().unwrap_or_default().clone_into(&mut page.session);
        target["targetId"].as_str().unwrap_or_default().clone_into(&mut page.shared.lock().main_frame);
        Ok(page)
    }

    /// Sets the page up as the configuration says.
    pub(super) async fn set_up(
        &mut self,
        config: &CaptureConfig,
        policy: &NetworkPolicy,
    ) -> Result<(), CaptureError> {
        let listener = Listener {
            client: self.client.clone(),
            session: self.session.clone(),
            shared: self.shared.clone(),
            rules: Arc::new(Rules::new(config, policy, &self.url)),
        };
        self.listener = Some(tokio::spawn(listener.listen(self.client.events(&self.session))));
        self.set_cookies(config).await?;
        let frozen = self.frozen_time(config).await?;
        for (method, params) in set_up_commands(config) {
            self.call(method, params).await?;
        }
        if config.locale.is_some() || config.user_agent.is_some() {
            let version = self.client.call(None, "Browser.getVersion", Value::Null).await?;
            let agent = config.user_agent.as_deref().or(version["userAgent"].as_str());
            let mut params = json!({"userAgent": agent});
            if let Some(locale) = &config.locale {
                params["acceptLanguage"] = json!(locale);
            }
            self.call("Emulation.setUserAgentOverride", params).await?;
        }
        let ours = json!({"source": OURS, "worldName": WORLD, "runImmediately": true});
        self.call("Page.addScriptToEvaluateOnNewDocument", ours).await?;
        let storage: serde_json::Map<String, Value> = config
            .storage_state
            .iter()
            .flat_map(|state| &state.origins)
            .map(|origin| (origin.origin.clone(), json!(origin.local_storage)))
            .collect();
        if frozen.is_some() || config.seed.is_some() || !storage.is_empty() {
            let source =
                format!("({CLOCK})({}, {}, {})", json!(frozen), json!(config.seed), Value::Object(storage));
            self.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await?;
        }
        Ok(())
    }

    async fn set_cookies(&self, config: &CaptureConfig) -> Result<(), CaptureError> {
        let stored = config.storage_state.iter().flat_map(|state| &state.cookies);
        let cookies: Vec<Value> = stored.chain(&config.cookies).map(|cookie| self.cookie(cookie)).collect();
        if cookies.is_empty() {
            return Ok(());
        }
        let params = json!({"cookies": cookies, "browserContextId": self.context});
        let set = self.client.call(None, "Storage.setCookies", params).await;
        set.map(|_| ())
            .map_err(|_| CaptureError::NotInPage("the browser refuses a cookie: see domain and path".into()))
    }

    fn cookie(&self, cookie: &Cookie) -> Value {
        let mut json = json!({
            "name": cookie.name, "value": cookie.value, "path": cookie.path.as_deref().unwrap_or("/"),
            "secure": cookie.secure, "httpOnly": cookie.http_only,
        });
        match &cookie.domain {
            Some(domain) => json["domain"] = json!(domain),
            None => json["url"] = json!(self.url.as_str()),
        }
        if let Some(expires) = cookie.expires.filter(|expires| *expires > 0.0) {
            // No date in seconds is that large before the year 5000.
            json["expires"] = json!(if expires > 1e11 { expires / 1000.0 } else { expires });
        }
        if let Some(same_site) = cookie.same_site {
            json["sameSite"] = json!(same_site);
        }
        json
    }

    async fn frozen_time(&self, config: &CaptureConfig) -> Result<Option<f64>, CaptureError> {
        let text = match &config.freeze_time {
            None => return Ok(None),
            Some(FreezeTime::Ms(ms)) => return Ok(Some(*ms as f64)),
            Some(FreezeTime::Rfc3339(text)) => text,
        };
        let params = json!({"expression": format!("Date.parse({})", json!(text)), "returnByValue": true});
        let parsed = self.call("Runtime.evaluate", params).await?;
        let wrong = || {
            CaptureError::NotInPage(format!("freezeTime '{text}' is not a time such as 2026-01-31T12:00:00Z"))
        };
        parsed.pointer("/result/value").and_then(Value::as_f64).map(Some).ok_or_else(wrong)
    }

    /// Sends a command to the page; gives up when the page fails.
    pub(super) async fn call(&self, method: &str, params: Value) -> Result<Value, CaptureError> {
        tokio::select! {
            answer = self.client.call(Some(&self.session), method, params) => answer,
            error = self.failed() => Err(error),
        }
    }

    /// Waits for a failure of the page.
    pub(super) async fn failed(&self) -> CaptureError {
        loop {
            let changed = self.shared.changed.notified();
            if let Some(error) = self.shared.lock().failure.clone() {
                return error;
            }
            changed.await;
        }
    }

    /// Waits a moment, or until the page has failed.
    pub(super) async fn pause(&self, time: Duration) -> Result<(), CaptureError> {
        tokio::select! {
            () = tokio::time::sleep(time) => Ok(()),
            error = self.failed() => Err(error),
        }
    }

    /// Evaluates an expression in the page's main frame; `Err(text)` inside is what it threw.
    pub(super) async fn evaluate(
        &self,
        world: World,
        code: &str,
    ) -> Result<Result<Value, String>, CaptureError> {
        let context = self.shared.lock().contexts_of(world).first().copied();
        self.evaluate_in(context, code).await
    }

    /// Evaluates an expression in a context.
    pub(super) async fn evaluate_in(
        &self,
        context: Option<i64>,
        code: &str,
    ) -> Result<Result<Value, String>, CaptureError> {
        let mut params =
            json!({"expression": code, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        if let Some(context) = context {
            params["contextId"] = json!(context);
        }
        let answer = self.call("Runtime.evaluate", params).await?;
        Ok(match answer.get("exceptionDetails") {
            Some(details) => Err(super::events::exception(details)),
            None => Ok(answer.pointer("/result/value").cloned().unwrap_or_default()),
        })
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            listener.abort();
        }
        self.client.forget(&self.session);
        self.client.send(None, "Target.disposeBrowserContext", json!({"browserContextId": self.context}));
    }
}

fn set_up_commands(config: &CaptureConfig) -> Vec<(&'static str, Value)> {
    let scheme = match config.color_scheme {
        ColorScheme::Light => "light",
        ColorScheme::Dark => "dark",
        ColorScheme::NoPreference => "",
    };
    let motion = match config.reduced_motion {
        ReducedMotion::Reduce => "reduce",
        ReducedMotion::NoPreference => "no-preference",
    };
    let mut commands = vec![
        ("Inspector.enable", json!({})),
        ("Page.enable", json!({})),
        ("Runtime.enable", json!({})),
        ("Network.enable", json!({})),
        ("Network.setBypassServiceWorker", json!({"bypass": true})),
        ("Fetch.enable", json!({"patterns": [{"urlPattern": "*"}], "handleAuthRequests": true})),
        (
            "Emulation.setDeviceMetricsOverride",
            json!({
                "width": config.viewport_size.width, "height": config.viewport_size.height,
                "deviceScaleFactor": config.device_scale_factor, "mobile": false,
            }),
        ),
        ("Emulation.setScrollbarsHidden", json!({"hidden": true})),
        ("Emulation.setFocusEmulationEnabled", json!({"enabled": true})),
        (
            "Emulation.setEmulatedMedia",
            json!({"features": [
                {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": motion},
            ]}),
        ),
    ];
    if config.background == Background::Transparent {
        let color = json!({"color": {"r": 0, "g": 0, "b": 0, "a": 0}});
        commands.push(("Emulation.setDefaultBackgroundColorOverride", color));
    }
    if let Some(timezone) = &config.timezone {
        commands.push(("Emulation.setTimezoneOverride", json!({"timezoneId": timezone})));
    }
    if let Some(locale) = &config.locale {
        commands.push(("Emulation.setLocaleOverride", json!({"locale": locale})));
    }
    if !config.ignore_tls_errors.is_empty() {
        commands.push(("Security.enable", json!({})));
        commands.push(("Security.setOverrideCertificateErrors", json!({"override": true})));
    }
    commands
}
