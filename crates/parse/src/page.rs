//! A page as a tree of nodes that know their byte ranges.
