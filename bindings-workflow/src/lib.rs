//! The state machines of [`depicted::workflow`] as JSON: a question in, an answer out.
//!
//! The packages for other languages have types of their own and no rule of their own: each call becomes a question, with
//! the state that it is asked of, and the answer has the next state. The values are in the form that `serde` gives the
//! types of the engine.
//!
//! ```
//! use depicted_workflow::answer;
//! assert_eq!(answer(r#"{"ask": "ReleaseStatus.after", "status": "receiving", "event": "runs_done"}"#), r#"{"answer":"processing"}"#);
//! ```

mod answer;
mod question;

pub use answer::answer;
