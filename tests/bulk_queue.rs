//! Jobs that workers share.

use bars_csr::bulk::{Death, JobQueue};

#[test]
fn jobs_are_given_out_in_their_order() {
    let mut queue = JobQueue::new([(4, None), (7, None), (9, None)]);
    assert_eq!([queue.take(0), queue.take(1), queue.take(2)], [Some(4), Some(7), Some(9)]);
    assert_eq!(queue.take(3), None);
    assert_eq!([queue.done(1), queue.done(1)], [Some(7), None]);
    assert!(!queue.is_over(), "two are being done");
    assert_eq!([queue.done(0), queue.done(2)], [Some(4), Some(9)]);
    assert!(queue.is_over());
}

#[test]
fn a_job_waits_for_the_worker_that_has_what_it_needs() {
    let mut queue = JobQueue::new([(1, Some(1)), (2, None), (3, Some(0))]);
    assert_eq!(queue.take(0), Some(3), "its own come first");
    assert_eq!(queue.done(0), Some(3));
    assert_eq!(queue.take(0), Some(2), "then those for anybody");
    assert_eq!(queue.done(0), Some(2));
    assert_eq!(queue.take(0), None, "and never those of another");
    assert!(!queue.is_over());
    assert_eq!(queue.take(1), Some(1));
}

#[test]
fn what_a_dead_worker_was_at_is_done_next_and_what_waits_for_it_is_for_anybody() {
    let mut queue = JobQueue::new([(1, None), (2, Some(0)), (3, None)]);
    assert_eq!(queue.take(1), Some(1));
    assert_eq!(queue.take(0), Some(2));
    assert_eq!(queue.died(0), Some(Death::Again));
    assert_eq!([queue.done(1), queue.take(1)], [Some(1), Some(2)]);
    assert_eq!([queue.done(1), queue.take(1)], [Some(2), Some(3)]);
    assert_eq!(queue.died(0), None, "it was at nothing");
    assert_eq!(queue.done(1), Some(3));
    assert!(queue.is_over());
}

#[test]
fn a_job_that_three_workers_have_died_over_is_lost() {
    let mut queue = JobQueue::new([(5, None), (6, None)]);
    for death in [Death::Again, Death::Again, Death::Lost(5)] {
        assert_eq!(queue.take(0), Some(5));
        assert_eq!(queue.died(0), Some(death));
    }
    assert_eq!(queue.take(0), Some(6), "the others are not harmed");
    assert_eq!(queue.done(0), Some(6));
    assert!(queue.is_over());
}

#[test]
fn a_seat_without_a_worker_takes_nothing_from_the_others() {
    let mut queue = JobQueue::new([(1, Some(0)), (2, Some(0)), (3, None)]);
    assert_eq!(queue.take(0), Some(1));
    assert!(queue.is_busy(0));
    queue.put_back(0);
    assert!(!queue.is_busy(0));
    assert_eq!(queue.take(1), Some(1), "what was put back comes first, and is for anybody");
    assert_eq!(queue.done(1), Some(1));
    assert_eq!(queue.abandon(), [2, 3]);
    assert!(queue.is_over());
}

#[test]
fn what_was_put_back_counts_as_untried() {
    let mut queue = JobQueue::new([(1, None)]);
    for _ in 0..10 {
        assert_eq!(queue.take(0), Some(1));
        queue.put_back(0);
    }
    for death in [Death::Again, Death::Again, Death::Lost(1)] {
        assert_eq!(queue.take(0), Some(1));
        assert_eq!(queue.died(0), Some(death));
    }
}
