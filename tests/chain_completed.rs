//! Chains that are completed from authorities that were not given.

use std::slice::from_ref;

use crate::support::bundle::bundle;
use crate::support::desk::{document, inspect, perform, question};
use crate::support::endpoint::Endpoint;
use crate::support::endpoint::password;
use crate::support::test_ca::{NOW, Request, TestCa, ThreeLevels};
use bars_csr::authority::{Authority, Environment, Generation};
use bars_csr::certificate::Certificate;
use bars_csr::chain::{Chain, Trials};
use bars_csr::job::{Answer, Assessed, BulkJob, BulkOutcome, Document, Job, Outcome, Question};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::{self, Encryption};

fn completed(given: &[Certificate], known: &[Certificate]) -> Chain {
    let chain = Chain::of_leaf(given, &given[0], NOW, &mut Trials::default()).expect("a chain");
    chain.completed(known)
}

#[test]
fn a_leaf_alone_is_led_to_the_root_that_is_known() {
    let levels = ThreeLevels::new();
    let [leaf, intermediate, root] = [&levels.leaf, &levels.intermediate, &levels.root].map(Clone::clone);
    let known = [root.clone(), intermediate.clone()];
    let chain = completed(from_ref(&leaf), &known);
    assert_eq!(chain.path(), [leaf.clone(), intermediate.clone(), root.clone()]);
    assert_eq!(chain.added(), [intermediate.clone(), root.clone()]);
    assert_eq!(chain.root(), Some(&root));
    // What was given is not added.
    let chain = completed(&[leaf.clone(), intermediate.clone()], &known);
    assert_eq!(chain.path(), [leaf.clone(), intermediate.clone(), root.clone()]);
    assert_eq!(chain.added(), from_ref(&root));
    let chain = completed(&[leaf.clone(), intermediate, root], &known);
    assert_eq!(chain.added(), []);
    assert_eq!(completed(from_ref(&leaf), &[]).path(), [leaf]);
}

#[test]
fn only_who_has_signed_is_added_and_what_was_given_wins() {
    let (levels, others) = (ThreeLevels::new(), ThreeLevels::rsa());
    // Authorities of the same names with other keys.
    let known = [others.root.clone(), others.intermediate.clone()];
    assert_eq!(completed(from_ref(&levels.leaf), &known).path(), from_ref(&levels.leaf));
    // A chain to another root of the same names stays as it was given.
    let own = [levels.root.clone(), levels.intermediate.clone()];
    assert_eq!(completed(&others.all(), &own).path(), others.all());
    let wrong = completed(&[levels.leaf.clone(), others.intermediate.clone()], &own);
    assert_eq!(wrong.path(), [levels.leaf.clone(), others.intermediate.clone()]);
    // A certificate that signs itself has its end in itself.
    let ca = TestCa::new();
    let alone = ca.root(&Request::endpoint("rsa-leaf"));
    assert_eq!(completed(from_ref(&alone), &own).path(), [alone]);
}

#[test]
fn the_published_four_are_in_the_page_octet_for_octet_and_lead_to_their_roots() {
    let current: Vec<Authority> = Authority::current().collect();
    assert_eq!(current.len(), 4);
    for known in current {
        let certificate = known.certificate().expect("it is in the page");
        assert_eq!(Authority::of(&certificate), Some(known));
        assert_eq!(certificate.label(), known.name);
        assert_eq!(known.generation, Generation::Current);
    }
    for (environment, names) in [
        (Environment::Int, ["NHS INT Authentication G2", "NHS PTL Root Authority G2"]),
        (Environment::Prod, ["NHS Authentication G2", "NHS Root Authority G2"]),
    ] {
        let chain = Authority::chain_of(environment);
        assert_eq!(chain.iter().map(Certificate::label).collect::<Vec<_>>(), names);
        let from_the_intermediate = completed(&chain[..1], &chain);
        assert_eq!(from_the_intermediate.path(), chain);
        assert!(from_the_intermediate.links().iter().all(|link| link.signature.is_ok()));
    }
    let first = Authority::PUBLISHED.into_iter().find(|known| known.generation == Generation::First);
    assert_eq!(first.and_then(|known| known.certificate()), None);
}

fn knowing(levels: &ThreeLevels) -> Keyholder {
    Keyholder::default().completing(vec![levels.root.clone(), levels.intermediate.clone()])
}

fn leaf_of(levels: &ThreeLevels) -> Vec<Document> {
    vec![document(Field::CertificateFile, "own.cer", levels.leaf.to_pem().as_bytes())]
}

fn left_out() -> Question {
    Question { completes: false, ..question() }
}

