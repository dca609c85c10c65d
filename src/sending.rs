//! What goes with a request: the form of INT, the emails, and the addresses of those who will call.

mod catalogue;
mod dir;
mod firewall;
mod form;
mod mail;
mod receiver_url;

pub use catalogue::{CatalogueEntry, Details, entries, services, to_endpoint_catalogue};
pub use dir::to_dir;
pub use firewall::{ADDRESSES_PUBLISHED, FIREWALL_PAGE, proxy_addresses};
pub use form::{FormValue, INT_FORM, INT_FORM_FIELDS};
pub use mail::Mail;
pub use receiver_url::{ReceiverUrl, UrlError};
