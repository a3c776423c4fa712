//! What a schema consists of, in the few words that this server needs of it: tables, columns, keys.

pub(crate) mod difference;
pub(crate) mod expected;
pub(crate) mod found;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 64 bits.
    Integer,
    /// Yes or no.
    Boolean,
    /// A double.
    Real,
    /// Text of up to so many characters; of an unknown number where it is not said.
    String(Option<u32>),
    /// Text of any length.
    Text,
    /// JSON.
    Json,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) nullable: bool,
    /// What rows have that are there already, as SQL.
    pub(crate) default: Option<String>,
}

/// A table. Keys are lists of columns: what an index is called is nobody's business.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) primary: Vec<String>,
    /// Whether the primary key is a number that the database gives.
    pub(crate) numbered: bool,
    pub(crate) unique: Vec<Vec<String>>,
    pub(crate) indexes: Vec<Vec<String>>,
    /// Columns that name the `id` of a row of another table, and go with it.
    pub(crate) parents: Vec<(String, String)>,
}

impl Column {
    /// A column that always has a value.
    pub(crate) fn new(name: &str, kind: Kind) -> Self {
        Self { name: name.into(), kind, nullable: false, default: None }
    }

    /// May be empty.
    pub(crate) fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// What rows have that are there already, as SQL.
    pub(crate) fn default(mut self, sql: &str) -> Self {
        self.default = Some(sql.into());
        self
    }
}

impl Table {
    /// A table without columns.
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// A primary key `id` that the database counts.
    pub(crate) fn numbered(mut self) -> Self {
        self.numbered = true;
        self.column("id", Kind::Integer).primary(&["id"])
    }

    /// A column that always has a value.
    pub(crate) fn column(mut self, name: &str, kind: Kind) -> Self {
        self.columns.push(Column::new(name, kind));
        self
    }

    /// A column that may be empty.
    pub(crate) fn nullable(mut self, name: &str, kind: Kind) -> Self {
        self.columns.push(Column::new(name, kind).nullable());
        self
    }

    /// The primary key.
    pub(crate) fn primary(mut self, columns: &[&str]) -> Self {
        self.primary = owned(columns);
        self
    }

    /// No two rows have the same in these.
    pub(crate) fn unique(mut self, columns: &[&str]) -> Self {
        self.unique.push(owned(columns));
        self
    }

    /// Rows are found by these.
    pub(crate) fn index(mut self, columns: &[&str]) -> Self {
        self.indexes.push(owned(columns));
        self
    }

    /// Rows go with the row of the other table whose `id` is in this column.
    pub(crate) fn part_of(mut self, column: &str, table: &str) -> Self {
        self.parents.push((column.into(), table.into()));
        self
    }
}

fn owned(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).collect()
}
