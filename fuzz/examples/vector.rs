//! Prints an input as a case of the test vectors: `vector TARGET FILE`.
//!
//! What is expected stays empty: it is written by blessing, and checked by hand.

use std::error::Error;
use std::{env, fs};

use arbitrary::{Arbitrary, Unstructured};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use depicted_fuzz::scene::{Page, Scene};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [target, file] = &args[..] else { return Err("usage: vector TARGET FILE".into()) };
    let bytes = fs::read(file).map_err(|error| format!("can't read {file}: {error}"))?;
    let dot = page(&Page { width: 1, height: 1, pixels: vec![0, 0, 0, 255] });
    let (before, after, options) = match target.as_str() {
        "decode" => (json!({"base64": BASE64_STANDARD.encode(&bytes)}), dot, json!({})),
        "options" => (dot.clone(), dot, serde_json::from_slice(&bytes)?),
        "pipeline" => {
            let scene = Scene::arbitrary_take_rest(Unstructured::new(&bytes))?;
            let (before, after) = scene.pages();
            (page(&before), page(&after), serde_json::to_value(scene.options())?)
        }
        _ => return Err(format!("'{target}' is no target: give decode, options or pipeline").into()),
    };
    let description = "Found by fuzzing: say what was wrong, and why this is right.";
    let case = json!({
        "description": description, "before": before, "after": after, "options": options, "expected": {}
    });
    println!("{case:#}");
    Ok(())
}

fn page(page: &Page) -> Value {
    json!({"rgba": BASE64_STANDARD.encode(&page.pixels), "width": page.width, "height": page.height})
}
