//! What is left to do for endpoints of one environment, in order, and who does it: the same for the page and
//! for the text that goes with requests.

mod test;
mod text;

pub use text::{how_to_send, tasks_as_text};

use super::{RENEWAL_INT, RENEWAL_OF_MANY, RENEWAL_PLAN, RENEWAL_PROD};
use crate::authority::Environment;
use crate::name::EndpointName;
use crate::sending::{
    ADDRESSES_PUBLISHED, CatalogueEntry, Details, FIREWALL_PAGE, FormValue, INT_FORM, INT_FORM_FIELDS, Mail,
    proxy_addresses, to_dir, to_endpoint_catalogue,
};

/// Endpoints of one environment for which something is left to do: one at least.
pub struct Errand<'a> {
    /// Their environment.
    pub environment: Environment,
    /// The endpoints.
    pub entries: &'a [CatalogueEntry],
    /// The request as PEM, where there is one endpoint and the request is known.
    pub request: Option<&'a str>,
    /// What the email to the catalogue says besides.
    pub details: &'a Details,
}

/// Which task it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskKind {
    /// The request is sent.
    Send,
    /// The certificate is waited for.
    Wait,
    /// The certificate is packed with its key.
    Pack,
    /// The endpoint is added to the catalogue.
    Catalogue,
    /// The firewall lets the proxy through.
    Firewall,
    /// The connection is tested.
    Test,
}

/// Something that is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Which it is.
    pub kind: TaskKind,
    /// What is done.
    pub title: String,
    /// Who does it, and when.
    pub who: &'static str,
    /// How.
    pub parts: Vec<Part>,
}

/// A part of what is said of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Words(String),
    /// A paragraph with a link in it.
    Link {
        /// The paragraph, in which the label occurs once.
        words: String,
        /// What is a link.
        label: &'static str,
        /// Where it leads: an address outside, or a step of the page.
        address: &'static str,
    },
    /// Something to be read before anything is done.
    Warning(String),
    /// Values with their labels.
    Values(Vec<Value>),
    /// An email, with what to do with it, and by what it is known.
    Mail {
        /// By what it is known on the page.
        kind: &'static str,
        /// What to do with it.
        lead: String,
        /// The email.
        mail: Mail,
    },
    /// Names, for a text that stands by itself.
    Names(Vec<String>),
}

/// A value with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is called there.
    pub label: String,
    /// The value.
    pub value: String,
    /// Whether it is copied as it is, not chosen or looked up.
    pub is_copied: bool,
}

impl Value {
    fn copied(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), is_copied: true }
    }
}

/// Everything that is left to do, in order.
pub fn tasks(errand: &Errand<'_>) -> Vec<Task> {
    let tasks = [send(errand), wait(errand), pack(errand), catalogue(errand), firewall(errand.environment)];
    let test = match errand.entries {
        [entry] => Some(test::task(errand.environment, entry)),
        _ => None,
    };
    tasks.into_iter().chain(test).collect()
}

impl Errand<'_> {
    fn is_many(&self) -> bool {
        self.entries.len() > 1
    }

    fn names(&self) -> Vec<&EndpointName> {
        self.entries.iter().map(|entry| &entry.name).collect()
    }

    /// One word for one endpoint, another for many.
    fn of<'a>(&self, one: &'a str, many: &'a str) -> &'a str {
        if self.is_many() { many } else { one }
    }

    /// The name of the one endpoint, or what stands for the names of many.
    fn name(&self) -> &str {
        match self.entries {
            [entry] => entry.name.as_str(),
            _ => "NAME",
        }
    }
}

/// Who issues the certificates of an environment.
const fn issuer(environment: Environment) -> &'static str {
    match environment {
        Environment::Int => "ITOC",
        Environment::Prod => "the DIR team",
    }
}

fn send(errand: &Errand<'_>) -> Task {
    let parts = match errand.environment {
        Environment::Int => send_form(errand),
        Environment::Prod => send_mail(errand),
    };
    let title = format!("Send the {} to {}", errand.of("request", "requests"), issuer(errand.environment));
    Task { kind: TaskKind::Send, title, who: "You, now", parts }
}

fn renewal(errand: &Errand<'_>, known: &str) -> Part {
    let of_many = if errand.is_many() { format!(" {RENEWAL_OF_MANY}") } else { String::new() };
    Part::Warning(format!("Is this a renewal? {known} {RENEWAL_PLAN}{of_many}"))
}

