//! When certificates end, and the calendar that reminds of it.

use crate::support::test_ca::{NOW, Request, TestCa};
use bars_csr::bulk::{Calendar, Ending, InUse, in_use};
use bars_csr::certificate::Certificate;
use bars_csr::name::NameError;
use bars_csr::wording;

pub const NAME: &str = "BaRS-INT-RX7.supplier.thirdparty.nhs.uk";
const DAY: i64 = 86_400;

pub fn calendar(endings: &[Ending], now: i64) -> Calendar {
    bars_csr::bulk::calendar(endings, now, wording::reminder)
}

pub fn ending(name: &str, days: i64) -> Ending {
    Ending { name: name.to_owned(), not_after: NOW + days * DAY, certificate: [7; 32] }
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

#[test]
fn a_certificate_has_three_reminders_of_a_day_each() {
    let calendar = calendar(&[ending(NAME, 100)], NOW);
    let event = |day: &str, next: &str, days: u32| {
        format!(
            "BEGIN:VEVENT\r\nUID:07070707070707070707070707070707-{days}@bars-csr\r\nDTSTAMP:20261124T120000Z\r\n\
             DTSTART;VALUE=DATE:{day}\r\nDTEND;VALUE=DATE:{next}\r\n\
             SUMMARY:{NAME}: the certificate ends in {days} days\r\n\
             DESCRIPTION:It ends on 4 March 2027. Renewing revokes it at once\\, says ITOC's form: agree a change window\\, then make a new request.\r\n\
             TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
        )
    };
    let events = [
        event("20270103", "20270104", 60),
        event("20270202", "20270203", 30),
        event("20270225", "20270226", 7),
    ];
    let expected = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bars-csr//bars-csr//EN\r\n{}END:VCALENDAR\r\n",
        events.concat()
    );
    assert_eq!(unfolded(&calendar.text), expected);
    assert_eq!(calendar.reminders, 3);
}

#[test]
fn days_that_are_over_are_left_out() {
    let reminders = |days: i64| calendar(&[ending(NAME, days)], NOW).reminders;
    assert_eq!([61, 60, 59, 30, 29, 7, 6, 0, -1].map(reminders), [3, 3, 2, 2, 1, 1, 0, 0, 0]);
}

#[test]
fn a_certificate_that_is_given_twice_has_its_reminders_once() {
    let other = Ending { certificate: [8; 32], ..ending("other", 100) };
    assert_eq!(calendar(&[ending(NAME, 100), other, ending(NAME, 100)], NOW).reminders, 6);
}

#[test]
fn lines_end_as_the_standard_says_and_have_75_octets_at_most_whatever_the_name() {
    let names = [
        NAME.to_owned(),
        format!("{}.nhs.uk", "a".repeat(57)),
        "Trust, one; two\\three\r\nDESCRIPTION:not ours".to_owned(),
        "\\".repeat(80),
        "é".repeat(80),
        "🦀".repeat(80),
    ];
    for name in names {
        let text = calendar(&[ending(&name, 200)], NOW).text;
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
            assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
        assert_eq!(unfolded(&text).matches("\r\nDESCRIPTION:").count(), 3, "{text}");
    }
}

fn endings() -> Vec<Ending> {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca("/CN=root", "root"));
    let issue = |subject: &str, until: &str| {
        ca.issue(&Request { subject, until, ..Request::endpoint("leaf") }, &root, "root")
    };
    let certificates: [Certificate; 5] = [
        issue("/CN=BaRS-INT-A1.supplier.thirdparty.nhs.uk", "20280101000000Z"),
        issue("/CN=bars-int-a1.supplier.thirdparty.nhs.uk", "20261215120000Z"),
        issue("/CN=BaRS-INT-A2.supplier.thirdparty.nhs.uk", "20270222120000Z"),
        issue("/CN=BaRS-INT-A3.supplier.thirdparty.nhs.uk", "20270223120000Z"),
        issue("/CN=server.example.com", "20261124115959Z"),
    ];
    certificates.iter().map(Ending::of).collect()
}

#[test]
fn those_that_end_first_stand_first_and_90_days_are_the_time_to_renew() {
    let rows = in_use(&endings(), NOW);
    let said = |row: &InUse| (row.ending.name.clone(), row.days_left, row.is_due(), row.is_replaced);
    let row = |name: &str, days, due, replaced| (name.to_owned(), days, due, replaced);
    assert_eq!(
        rows.iter().map(said).collect::<Vec<_>>(),
        [
            row("server.example.com", -1, true, false),
            row("bars-int-a1.supplier.thirdparty.nhs.uk", 21, true, true),
            row("BaRS-INT-A2.supplier.thirdparty.nhs.uk", 90, true, false),
            row("BaRS-INT-A3.supplier.thirdparty.nhs.uk", 91, false, false),
            row("BaRS-INT-A1.supplier.thirdparty.nhs.uk", 402, false, false),
        ]
    );
    assert_eq!(rows[0].name.as_ref().err(), Some(&NameError::NotNhsUk));
    assert!(rows[1..].iter().all(|row| row.name.is_ok()));
}
