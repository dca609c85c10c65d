//! What a renewal does to the certificate in use, as far as it is published.

/// What ITOC's form says of renewals in INT, and what follows.
pub const RENEWAL_INT: &str = "INT: ITOC's form says \"renewing a certificate will automatically revoke any existing certificate\". Your endpoint may stop working as soon as the new certificate is issued.";

/// What is not known of renewals in PROD, and what follows.
pub const RENEWAL_PROD: &str = "PROD: it is not published whether a renewal revokes the certificate in use. Ask the DIR team (dir@nhs.net) before you send the request.";

/// How an endpoint is renewed without an outage.
pub const RENEWAL_PLAN: &str = "Agree a change window before you send the request, and install the new certificate on the day that it comes.";

/// How many endpoints are renewed without an outage of all of them.
pub const RENEWAL_OF_MANY: &str = "Renew one endpoint first, and the others when that one works.";

/// Asks once more before certificates are renewed that have not ended: `in_use` of so many.
pub fn renew_all(in_use: usize, all: usize) -> String {
    let these = match (in_use, all) {
        (1, 1) => "This certificate is still in use.".to_owned(),
        (in_use, all) if in_use == all => format!("All {all} certificates are still in use."),
        (1, all) => format!("1 of these {all} certificates is still in use."),
        (in_use, all) => format!("{in_use} of these {all} certificates are still in use."),
    };
    format!("{these} {RENEWAL_INT} {RENEWAL_PROD} {RENEWAL_OF_MANY}")
}
