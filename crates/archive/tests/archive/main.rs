//! The archive as its users meet it: one module a subject.

mod file;
mod health;
mod join;
mod made;
mod search;
mod store;
mod support;
