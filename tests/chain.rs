//! Certificates in any order become the path that leads from the leaf to a root.

use crate::support::test_ca::{CA, INT_INTERMEDIATE, INT_ROOT, NOW, Request, TestCa, ThreeLevels};
use bars_csr::certificate::Certificate;
use bars_csr::chain::{Chain, ChainError, MOST_CERTIFICATES, Trials};
use bars_csr::signature::SignatureError;

fn permutations(items: &[Certificate]) -> Vec<Vec<Certificate>> {
    if items.len() < 2 {
        return vec![items.to_vec()];
    }
    (0..items.len())
        .flat_map(|at| {
            let mut rest = items.to_vec();
            let first = rest.remove(at);
            permutations(&rest).into_iter().map(move |mut tail| {
                tail.insert(0, first.clone());
                tail
            })
        })
        .collect()
}

/// The path from one of the certificates.
fn from_leaf(given: &[Certificate], leaf: &Certificate) -> Result<Chain, ChainError> {
    Chain::of_leaf(given, leaf, NOW, &mut Trials::default())
}

/// Changes the last octet, which is the signature's.
fn tampered(certificate: &Certificate) -> Certificate {
    let mut der = certificate.as_der().to_vec();
    *der.last_mut().unwrap() ^= 1;
    Certificate::from_der(&der).unwrap()
}

#[test]
fn every_order_gives_the_same_path() {
    for levels in [ThreeLevels::new(), ThreeLevels::rsa()] {
        for given in permutations(&levels.all()) {
            let chain = from_leaf(&given, &levels.leaf).unwrap();
            assert_eq!(chain.path(), levels.all());
            assert_eq!(chain.root(), Some(&levels.root));
            assert!(chain.unused().is_empty() && chain.repeated().is_empty());
            assert_eq!(chain.links().len(), 3);
            assert!(chain.links().iter().all(|link| link.signature.is_ok()));
        }
    }
}

#[test]
fn a_path_without_its_root_ends_where_the_certificates_end() {
    let levels = ThreeLevels::new();
    let chain = from_leaf(&[levels.intermediate.clone(), levels.leaf.clone()], &levels.leaf).unwrap();
    assert_eq!(chain.path(), [levels.leaf.clone(), levels.intermediate.clone()]);
    assert_eq!(chain.root(), None);
    let chain = from_leaf(&[levels.root.clone(), levels.leaf.clone()], &levels.leaf).unwrap();
    assert_eq!(chain.path(), [levels.leaf]);
    assert_eq!(chain.unused(), [levels.root]);
}

#[test]
fn what_is_given_again_or_not_needed_is_set_aside() {
    let levels = ThreeLevels::new();
    let stranger = levels.ca.root(&Request::ca("/CN=stranger", "other"));
    let mut given = levels.all();
    given.extend([stranger.clone(), levels.leaf.clone(), levels.root.clone()]);
    let chain = from_leaf(&given, &levels.leaf).unwrap();
    assert_eq!(chain.path(), levels.all());
    assert_eq!(chain.unused(), [stranger]);
    assert_eq!(chain.repeated(), [levels.leaf, levels.root]);
}

#[test]
fn an_authority_of_the_same_name_with_another_key_does_not_get_in_the_way() {
    let levels = ThreeLevels::new();
    let later = Request { until: "20450101000000Z", ..Request::ca(INT_INTERMEDIATE, "other") };
    let impostor = levels.ca.issue(&later, &levels.root, "root");
    let without_identifiers = Request { extensions: &CA[..2], ..later.clone() };
    let nameless = levels.ca.issue(&without_identifiers, &levels.root, "root");
    let mut given = vec![impostor.clone(), nameless.clone()];
    given.extend(levels.all());
    for given in [given.clone(), given.into_iter().rev().collect()] {
        let chain = from_leaf(&given, &levels.leaf).unwrap();
        assert_eq!(chain.path(), levels.all());
        assert_eq!(chain.unused().len(), 2);
    }
}

#[test]
fn a_changed_certificate_is_found_by_its_signature() {
    let levels = ThreeLevels::rsa();
    for changed in 0..3 {
        let mut given = levels.all();
        given[changed] = tampered(&given[changed]);
        let chain = from_leaf(&given, &given[0]).unwrap();
        assert_eq!(chain.path(), given);
        let links = chain.links();
        let found: Vec<_> = links.iter().map(|link| link.signature).collect();
        let mut expected = [Ok(()); 3];
        expected[changed] = Err(SignatureError::Wrong);
        assert_eq!(found, expected);
    }
}

#[test]
fn of_two_ways_the_one_to_a_root_is_taken() {
    let levels = ThreeLevels::new();
    // The same authority and key, certified by somebody who was not given.
    let stranger = levels.ca.root(&Request::ca("/CN=stranger", "other"));
    let later = Request { until: "20450101000000Z", ..Request::ca(INT_INTERMEDIATE, "intermediate") };
    let cross = levels.ca.issue(&later, &stranger, "other");
    for given in
        permutations(&[levels.leaf.clone(), cross.clone(), levels.intermediate.clone(), levels.root.clone()])
    {
        let chain = from_leaf(&given, &levels.leaf).unwrap();
        assert_eq!(chain.path(), levels.all());
        assert_eq!(chain.unused(), std::slice::from_ref(&cross));
    }
}

