//! Options out of Python's values. Their names, kinds and words are those of the engine's `Options`, read by serde.

use depicted::Options;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyString};
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use crate::error;

/// Every option and its default, as JSON.
#[pyfunction]
pub(crate) fn default_options() -> String {
    serde_json::to_string(&Options::default()).expect("options have a form in JSON")
}

/// The options that were given; the others have their defaults.
///
/// # Errors
/// `DiffError` with `bad_option`, in serde's words; `TypeError` for a value that no option could have.
pub(crate) fn read(given: &Bound<'_, PyDict>) -> PyResult<Options> {
    let value = Value::new(given.as_any(), "options")?;
    Options::deserialize(value).map_err(|wrong| error::bad_option(given.py(), &wrong.to_string()))
}

/// A value of Python's, as far as options have such.
enum Value {
    None,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(String),
    List(Vec<Value>),
    Dict(Vec<(String, Value)>),
}

impl Value {
    /// Reads a value; `name` is that of the option.
    fn new(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::None);
        }
        if let Ok(flag) = given.cast::<PyBool>() {
            return Ok(Self::Bool(flag.is_true()));
        }
        if let Ok(text) = given.cast::<PyString>() {
            return Ok(Self::Text(text.to_cow()?.into_owned()));
        }
        if given.is_instance_of::<PyInt>() {
            return Self::integer(given);
        }
        if given.is_instance_of::<PyFloat>() {
            return Ok(Self::Float(given.extract()?));
        }
        if let Ok(dict) = given.cast::<PyDict>() {
            let item = |(key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
                let key: String = key.extract()?;
                let value = Self::new(&value, &key)?;
                Ok((key, value))
            };
            return Ok(Self::Dict(dict.iter().map(item).collect::<PyResult<_>>()?));
        }
        if let Ok(items) = given.try_iter() {
            return Ok(Self::List(items.map(|item| Self::new(&item?, name)).collect::<PyResult<_>>()?));
        }
        // Numbers of NumPy are no numbers of Python, and yet say which number they are.
        if given.hasattr("__index__")? {
            return Self::integer(&given.call_method0("__index__")?);
        }
        if given.hasattr("__float__")? {
            return Ok(Self::Float(given.extract()?));
        }
        Err(PyTypeError::new_err(format!(
            "{name}: no option takes a value of type {}",
            given.get_type().name()?
        )))
    }

    fn integer(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(number) = given.extract() {
            return Ok(Self::Unsigned(number));
        }
        given.extract().map(Self::Signed).or_else(|_| given.extract().map(Self::Float))
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::None => Unexpected::Unit,
            Self::Bool(flag) => Unexpected::Bool(*flag),
            Self::Signed(number) => Unexpected::Signed(*number),
            Self::Unsigned(number) => Unexpected::Unsigned(*number),
            Self::Float(number) => Unexpected::Float(*number),
            Self::Text(text) => Unexpected::Str(text),
            Self::List(_) => Unexpected::Seq,
            Self::Dict(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::None => visitor.visit_unit(),
            Self::Bool(flag) => visitor.visit_bool(flag),
            Self::Signed(number) => visitor.visit_i64(number),
            Self::Unsigned(number) => visitor.visit_u64(number),
            Self::Float(number) => visitor.visit_f64(number),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(items) => SeqDeserializer::new(items.into_iter()).deserialize_any(visitor),
            Self::Dict(items) => MapDeserializer::new(items.into_iter()).deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::None => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => visitor.visit_enum(text.into_deserializer()),
            other => Err(serde::de::Error::invalid_type(other.unexpected(), &"a word")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
