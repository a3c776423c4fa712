//! The steps of a migration, as SQL of the database at hand.

use sea_orm::DbBackend;

use crate::store::schema::{Column, Kind, Table};

/// Collects statements, in order.
pub(crate) struct Steps {
    backend: DbBackend,
    statements: Vec<String>,
}

impl Steps {
    pub(crate) fn new(backend: DbBackend) -> Self {
        Self { backend, statements: Vec::new() }
    }

    /// What is to be run.
    pub(crate) fn into_statements(self) -> Vec<String> {
        self.statements
    }

    /// A statement as it is, where the words of this type are too few; it has to be good for every database.
    #[cfg_attr(not(test), expect(dead_code, reason = "migrations that change rows use it"))]
    pub(crate) fn sql(&mut self, statement: impl Into<String>) {
        self.statements.push(statement.into());
    }

    /// Makes a table with its keys.
    pub(crate) fn create(&mut self, table: &Table) {
        let mut parts: Vec<String> = table.columns.iter().map(|column| self.column(table, column)).collect();
        if !(table.numbered && self.backend == DbBackend::Sqlite) {
            parts.push(format!("PRIMARY KEY ({})", self.list(&table.primary)));
        }
        for (column, parent) in &table.parents {
            parts.push(format!(
                "FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE CASCADE",
                self.quote(column),
                self.quote(parent),
                self.quote("id")
            ));
        }
        // Names are told apart by every bit: `Home` and `home` are two runs.
        let options = match self.backend {
            DbBackend::MySql => " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            _ => "",
        };
        // In one statement where that is possible: where there are no transactions, there is less that can be half done.
        if self.backend == DbBackend::MySql {
            for (columns, kind) in keys(table) {
                parts.push(format!(
                    "{kind} {} ({})",
                    self.quote(&name(&table.name, columns)),
                    self.list(columns)
                ));
            }
        }
        self.statements.push(format!(
            "CREATE TABLE {} ({}){options}",
            self.quote(&table.name),
            parts.join(", ")
        ));
        if self.backend != DbBackend::MySql {
            for (columns, kind) in keys(table) {
                self.add_key(&table.name, columns, kind);
            }
        }
    }

    /// Removes a table.
    pub(crate) fn drop_table(&mut self, table: &str) {
        self.statements.push(format!("DROP TABLE {}", self.quote(table)));
    }

    /// Adds a column; one that is never empty needs a default where there are rows.
    pub(crate) fn add_column(&mut self, table: &str, column: &Column) {
        let column = self.column(&Table::default(), column);
        self.statements.push(format!("ALTER TABLE {} ADD COLUMN {column}", self.quote(table)));
    }

    /// Removes a column that no key uses.
    pub(crate) fn drop_column(&mut self, table: &str, column: &str) {
        self.statements.push(format!("ALTER TABLE {} DROP COLUMN {}", self.quote(table), self.quote(column)));
    }

    /// Changes the kind of a column, and whether it may be empty. SQLite does neither and has no need of the first: a
    /// column there takes every value. For the second, add a column, copy, and drop the old one.
    #[cfg_attr(not(test), expect(dead_code, reason = "later migrations use it"))]
    pub(crate) fn change_column(&mut self, table: &str, column: &Column) {
        let (of, name, kind) = (self.quote(table), self.quote(&column.name), self.kind(column.kind));
        match self.backend {
            DbBackend::Sqlite => {}
            DbBackend::MySql => {
                let column = self.column(&Table::default(), column);
                self.statements.push(format!("ALTER TABLE {of} MODIFY COLUMN {column}"));
            }
            _ => {
                let null = if column.nullable { "DROP" } else { "SET" };
                self.statements.push(format!(
                    "ALTER TABLE {of} ALTER COLUMN {name} TYPE {kind}, ALTER COLUMN {name} {null} NOT NULL"
                ));
            }
        }
    }

    /// Adds an index.
    pub(crate) fn add_index(&mut self, table: &str, columns: &[&str]) {
        self.add_key(table, &owned(columns), "INDEX");
    }