#[test]
fn two_authorities_that_certify_each_other_make_no_endless_path() {
    let ca = TestCa::new();
    let (one, two) = ("/CN=one", "/CN=two");
    let one_root = ca.root(&Request::ca(one, "root"));
    let two_root = ca.root(&Request::ca(two, "other"));
    let one_by_two = ca.issue(&Request::ca(one, "root"), &two_root, "other");
    let two_by_one = ca.issue(&Request::ca(two, "other"), &one_root, "root");
    let leaf = ca.issue(&Request::endpoint("leaf"), &one_root, "root");
    let chain = from_leaf(&[two_by_one.clone(), one_by_two.clone(), leaf.clone()], &leaf).unwrap();
    assert_eq!(chain.path(), [leaf.clone(), one_by_two.clone(), two_by_one.clone()]);
    assert_eq!(chain.root(), None);
    let given = [two_by_one, one_by_two.clone(), leaf.clone(), two_root.clone()];
    let chain = from_leaf(&given, &leaf).unwrap();
    assert_eq!(chain.path(), [leaf, one_by_two, two_root]);
}

#[test]
fn a_certificate_that_signs_itself_is_a_whole_path() {
    let ca = TestCa::new();
    let own = ca.root(&Request::endpoint("rsa-leaf"));
    let chain = from_leaf(std::slice::from_ref(&own), &own).unwrap();
    assert_eq!(chain.path(), std::slice::from_ref(&own));
    assert_eq!(chain.root(), Some(&own));
    assert_eq!(chain.links().len(), 1);
}

#[test]
fn a_root_under_a_new_key_that_the_old_key_signed_is_no_root() {
    let ca = TestCa::new();
    let old = ca.root(&Request::ca(INT_ROOT, "root"));
    let rolled = ca.issue(&Request::ca(INT_ROOT, "other"), &old, "root");
    let leaf = ca.issue(&Request::endpoint("leaf"), &rolled, "other");
    let chain = from_leaf(&[rolled.clone(), leaf.clone()], &leaf).unwrap();
    assert_eq!((chain.path(), chain.root()), ([leaf.clone(), rolled.clone()].as_slice(), None));
    let chain = from_leaf(&[rolled.clone(), old.clone(), leaf.clone()], &leaf).unwrap();
    assert_eq!(chain.path(), [leaf, rolled, old]);
    assert!(chain.links().iter().all(|link| link.signature.is_ok()));
}

#[test]
fn too_many_have_no_path() {
    let root = TestCa::new().root(&Request::ca(INT_ROOT, "root"));
    let certificates = MOST_CERTIFICATES + 1;
    let result = from_leaf(&vec![root.clone(); certificates], &root);
    assert_eq!(result, Err(ChainError::TooMany { certificates, most: MOST_CERTIFICATES }));
    let chain = from_leaf(&vec![root.clone(); MOST_CERTIFICATES], &root).unwrap();
    assert_eq!(chain.repeated().len(), MOST_CERTIFICATES - 1);
}

#[test]
fn a_path_ends_after_ten_members() {
    let ca = TestCa::new();
    let names: Vec<String> = (0..12).map(|level| format!("/CN=level {level}")).collect();
    let mut all = vec![ca.root(&Request::ca(&names[0], "other"))];
    for name in &names[1..] {
        all.push(ca.issue(&Request::ca(name, "other"), all.last().unwrap(), "other"));
    }
    all.reverse();
    // All have one key and with it one key identifier, so that only the names tell them apart.
    let chain = from_leaf(&all, &all[0]).unwrap();
    assert_eq!(chain.path(), &all[..10]);
    assert_eq!(chain.unused(), &all[10..]);
    assert!(chain.links().iter().all(|link| link.signature.is_ok()));
}

#[test]
fn of_two_ways_to_a_root_the_one_inside_its_dates_is_taken() {
    let ca = TestCa::new();
    let ended = Request { until: "20251231235959Z", ..Request::ca(INT_ROOT, "root") };
    let ended = ca.root(&ended);
    let other = ca.root(&Request::ca("/CN=other root", "other"));
    let cross = ca.issue(&Request::ca(INT_ROOT, "root"), &other, "other");
    let leaf = ca.issue(&Request::endpoint("leaf"), &ended, "root");
    for given in permutations(&[leaf.clone(), ended.clone(), cross.clone(), other.clone()]) {
        let chain = from_leaf(&given, &leaf).unwrap();
        assert_eq!(chain.path(), [leaf.clone(), cross.clone(), other.clone()]);
        assert_eq!(chain.unused(), std::slice::from_ref(&ended));
    }
}

#[test]
fn an_authority_that_changed_its_key_without_key_identifiers_is_followed_to_its_root() {
    let ca = TestCa::new();
    let plain = |key| Request { extensions: &CA[..2], ..Request::ca(INT_ROOT, key) };
    let old = ca.root(&plain("root"));
    let rolled = ca.issue(&plain("other"), &old, "root");
    let leaf = ca.issue(&Request { extensions: &[], ..Request::endpoint("leaf") }, &rolled, "other");
    for given in permutations(&[leaf.clone(), rolled.clone(), old.clone()]) {
        let chain = from_leaf(&given, &leaf).unwrap();
        assert_eq!(chain.path(), [leaf.clone(), rolled.clone(), old.clone()]);
        assert!(chain.links().iter().all(|link| link.signature.is_ok()));
    }
}
