//! The archive as its users meet it: one module a subject.

mod crash;
mod file;
mod health;
mod join;
mod made;
mod out;
mod search;
mod store;
mod support;