    /// Adds an index one of whose columns goes from high to low. What only compares schemas does not see which.
    pub(crate) fn add_descending_index(&mut self, table: &str, columns: &[&str], descending: &str) {
        let parts: Vec<String> = columns
            .iter()
            .map(|column| {
                format!("{}{}", self.quote(column), if *column == descending { " DESC" } else { "" })
            })
            .collect();
        self.statements.push(format!(
            "CREATE INDEX {} ON {} ({})",
            self.quote(&name(table, &owned(columns))),
            self.quote(table),
            parts.join(", ")
        ));
    }

    /// Adds a rule that no two rows have the same in these columns.
    #[cfg_attr(not(test), expect(dead_code, reason = "later migrations use it"))]
    pub(crate) fn add_unique(&mut self, table: &str, columns: &[&str]) {
        self.add_key(table, &owned(columns), "UNIQUE INDEX");
    }

    /// Removes an index, or such a rule.
    pub(crate) fn drop_key(&mut self, table: &str, columns: &[&str]) {
        let name = self.quote(&name(table, &owned(columns)));
        let on = match self.backend {
            DbBackend::MySql => format!(" ON {}", self.quote(table)),
            _ => String::new(),
        };
        self.statements.push(format!("DROP INDEX {name}{on}"));
    }

    fn add_key(&mut self, table: &str, columns: &[String], kind: &str) {
        self.statements.push(format!(
            "CREATE {kind} {} ON {} ({})",
            self.quote(&name(table, columns)),
            self.quote(table),
            self.list(columns)
        ));
    }

    fn column(&self, table: &Table, column: &Column) -> String {
        let name = self.quote(&column.name);
        if table.numbered && table.primary == [column.name.as_str()] {
            let number = match self.backend {
                DbBackend::Sqlite => "integer NOT NULL PRIMARY KEY AUTOINCREMENT",
                DbBackend::MySql => "bigint NOT NULL AUTO_INCREMENT",
                _ => "bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL",
            };
            return format!("{name} {number}");
        }
        let null = if column.nullable { "" } else { " NOT NULL" };
        let default = column.default.as_ref().map(|sql| format!(" DEFAULT {sql}")).unwrap_or_default();
        format!("{name} {}{null}{default}", self.kind(column.kind))
    }

    fn kind(&self, kind: Kind) -> String {
        use sea_orm::DatabaseBackend::{MySql, Sqlite};
        match (kind, self.backend) {
            (Kind::Integer, Sqlite) => "integer".into(),
            (Kind::Integer, _) => "bigint".into(),
            (Kind::Boolean, _) => "boolean".into(),
            (Kind::Real, Sqlite | MySql) => "double".into(),
            (Kind::Real, _) => "double precision".into(),
            (Kind::String(length), _) => format!("varchar({})", length.unwrap_or(255)),
            // MySQL's `text` ends at 64 KiB.
            (Kind::Text, MySql) => "longtext".into(),
            (Kind::Text, _) => "text".into(),
            (Kind::Json, Sqlite) => "json_text".into(),
            (Kind::Json, _) => "json".into(),
        }
    }

    fn list(&self, columns: &[String]) -> String {
        columns.iter().map(|column| self.quote(column)).collect::<Vec<_>>().join(", ")
    }

    fn quote(&self, name: &str) -> String {
        let mark = if self.backend == DbBackend::MySql { "`" } else { "\"" };
        format!("{mark}{name}{mark}")
    }
}

fn keys(table: &Table) -> impl Iterator<Item = (&[String], &'static str)> {
    let unique = table.unique.iter().map(|columns| (columns.as_slice(), "UNIQUE INDEX"));
    unique.chain(table.indexes.iter().map(|columns| (columns.as_slice(), "INDEX")))
}

/// What an index is called.
fn name(table: &str, columns: &[String]) -> String {
    format!("ix_{table}_{}", columns.join("_"))
}

fn owned(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).collect()
}
