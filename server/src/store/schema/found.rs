//! The schema that a database has.

use anyhow::{Context, Result, bail};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};

use super::{Column, Kind, Table};

/// The names of all tables, in order.
pub(crate) async fn tables(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        }
        DbBackend::MySql => {
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE \
             TABLE' ORDER BY 1"
        }
        _ => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema() AND \
             table_type = 'BASE TABLE' ORDER BY 1"
        }
    };
    rows(db, sql).await?.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
}

/// Every table with its columns and keys.
pub(crate) async fn schema(db: &impl ConnectionTrait) -> Result<Vec<Table>> {
    let mut all = Vec::new();
    for name in tables(db).await? {
        let mut table = Table::new(&name);
        columns(db, &mut table).await.with_context(|| format!("cannot read the columns of {name}"))?;
        keys(db, &mut table).await.with_context(|| format!("cannot read the keys of {name}"))?;
        all.push(table);
    }
    Ok(all)
}

async fn columns(db: &impl ConnectionTrait, table: &mut Table) -> Result<()> {
    let of = literal(&table.name);
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!(
            "SELECT name, type AS kind, \"notnull\" = 0 AS nullable FROM pragma_table_info({of}) ORDER BY cid"
        ),
        // JSON is text in MariaDB.
        DbBackend::MySql => format!(
            "SELECT column_name AS name, column_type AS kind, CAST(is_nullable = 'YES' AS SIGNED) AS nullable \
             FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = {of} ORDER BY ordinal_position"
        ),
        _ => format!(
            "SELECT column_name::text AS name, data_type || coalesce('(' || character_maximum_length || ')', '') AS kind, \
             CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END::bigint AS nullable FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = {of} ORDER BY ordinal_position"
        ),
    };
    for row in rows(db, &sql).await? {
        let kind: String = row.try_get("", "kind")?;
        let name: String = row.try_get("", "name")?;
        table.columns.push(Column {
            kind: read(&kind).with_context(|| format!("column {name}"))?,
            name,
            nullable: row.try_get::<i64>("", "nullable")? == 1,
            default: None,
        });
    }
    Ok(())
}

async fn keys(db: &impl ConnectionTrait, table: &mut Table) -> Result<()> {
    let of = literal(&table.name);
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!(
            "SELECT l.name AS key_name, CASE WHEN l.origin = 'pk' THEN 2 ELSE l.\"unique\" END AS kind, i.name AS name \
             FROM pragma_index_list({of}) l, pragma_index_info(l.name) i ORDER BY l.name, i.seqno"
        ),
        DbBackend::MySql => format!(
            "SELECT index_name AS key_name, CAST(CASE WHEN index_name = 'PRIMARY' THEN 2 ELSE 1 - non_unique END AS SIGNED) \
             AS kind, column_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE() \
             AND table_name = {of} ORDER BY index_name, seq_in_index"
        ),
        _ => format!(
            "SELECT i.relname::text AS key_name, (CASE WHEN x.indisprimary THEN 2 WHEN x.indisunique THEN 1 ELSE 0 END)::bigint \
             AS kind, a.attname::text AS name FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON \
             t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace CROSS JOIN LATERAL unnest(x.indkey) WITH \
             ORDINALITY k(attnum, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum WHERE t.relname = {of} \
             AND n.nspname = current_schema() ORDER BY i.relname, k.place"
        ),
    };
    let mut found: Vec<(String, i64, Vec<String>)> = Vec::new();
    for row in rows(db, &sql).await? {
        let (key, name): (String, String) = (row.try_get("", "key_name")?, row.try_get("", "name")?);
        match found.last_mut() {
            Some((last, _, columns)) if *last == key => columns.push(name),
            _ => found.push((key, row.try_get("", "kind")?, vec![name])),
        }
    }
    for (_, kind, columns) in found {
        match kind {
            2 => table.primary = columns,
            1 => table.unique.push(columns),
            _ => table.indexes.push(columns),
        }
    }
    if table.primary.is_empty() && db.get_database_backend() == DbBackend::Sqlite {
        let sql = format!("SELECT name FROM pragma_table_info({of}) WHERE pk > 0 ORDER BY pk");
        for row in rows(db, &sql).await? {
            table.primary.push(row.try_get("", "name")?);
        }
    }
    Ok(())
}

async fn rows(db: &impl ConnectionTrait, sql: &str) -> Result<Vec<QueryResult>> {
    Ok(db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?)
}

/// What a database calls a type, in our words.
fn read(kind: &str) -> Result<Kind> {
    let kind = kind.to_ascii_lowercase();
    let (word, rest) = kind.split_once('(').unwrap_or((&kind, ""));
    let length = rest.split(')').next().and_then(|digits| digits.parse().ok());
    Ok(match word.trim() {
        "tinyint" if length == Some(1) => Kind::Boolean,
        "boolean" | "bool" => Kind::Boolean,
        "integer" | "bigint" => Kind::Integer,
        "double" | "double precision" => Kind::Real,
        "varchar" | "character varying" => Kind::String(length),
        "text" | "longtext" => Kind::Text,
        "json" | "jsonb" | "json_text" => Kind::Json,
        other => bail!("its type '{other}' is none that this program makes"),
    })
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
