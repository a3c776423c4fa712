//! The schema that editors read is that of the program.

use depicted_capture::CaptureConfig;

/// `DEPICTED_BLESS=1` writes the file.
#[test]
fn the_published_schema_is_that_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/schemas/capture.json");
    let schema = serde_json::to_string_pretty(&CaptureConfig::schema()).expect("it is JSON") + "\n";
    if std::env::var_os("DEPICTED_BLESS").is_some() {
        std::fs::write(path, &schema).expect("the schema can be written");
    }
    let written = std::fs::read_to_string(path).expect("docs/schemas/capture.json is there");
    assert_eq!(written, schema, "run this test with DEPICTED_BLESS=1");
}
