//! Doing in the page what the configuration says: steps of a visitor, style rules and scripts.

use chromiumoxide::keys::USKEYBOARD_LAYOUT;
use serde_json::{Value, json};

use super::open::Page;
use super::state::World;
use crate::{CaptureConfig, CaptureError, Position, Scroll, Step};

impl Page {
    /// Takes the steps, in order.
    pub(super) async fn take_steps(&self, config: &CaptureConfig) -> Result<(), CaptureError> {
        for step in &config.steps {
            self.take_step(step).await?;
            self.pause(std::time::Duration::from_millis(50)).await?;
        }
        Ok(())
    }

    async fn take_step(&self, step: &Step) -> Result<(), CaptureError> {
        match step {
            Step::Click(selector) => {
                self.shared.log(&format!("click {selector}"));
                let (x, y) = self.point_of(selector).await?;
                self.mouse("mouseMoved", x, y, 0).await?;
                self.mouse("mousePressed", x, y, 1).await?;
                self.mouse("mouseReleased", x, y, 1).await
            }
            Step::Hover(selector) => {
                self.shared.log(&format!("hover {selector}"));
                let (x, y) = self.point_of(selector).await?;
                self.mouse("mouseMoved", x, y, 0).await
            }
            Step::Type(typing) => {
                self.shared.log(&format!("type into {}", typing.selector));
                self.wait_for_element(&typing.selector).await?;
                self.ask_main(&format!("depicted.focus({})", json!(typing.selector))).await?;
                self.call("Input.insertText", json!({"text": typing.text.reveal()})).await.map(|_| ())
            }
            Step::Scroll(Scroll::Selector(selector)) => {
                self.shared.log(&format!("scroll to {selector}"));
                self.point_of(selector).await.map(|_| ())
            }
            Step::Scroll(Scroll::Position(Position { x, y })) => {
                self.shared.log(&format!("scroll to {x}, {y}"));
                self.ask_main(&format!("depicted.scroll({x}, {y})")).await.map(|_| ())
            }
            Step::Press(key) => self.press(key).await,
            Step::WaitFor(what) => self.wait_for(what).await,
        }
    }

    async fn point_of(&self, selector: &str) -> Result<(f64, f64), CaptureError> {
        self.wait_for_element(selector).await?;
        let point = self.ask_main(&format!("depicted.pointOf({})", json!(selector))).await?;
        match (point[0].as_f64(), point[1].as_f64()) {
            (Some(x), Some(y)) => Ok((x, y)),
            _ => Err(CaptureError::NotInPage(format!("'{selector}' went away"))),
        }
    }

    async fn mouse(&self, kind: &str, x: f64, y: f64, clicks: u32) -> Result<(), CaptureError> {
        let button = if clicks == 0 { "none" } else { "left" };
        let params = json!({"type": kind, "x": x, "y": y, "button": button, "clickCount": clicks});
        self.call("Input.dispatchMouseEvent", params).await.map(|_| ())
    }

    async fn press(&self, name: &str) -> Result<(), CaptureError> {
        self.shared.log("press a key");
        let unknown =
            || CaptureError::NotInPage(format!("press: '{name}' is not a key, such as Enter or ArrowDown"));
        let key = USKEYBOARD_LAYOUT.iter().find(|key| key.key == name).ok_or_else(unknown)?;
        let text = key.text.or_else(|| (key.key.chars().count() == 1).then_some(key.key));
        let mut params = json!({
            "type": if text.is_some() { "keyDown" } else { "rawKeyDown" },
            "key": key.key, "code": key.code, "windowsVirtualKeyCode": key.key_code,
        });
        if let Some(text) = text {
            params["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", params.clone()).await?;
        params["type"] = json!("keyUp");
        self.call("Input.dispatchKeyEvent", params).await.map(|_| ())
    }

    /// Adds the rules and runs the script of the configuration; says whether there were any.
    pub(super) async fn inject(&self, config: &CaptureConfig) -> Result<bool, CaptureError> {
        if let Some(css) = &config.inject_css {
            self.shared.log("injectCss");
            self.ask_main(&format!("depicted.addStyle({})", json!(css))).await?;
        }
        if let Some(code) = &config.inject_js {
            self.shared.log("injectJs");
            match self.evaluate(World::Main, code).await {
                Ok(Ok(_)) => {}
                Ok(Err(exception)) => {
                    return Err(CaptureError::Script { key: "injectJs".to_owned(), exception });
                }
                // The script has left the page, which is its right; what comes next is waited for.
                Err(CaptureError::Protocol { message, .. }) if left_the_page(&message) => {}
                // A value that is not JSON, such as an element: nobody wants it.
                Err(CaptureError::Protocol { message, .. }) if message.contains("reference chain") => {}
                Err(error) => return Err(error),
            }
        }
        Ok(config.inject_css.is_some() || config.inject_js.is_some())
    }

    /// The viewport as it is now, if the page can still be drawn.
    pub(super) async fn last_frame(&self) -> Option<Value> {
        self.shared.lock().failure = None;
        self.call("Page.captureScreenshot", json!({"format": "png"})).await.ok()
    }
}

fn left_the_page(message: &str) -> bool {
    message.contains("context was destroyed") || message.contains("navigated or closed")
}
