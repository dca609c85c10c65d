//! The one question that the page asks before something is lost.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlDialogElement;

use crate::browser::page::widget::dom;

type Follows = Box<dyn FnOnce()>;
type Answer = Rc<RefCell<Option<(Follows, Follows)>>>;

thread_local! {
    static ANSWER: Answer = {
        let answer: Answer = Rc::default();
        listen(&answer);
        answer
    };
}

/// Asks; `yes` is the label of the button that goes on, and `then` what it does.
pub fn ask(question: &str, yes: &str, then: impl FnOnce() + 'static) {
    ask_either(question, yes, then, || {});
}

/// Asks; `then` is what the button does that goes on, `otherwise` what follows where nothing shall be lost.
pub fn ask_either(
    question: &str,
    yes: &str,
    then: impl FnOnce() + 'static,
    otherwise: impl FnOnce() + 'static,
) {
    let dialog: HtmlDialogElement = dom::get("confirm");
    dom::set_text("confirm-text", question);
    dom::set_text("confirm-yes", yes);
    ANSWER.with(|answer| *answer.borrow_mut() = Some((Box::new(then), Box::new(otherwise))));
    if !dialog.open() && dialog.show_modal().is_err() {
        dialog.set_open(true);
    }
    // Whoever presses Enter without reading keeps everything.
    dom::focus("confirm-no");
}

fn listen(answer: &Answer) {
    let close = || {
        let dialog: HtmlDialogElement = dom::get("confirm");
        dialog.close();
    };
    let kept = Rc::clone(answer);
    dom::on_id("confirm-no", "click", move |_| {
        close();
        keep(&kept);
    });
    let given = Rc::clone(answer);
    dom::on_id("confirm-yes", "click", move |_| {
        close();
        let then = given.borrow_mut().take();
        if let Some((then, _)) = then {
            then();
        }
    });
    let cancelled = Rc::clone(answer);
    dom::on_id("confirm", "cancel", move |_| {
        keep(&cancelled);
    });
}

/// Does what follows where nothing shall be lost.
fn keep(answer: &Answer) {
    let answer = answer.borrow_mut().take();
    if let Some((_, otherwise)) = answer {
        otherwise();
    }
}
