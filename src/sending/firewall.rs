//! The addresses from which the BaRS proxy calls.

use crate::authority::Environment;

/// When the addresses were published.
pub const ADDRESSES_PUBLISHED: &str = "March 2026";

/// Where they are published.
pub const FIREWALL_PAGE: &str = "https://simplifier.net/guide/nhsbookingandreferralstandard/Home/Deploy/Technical-deployment/Firewallexceptions";

/// The addresses of an environment, as the guide's page had them at [`ADDRESSES_PUBLISHED`].
pub const fn proxy_addresses(environment: Environment) -> [&'static str; 2] {
    match environment {
        Environment::Int => ["35.197.254.55", "35.246.55.143"],
        Environment::Prod => ["34.89.0.111", "34.89.69.6"],
    }
}
