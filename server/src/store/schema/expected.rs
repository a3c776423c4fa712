//! The schema that the entities ask for.

use sea_orm::DbBackend;
use sea_orm::sea_query::{ColumnType, StringLen, TableCreateStatement, TableRef};

use super::{Column, Kind, Table};
use crate::store::entity;

/// Every table of the entities.
pub(crate) fn schema(backend: DbBackend) -> Vec<Table> {
    let mut all = Vec::new();
    for (create, indexes) in entity::tables(backend) {
        let mut table = Table::new(&name(&create));
        for column in create.get_columns() {
            let spec = column.get_column_spec();
            let name = column.get_column_name();
            if spec.primary_key {
                table.primary = vec![name.clone()];
                table.numbered = spec.auto_increment;
            }
            if spec.unique {
                table.unique.push(vec![name.clone()]);
            }
            table.columns.push(Column {
                name,
                kind: column.get_column_type().map_or(Kind::Text, kind),
                nullable: spec.nullable != Some(false),
                default: None,
            });
        }
        for index in create.get_indexes() {
            let columns = index.get_index_spec().get_column_names();
            if index.is_primary_key() {
                table.primary = columns;
            } else if index.is_unique_key() {
                table.unique.push(columns);
            }
        }
        for index in indexes {
            let columns = index.get_index_spec().get_column_names();
            if index.is_unique_key() {
                table.unique.push(columns);
            } else {
                table.indexes.push(columns);
            }
        }
        for (of, columns) in entity::INDEXES {
            if *of == table.name {
                table = table.index(columns);
            }
        }
        table.unique.dedup();
        all.push(table);
    }
    all
}

fn name(create: &TableCreateStatement) -> String {
    match create.get_table_name() {
        Some(TableRef::Table(name, _)) => name.1.to_string(),
        _ => String::new(),
    }
}

fn kind(column: &ColumnType) -> Kind {
    match column {
        ColumnType::BigInteger | ColumnType::Integer => Kind::Integer,
        ColumnType::Boolean => Kind::Boolean,
        ColumnType::Double | ColumnType::Float => Kind::Real,
        ColumnType::String(StringLen::N(length)) => Kind::String(Some(*length)),
        ColumnType::String(_) => Kind::String(None),
        ColumnType::Json | ColumnType::JsonBinary => Kind::Json,
        _ => Kind::Text,
    }
}
