//! What the downloads of news databases have in common: documents that lines divide, each a sheet of labelled fields
//! above and below a text.

mod cut;
pub(in crate::format) mod field;
mod prose;
mod sheet;

pub(in crate::format) use cut::{Divider, Documents};
pub(in crate::format) use prose::paragraphs;
pub(in crate::format) use sheet::Sheet;
