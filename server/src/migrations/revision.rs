//! Writes the file of the next migration, for a developer to inspect.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::store::schema::difference::Difference;
use crate::store::schema::{Column, Kind, Table};

/// The line of `mod.rs` above which the next migration goes.
const MARK: &str = "    // The next one goes above this line.\n";
/// And the one above which its module goes.
const MODULES: &str = "\nuse crate::";

/// Writes `mNNNN_message.rs` with what leads from one schema to the other, and names it in `mod.rs`.
pub(crate) fn write(
    folder: &Path,
    number: u32,
    message: &str,
    differences: &[Difference],
) -> Result<PathBuf> {
    let name = slug(message);
    if name.is_empty() {
        bail!("the message '{message}' has no letter or digit to name a file by");
    }
    let list = folder.join("mod.rs");
    let text = fs::read_to_string(&list).with_context(|| {
        format!(
            "cannot read {}: run this in the source tree, or name the folder with --folder",
            list.display()
        )
    })?;
    let (Some(modules), true) = (text.find(MODULES), text.contains(MARK)) else {
        bail!("{} is not the list of migrations: it lacks the line '{}'", list.display(), MARK.trim());
    };
    let module = format!("m{number:04}_{name}");
    let path = folder.join(format!("{module}.rs"));
    if path.exists() {
        bail!("{} is there already", path.display());
    }
    fs::write(&path, source(message, differences))
        .with_context(|| format!("cannot write {}", path.display()))?;
    let row = format!(
        "    Migration {{ number: {number}, name: \"{name}\", up: {module}::up, down: {module}::down }},\n"
    );
    let (before, after) = text.split_at(modules);
    let text = format!("{before}mod {module};\n{after}").replacen(MARK, &format!("{row}{MARK}"), 1);
    fs::write(&list, text).with_context(|| format!("cannot write {}", list.display()))?;
    Ok(path)
}

/// The name in a file's name: lower-case words with underscores.
fn slug(message: &str) -> String {
    let words = message.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("_").to_ascii_lowercase();
    name.chars().take(60).collect()
}

fn source(message: &str, differences: &[Difference]) -> String {
    let (mut up, mut down) = (String::new(), String::new());
    for difference in differences {
        let (there, back) = calls(difference);
        for line in there {
            let _ = writeln!(up, "    {line}");
        }
        let mut before = String::new();
        for line in back {
            let _ = writeln!(before, "    {line}");
        }
        // The way back is walked backwards.
        down.insert_str(0, &before);
    }
    let uses = |word: &str| up.contains(word) || down.contains(word);
    let mut imports = String::from("use super::steps::Steps;\n");
    let words: Vec<&str> =
        ["Column", "Kind", "Table"].into_iter().filter(|word| uses(&format!("{word}::"))).collect();
    if !words.is_empty() {
        let _ = writeln!(imports, "use crate::store::schema::{{{}}};", words.join(", "));
    }
    let steps = if differences.is_empty() { "_steps" } else { "steps" };
    // Backslashes and line breaks have no place in a comment of one line.
    let message: String = message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!(
        "//! {message}.\n\n{imports}\n/// Goes on.\npub(super) fn up({steps}: &mut Steps) {{\n{up}}}\n\n/// Goes back.\n\
         pub(super) fn down({steps}: &mut Steps) {{\n{down}}}\n"
    )
}

/// The lines that make a difference, and those that undo it.
fn calls(difference: &Difference) -> (Vec<String>, Vec<String>) {
    let one = |there: String, back: String| (vec![there], vec![back]);
    match difference {
        Difference::AddedTable(new) => one(create(new), drop_table(new)),
        Difference::RemovedTable(old) => one(drop_table(old), create(old)),
        Difference::AddedColumn(table, new) => one(add_column(table, new), drop_column(table, new)),
        Difference::RemovedColumn(table, old) => one(drop_column(table, old), add_column(table, old)),
        Difference::ChangedColumn(table, old, new) => {
            let (mut there, mut back) = one(change_column(table, new), change_column(table, old));
            if old.nullable != new.nullable {
                let note = "// SQLite cannot change whether a column may be empty: add another, copy, drop this one.";
                there.insert(0, note.into());
                back.insert(0, note.into());
            }
            (there, back)
        }
        Difference::AddedKey(table, columns, unique) => {
            one(add_key(table, columns, *unique), drop_key(table, columns))
        }
        Difference::RemovedKey(table, columns, unique) => {
            one(drop_key(table, columns), add_key(table, columns, *unique))
        }
        Difference::ChangedPrimary(table, ..) => {
            let note =
                format!("// The primary key of {table} changes: make another table, copy, drop this one.");
            one(note.clone(), note)
        }
    }
}

fn create(table: &Table) -> String {
    let mut text = format!("steps.create(\n        &Table::new({:?})", table.name);
    if table.numbered {
        text += "\n            .numbered()";
    }
    for column in
        table.columns.iter().filter(|column| !(table.numbered && table.primary == [column.name.as_str()]))
    {
        let call = if column.nullable { "nullable" } else { "column" };
        let _ = write!(text, "\n            .{call}({:?}, {})", column.name, kind(column.kind));
    }
    if !table.numbered {
        let _ = write!(text, "\n            .primary(&{:?})", table.primary);
    }
    for (call, keys) in [("unique", &table.unique), ("index", &table.indexes)] {
        for key in keys {
            let _ = write!(text, "\n            .{call}(&{key:?})");
        }
    }
    text + ",\n    );"
}

fn drop_table(table: &Table) -> String {
    format!("steps.drop_table({:?});", table.name)
}

fn add_column(table: &str, column: &Column) -> String {
    // Rows that are there need a value.
    let default = match column.kind {
        _ if column.nullable => "",
        Kind::Integer | Kind::Real => ".default(\"0\")",
        Kind::Boolean => ".default(\"false\")",
        Kind::String(_) | Kind::Text => ".default(\"''\")",
        Kind::Json => ".default(\"'{}'\")",
    };
    format!("steps.add_column({table:?}, &{}{default});", new(column))
}

fn change_column(table: &str, column: &Column) -> String {
    format!("steps.change_column({table:?}, &{});", new(column))
}

fn drop_column(table: &str, column: &Column) -> String {
    format!("steps.drop_column({table:?}, {:?});", column.name)
}

fn add_key(table: &str, columns: &[String], unique: bool) -> String {
    let call = if unique { "add_unique" } else { "add_index" };
    format!("steps.{call}({table:?}, &{columns:?});")
}

fn drop_key(table: &str, columns: &[String]) -> String {
    format!("steps.drop_key({table:?}, &{columns:?});")
}

fn new(column: &Column) -> String {
    let nullable = if column.nullable { ".nullable()" } else { "" };
    format!("Column::new({:?}, {}){nullable}", column.name, kind(column.kind))
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::String(length) => format!("Kind::String(Some({}))", length.unwrap_or(255)),
        other => format!("Kind::{other:?}"),
    }
}