fn send_form(errand: &Errand<'_>) -> Vec<Part> {
    let each = errand.of("for each environment", "for each environment and for each name");
    let fields = INT_FORM_FIELDS.into_iter().map(|(label, value)| match value {
        FormValue::Choice(choice) => {
            Value { label: label.to_owned(), value: choice.to_owned(), is_copied: false }
        }
        FormValue::Text(text) => Value::copied(label, text),
        FormValue::Name if errand.is_many() => Value {
            label: label.to_owned(),
            value: "The name, from requests.csv in the archive".to_owned(),
            is_copied: false,
        },
        FormValue::Name => Value::copied(label, errand.name()),
        FormValue::Request => match errand.request {
            Some(request) => Value::copied(label, request),
            None => Value {
                label: label.to_owned(),
                value: format!("The text of the file {}.csr, the lines with dashes too", errand.name()),
                is_copied: false,
            },
        },
    });
    let mut parts = vec![
        renewal(errand, RENEWAL_INT),
        Part::Link {
            words: format!(
                "Open the Combined endpoint and service registration request of ITOC, the integration team, and fill in these fields. Complete a separate form {each}."
            ),
            label: "Combined endpoint and service registration request",
            address: INT_FORM,
        },
        Part::Values(fields.collect()),
    ];
    if errand.is_many() {
        parts.push(Part::Names(errand.names().into_iter().map(|name| name.as_str().to_owned()).collect()));
    }
    parts.push(Part::Words(NEVER_THE_KEY.to_owned()));
    parts
}

/// What is never sent.
const NEVER_THE_KEY: &str = "Never send a file that ends in .key to anyone, NHS England included.";

fn send_mail(errand: &Errand<'_>) -> Vec<Part> {
    let attach = if errand.is_many() {
        "Send this email to the DIR team, and attach the files of these names that end in .csr. They are in the archive, in a folder for each name.".to_owned()
    } else {
        format!("Send this email to the DIR team, and attach {}.csr.", errand.name())
    };
    vec![
        Part::Words("Wait for the Technical Conformance certificate. PROD endpoints can be requested only when Solution Assurance has issued it.".to_owned()),
        renewal(errand, RENEWAL_PROD),
        Part::Mail { kind: "dir", lead: format!("{attach} {NEVER_THE_KEY}"), mail: to_dir(&errand.names()) },
    ]
}

fn wait(errand: &Errand<'_>) -> Task {
    let issuer = issuer(errand.environment);
    let title = format!("Wait for the {} from {issuer}", errand.of("certificate", "certificates"));
    let have = if errand.is_many() {
        "You can close this page. When the certificates come, have the archive with the keys and passwords.csv, or the password of the keys, ready.".to_owned()
    } else {
        format!(
            "You can close this page. When the certificate comes, have {}.key and its password ready: without them the certificate is of no use.",
            errand.name()
        )
    };
    let come = errand.of("The certificate comes", "The certificates come");
    let parts = vec![Part::Words(format!("{come} by email from {issuer}. {have}"))];
    let who = match errand.environment {
        Environment::Int => "ITOC",
        Environment::Prod => "The DIR team",
    };
    Task { kind: TaskKind::Wait, title, who, parts }
}

fn pack(errand: &Errand<'_>) -> Task {
    let (words, label, address) = if errand.is_many() {
        (
            "Open this page again, and give it everything: Pack all certificates that came back.",
            "Pack all certificates that came back",
            "#bulk-return",
        )
    } else {
        (
            "Open this page again, and give it the private key and the certificate: Pack the certificate that came back.",
            "Pack the certificate that came back",
            "#bundle",
        )
    };
    Task {
        kind: TaskKind::Pack,
        title: errand
            .of("Make the .pfx file, and install it", "Make the .pfx files, and install them")
            .to_owned(),
        who: "You, when it comes",
        parts: vec![Part::Link { words: words.to_owned(), label, address }],
    }
}

fn catalogue(errand: &Errand<'_>) -> Task {
    let lead = format!(
        "When {} installed, send this email to the BaRS team, so that they add your {} to the Endpoint Catalogue. The guide's page of July 2026 asks for the base URL, the ServiceId, the environment and planned dates for testing.",
        errand.of("the certificate is", "the certificates are"),
        errand.of("endpoint", "endpoints")
    );
    let mail = to_endpoint_catalogue(errand.environment, errand.entries, errand.details);
    Task {
        kind: TaskKind::Catalogue,
        title: format!("Have your {} added to the Endpoint Catalogue", errand.of("endpoint", "endpoints")),
        who: "You, after installing",
        parts: vec![Part::Mail { kind: "catalogue", lead, mail }],
    }
}

fn firewall(environment: Environment) -> Task {
    let [first, second] = proxy_addresses(environment);
    let label = |which: &str| format!("{}, {which} address", environment.as_str());
    Task {
        kind: TaskKind::Firewall,
        title: "Let the BaRS proxy through your firewall".to_owned(),
        who: "You, at any time",
        parts: vec![
            Part::Words("Requests come from these addresses.".to_owned()),
            Part::Values(vec![Value::copied(label("first"), first), Value::copied(label("second"), second)]),
            Part::Link {
                words: format!(
                    "As published in {ADDRESSES_PUBLISHED}. They can change: see Firewall exceptions in the guide."
                ),
                label: "Firewall exceptions",
                address: FIREWALL_PAGE,
            },
        ],
    }
}
