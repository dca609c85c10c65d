//! The form of ITOC, the integration team, who issue certificates for INT.

/// Where the form is.
pub const INT_FORM: &str = "https://digital.nhs.uk/services/path-to-live-environments/path-to-live-forms/combined-endpoint-and-service-registration-request";

/// What goes into a field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormValue {
    /// This is chosen.
    Choice(&'static str),
    /// This text.
    Text(&'static str),
    /// The endpoint's name.
    Name,
    /// The request, as text.
    Request,
}

/// The fields by their labels, in the order of the form, as the guide's picture of it shows them.
pub const INT_FORM_FIELDS: [(&str, FormValue); 6] = [
    (
        "Create/renew a certificate only",
        FormValue::Choice("Choose it. The guide calls it \"Create/renew a certificate only (No endpoint)\"."),
    ),
    ("Environment", FormValue::Choice("Integration")),
    ("Fully Qualified Domain Name (FQDN)", FormValue::Name),
    (
        "Additional comments/notes",
        FormValue::Text("BaRS certificate request: Receiver endpoint, internet facing"),
    ),
    ("Certificate Signing Request (CSR)", FormValue::Request),
    ("Existing party key", FormValue::Text("N/A")),
];
