//! Interrupts: the first stops at the next safe point, the second at once.

use crate::exit::{Failure, Result};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};
use std::sync::{Arc, atomic::AtomicBool};

/// A flag that SIGINT and SIGTERM set.
pub(crate) fn on_interrupt() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // Registered first, so that it sees the flag as the signal before has left it.
        flag::register_conditional_shutdown(signal, 130, Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .map_err(|e| Failure::unavailable(format!("signals cannot be caught: {e}")))?;
    }
    Ok(stop)
}
