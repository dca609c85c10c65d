//! The page has what the core speaks of.

use bars_csr::message::Field;
use bars_csr::wording;

const PAGE: &str = include_str!("../www/index.html");
const README: &str = include_str!("../README.md");

fn has_id(id: &str) -> bool {
    PAGE.matches(&format!(" id=\"{id}\"")).count() == 1
}

#[test]
fn every_field_has_its_element_and_the_place_for_its_message() {
    for field in Field::ALL {
        assert!(has_id(field.id()), "{}", field.id());
        assert!(has_id(&format!("{}-error", field.id())), "{}-error", field.id());
    }
}

#[test]
fn every_id_of_the_readme_s_page_reference_is_on_the_page() {
    let reference = README.split("## Page reference").nth(1).expect("a page reference");
    let reference = reference.split("\n## ").next().expect("its text");
    let ids: Vec<&str> = reference
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.strip_prefix('#'))
        .filter(|id| !id.contains('<'))
        .collect();
    assert!(ids.len() > 40, "{ids:?}");
    for id in ids {
        assert!(has_id(id), "{id}");
    }
}

#[test]
fn every_copy_button_names_a_text_that_is_there() {
    let named: Vec<&str> =
        PAGE.split(" data-copy=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(named.len() > 10, "{named:?}");
    for id in named {
        assert!(has_id(id), "{id}");
    }
}

#[test]
fn no_secret_field_is_filled_in_or_remembered_by_the_browser() {
    let fields: Vec<&str> = PAGE.split('<').filter(|tag| tag.contains("data-secret")).collect();
    assert_eq!(fields.len(), 16);
    for field in fields {
        assert!(field.contains("autocomplete=\"off\""), "{field}");
        assert!(!field.contains(" value="), "{field}");
        assert!(!field.contains(" name="), "{field}");
    }
}

#[test]
fn the_list_of_steps_begins_with_what_it_says_when_nothing_is_made() {
    for (id, said) in
        [("request-step", wording::request_step(false)), ("bundle-step", wording::bundle_step(false))]
    {
        assert!(PAGE.contains(&format!(" id=\"{id}\" class=\"hint\">{said}<")), "{id}");
    }
}
