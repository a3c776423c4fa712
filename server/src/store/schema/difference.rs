//! What a schema lacks of another, and has beyond it.

use std::fmt;

use super::{Column, Kind, Table};

/// One thing that the wanted schema has otherwise than the one that is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Difference {
    AddedTable(Table),
    RemovedTable(Table),
    AddedColumn(String, Column),
    RemovedColumn(String, Column),
    /// The table, what the column is, what it is to be.
    ChangedColumn(String, Column, Column),
    /// The table, the columns, whether no two rows may be alike in them.
    AddedKey(String, Vec<String>, bool),
    RemovedKey(String, Vec<String>, bool),
    /// The table, what its primary key is, what it is to be.
    ChangedPrimary(String, Vec<String>, Vec<String>),
}

/// What has to change so that `there` becomes `wanted`, in the order of the tables.
pub(crate) fn between(there: &[Table], wanted: &[Table]) -> Vec<Difference> {
    let mut all = Vec::new();
    for table in wanted {
        match there.iter().find(|old| old.name == table.name) {
            None => all.push(Difference::AddedTable(table.clone())),
            Some(old) => within(old, table, &mut all),
        }
    }
    for old in there {
        if !wanted.iter().any(|table| table.name == old.name) {
            all.push(Difference::RemovedTable(old.clone()));
        }
    }
    all
}

fn within(old: &Table, new: &Table, all: &mut Vec<Difference>) {
    let table = &new.name;
    for column in &new.columns {
        match old.columns.iter().find(|other| other.name == column.name) {
            None => all.push(Difference::AddedColumn(table.clone(), column.clone())),
            Some(other) if !alike(other, column) => {
                all.push(Difference::ChangedColumn(table.clone(), other.clone(), column.clone()));
            }
            Some(_) => {}
        }
    }
    if old.primary != new.primary {
        all.push(Difference::ChangedPrimary(table.clone(), old.primary.clone(), new.primary.clone()));
    }
    for (there, wanted, unique) in [(&old.unique, &new.unique, true), (&old.indexes, &new.indexes, false)] {
        for key in wanted.iter().filter(|key| !there.contains(key)) {
            all.push(Difference::AddedKey(table.clone(), key.clone(), unique));
        }
        for key in there.iter().filter(|key| !wanted.contains(key)) {
            all.push(Difference::RemovedKey(table.clone(), key.clone(), unique));
        }
    }
    for column in &old.columns {
        if !new.columns.iter().any(|other| other.name == column.name) {
            all.push(Difference::RemovedColumn(table.clone(), column.clone()));
        }
    }
}

/// Whether a column is what was wanted. An entity need not say how long a string may be, and MariaDB keeps JSON as text.
fn alike(there: &Column, wanted: &Column) -> bool {
    let kinds = match (there.kind, wanted.kind) {
        (Kind::String(_), Kind::String(None)) | (Kind::Text, Kind::Json) => true,
        (one, other) => one == other,
    };
    kinds && there.nullable == wanted.nullable
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = |unique: &bool| if *unique { "unique key" } else { "index" };
        match self {
            Self::AddedTable(table) => write!(f, "added table {}", table.name),
            Self::RemovedTable(table) => write!(f, "removed table {}", table.name),
            Self::AddedColumn(table, column) => write!(f, "added column {table}.{}", column.name),
            Self::RemovedColumn(table, column) => write!(f, "removed column {table}.{}", column.name),
            Self::ChangedColumn(table, old, new) => {
                write!(f, "changed column {table}.{} from {} to {}", new.name, words(old), words(new))
            }
            Self::AddedKey(table, columns, unique) => {
                write!(f, "added {} {table}({})", key(unique), columns.join(", "))
            }
            Self::RemovedKey(table, columns, unique) => {
                write!(f, "removed {} {table}({})", key(unique), columns.join(", "))
            }
            Self::ChangedPrimary(table, old, new) => {
                write!(f, "changed primary key {table}({}) to ({})", old.join(", "), new.join(", "))
            }
        }
    }
}

fn words(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Integer => "integer".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Real => "real".to_owned(),
        Kind::String(Some(length)) => format!("string of {length}"),
        Kind::String(None) => "string".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Json => "json".to_owned(),
    };
    if column.nullable { format!("{kind} or empty") } else { kind }
}
