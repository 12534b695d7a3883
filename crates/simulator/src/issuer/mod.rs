//! The sandbox's directory server and issuer (ACS) of EMV 3-D Secure. Its pages run on an address of their own, because the mobile
//! SDKs take any page on the API's host for the end of a redirect (session services, section 9).

mod examples;
mod form;
mod headers;
mod method;
mod outcome;
mod page;
mod ranges;
mod ticket;
mod verdict;

pub use examples::{EXAMPLES, Example, METHOD_EXAMPLES, tables};
pub use outcome::{Ending, Method, Outcome};
pub use verdict::CODE;