fn assessed(keyholder: &mut Keyholder, question: Question, documents: Vec<Document>) -> Assessed {
    match perform(keyholder, Job::Assess(question), documents).outcome {
        Outcome::Assessed(assessed) => assessed,
        _ => panic!("it was not assessed"),
    }
}

fn result(assessed: &Assessed, name: &str) -> Option<&'static str> {
    assessed.checks.iter().find(|check| check.name == name).map(|check| check.result.as_str())
}

#[test]
fn a_file_made_of_the_leaf_alone_has_the_whole_chain_unless_that_is_left_out() {
    let endpoint = Endpoint::new();
    let mut keyholder = knowing(&endpoint.levels);
    let open = Job::OpenKey { source: Field::KeyFile, password: None };
    perform(&mut keyholder, open, vec![document(Field::KeyFile, "k.key", &endpoint.key_pem)]);
    for (question, members, complete) in [(question(), 3, "pass"), (left_out(), 1, "warn")] {
        let said = assessed(&mut keyholder, question.clone(), leaf_of(&endpoint.levels));
        let addition = said.addition.as_ref().expect("the page could add to it");
        let names = "NHS INT Authentication G2 and NHS PTL Root Authority G2";
        assert_eq!(addition.is_left_out, members == 1);
        assert_eq!(
            addition.sentence,
            if members == 1 {
                format!("Left out: {names}, which this page has.")
            } else {
                format!("Added from this page: {names}, as published by the NHS.")
            }
        );
        assert_eq!(result(&said, "chain-complete"), Some(complete));
        assert_eq!(said.path.len(), members);
        let job = Job::MakePfx {
            question,
            password: password("secret"),
            friendly_name: String::new(),
            encryption: Encryption::Modern,
        };
        let Answer { outcome, files } = perform(&mut keyholder, job, leaf_of(&endpoint.levels));
        let Outcome::PfxMade { trust, .. } = outcome else { panic!("no file was made") };
        let opened = pkcs12::open(&files[0].bytes, Some(&password("secret"))).expect("it opens");
        assert_eq!(opened.certificates, endpoint.path()[..members]);
        assert_eq!(trust, "nhs-int-trust");
    }
}

#[test]
fn nothing_is_said_where_nothing_could_be_added() {
    let endpoint = Endpoint::new();
    let mut keyholder = knowing(&endpoint.levels);
    let all = vec![document(Field::CertificateFile, "all.pem", &bundle(&endpoint.path()))];
    assert_eq!(assessed(&mut keyholder, question(), all).addition, None);
    let mut other = Keyholder::default();
    assert_eq!(assessed(&mut other, question(), leaf_of(&endpoint.levels)).addition, None);
    let said = assessed(&mut other, question(), leaf_of(&endpoint.levels));
    let complete = said.checks.iter().find(|check| check.name == "chain-complete").expect("the check");
    assert!(complete.sentence.contains("https://pki.nhs.uk/G2Transition/"), "{}", complete.sentence);
}

#[test]
fn certificates_of_a_batch_and_things_that_are_inspected_are_completed_as_well() {
    let endpoint = Endpoint::new();
    for (completes, is_left_out) in [(true, false), (false, true)] {
        let mut keyholder = knowing(&endpoint.levels);
        let job = BulkJob::ReadReturned { completes, now: NOW };
        let answer = perform(&mut keyholder, Job::Bulk(job), leaf_of(&endpoint.levels));
        let Outcome::Bulk(BulkOutcome::Returned(returned)) = answer.outcome else { panic!("not read") };
        assert_eq!(returned.addition.map(|addition| addition.is_left_out), Some(is_left_out));
        let concerns = &returned.certificates[0].concerns;
        assert_eq!(concerns.contains("was not given"), is_left_out, "{concerns}");

        let job = Job::Inspect { password: None, completes, now: NOW };
        let answer = perform(&mut keyholder, job, leaf_of(&endpoint.levels));
        let Outcome::Inspected(found) = answer.outcome else { panic!("not looked at") };
        assert_eq!(found.addition.map(|addition| addition.is_left_out), Some(is_left_out));
        let chain = found.items[0].facts.iter().any(|fact| fact.name == "Chain");
        assert_eq!(chain, !is_left_out);
    }
}

#[test]
fn a_published_intermediate_alone_is_led_to_its_root() {
    let own = &Authority::chain_of(Environment::Prod)[0];
    let file = document(Field::InspectFile, "sub.pem", own.to_pem().as_bytes());
    let found = inspect(&mut Keyholder::default(), vec![file], None, NOW);
    let sentence = found.addition.expect("the root is added").sentence;
    assert_eq!(sentence, "Added from this page: NHS Root Authority G2, as published by the NHS.");
}
