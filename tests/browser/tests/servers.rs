//! What comes after the .pfx: real servers, set up with exactly the text that the page shows for
//! them and with the files that the page made.
//!
//! A browser makes the files once, and each server is started with them. A caller with a
//! certificate of the same authority reads an answer; one without a certificate, and one with a
//! certificate of another authority, are refused.

mod apache;
mod caller;
mod dotnet;
mod finished;
mod haproxy;
mod kestrel_program;
mod kestrel_settings;
mod nginx;
mod node;
mod running;
mod spring_boot;
mod tomcat;
